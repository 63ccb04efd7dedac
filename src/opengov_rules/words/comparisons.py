"""Why two results cannot be compared."""

from typing import Final

COMPARISONS: Final = {
    "compare-cities": (
        "OGR601",
        "{before} 与 {after} 不是同一城市的方案,单位无从对应",
        "{before} and {after} are schemes of two cities, whose units have nothing to do with each other",
    ),
    "compare-new": ("OGR602", "前一次没有结果,无从比较", "there is no result before to compare with"),
    "compare-gone": ("OGR603", "后一次没有结果,无从比较", "there is no result after to compare with"),
    "compare-several": (
        "OGR604",
        "名称对应对方名单中的 {units},不能确定是哪一个;请补充或改正别名",
        "its names fit {units} of the other roster, so it is not clear which it is; mend the aliases",
    ),
    "compare-group": (
        "OGR605",
        "由{before}改为{after},按另一类指标表考评",
        "moved from {before} to {after}, and is assessed by another table",
    ),
    "compare-direction": (
        "OGR606",
        "一次分数越高越好,一次越低越好",
        "points count for the unit in one edition and against it in the other",
    ),
    "compare-unscored": (
        "OGR607",
        "有一次没有总分(原文未公布分值,或各项均不计分)",
        "one of the two has no total: no points are published, or nothing is scored",
    ),
    "compare-inapplicable": (
        "OGR608",
        "有一次全部指标不适用,没有可比的总分",
        "no indicator applies in one of the two, so there is no total to compare",
    ),
    "compare-withheld": ("OGR609", "有一次暂不公布得分", "one of the two scores is withheld"),
    "compare-open": (
        "OGR610",
        "有一次的结果尚未确定,或否决、扣分究竟扣了多少尚未确定;尚待查明:{facts}",
        "one of the two results is not decided, or not what vetoes and penalties took; find out: {facts}",
    ),
    "compare-mixed": (
        "OGR611",
        "变化的来源无法区分:换用另一次的规则或适用范围时,缺少答案:{facts}",
        "what the change came from cannot be told: with the rules or applicability of the other round these lack an answer: {facts}",
    ),
    "compare-refused": (
        "OGR612",
        "变化的来源无法区分:两次的答案不能合在一起:{error}",
        "what the change came from cannot be told: the answers of the two rounds do not go together: {error}",
    ),
    "compare-unshared": (
        "OGR613",
        "两版没有共同的检查内容,变化的来源无法区分",
        "the editions ask nothing in common, so what the change came from cannot be told",
    ),
}

"""What each key means, in Chinese and English, for editors that explain while they complete."""

from collections.abc import Mapping
from typing import Final

from attrs import AttrsInstance, fields

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "CitedTable": {
        "cite": "出处:“行号: 原文”,可写多条。Where the notice says so: LINE: QUOTE, or a list of them.",
        "inferred": "由原文推得的数值及理由。Keys whose value follows from the text, and why.",
        "assumed": "原文未写而假定的数值及理由。Keys whose value is assumed where the text is silent, and why.",
    },
    "ShapedTable": {
        "offset": "乘系数前先加的数。Added to the value before the factor.",
        "factor": "折算系数。By what (value + offset) is multiplied.",
        "floor": "下限,默认 0。The least value; 0 by default.",
        "cap": "上限,默认为分值。The greatest value; the points by default.",
        "round": "舍入。Rounding to whole steps.",
    },
    "Rounded": {
        "to": "舍入到的步长,如 0.1。The step, such as 0.1.",
        "how": "舍入方式,默认四舍五入。How; halves away from zero by default.",
    },
    "NodeTable": {
        "name": "指标名称,用原文的说法。The notice's term, else short words of ours.",
        "points": "分值;原文未印则不写。The points printed; left out where none are.",
        "role": "一级指标的类别:基础分、加分、扣分、不计分。Of a top-level node: base, bonus, penalty or unscored.",
        "combine": "下级如何合成。How the children make up the value.",
        "weight": "在 mean 中的权重。How much a child counts in a mean.",
        "for_each": "逐个资产(网站、账号)评分。The kind of asset for each of which the node is evaluated.",
        "fold": "各资产的得分如何合成。How the values of the assets make one.",
        "rule": "评分规则的种类。The kind of rule.",
        "todo": "尚未录入为规则的原文条款。Clauses that nobody has put into a rule yet.",
        "applies_if": "满足才适用,否则不适用。The node applies only if this holds.",
        "only_if": "前提:不满足得 0 分。Worth 0 unless this holds.",
        "zero_if": "满足则该项不得分。Worth 0 if this holds.",
        "excused_if": "满足则视为符合。Counts as met if this holds.",
        "needs_evidence": "逾期报送按未报送计。Facts sent after window.due count as not submitted.",
        "not_applicable": "不适用时分值如何处理。What becomes of the points where the node does not apply.",
        "otherwise": "其余单位原文无条款。Units that no variant names have no clause.",
        "variant": "因单位而异的写法,一表一种。One table for each reading that differs between units.",
    },
    "VariantTable": {
        "units": "本变体适用的单位。The units that it is for, by any of their names.",
        "kinds": "本变体适用的单位类别。The kinds of unit that it is for.",
    },
    "VetoTable": {
        "when": "何时否决;封顶可不写。When it strikes; a ceiling may do without.",
        "scope": '否决范围:指标编码或 "total"。What falls: a code, or "total".',
        "effect": "否决的后果。What it does.",
    },
    "Effect": {
        "points": "降为此分。The scope falls to this; it never rises.",
        "replace": "改为此分,不论其他扣分。The scope becomes this, whatever else was taken off.",
        "at_most": "封顶。A ceiling.",
        "withhold": "不公布总分。The total is not told.",
        "grade": "至多评为此等次。At best this grade.",
    },
    "TotalTable": {"graded": "等次看精确总分还是舍入后的总分。Whether grades look at the exact or the rounded total."},
    "RubricTable": {
        "kinds": "适用的单位类别。The kinds of unit that the rubric is for.",
        "points": '基础分满分;原文未公布分值写 "unpublished"。Of the base; "unpublished" where the notice prints none.',
        "vetoes": "一票否决、封顶等。Vetoes and ceilings, by a key of ours.",
        "total": "总分的折算、上下限与舍入。Scale, limits and rounding of the whole.",
        "better": "分高为好还是分低为好。Whether more points are better, or fewer.",
    },
    "FactTable": {
        "type": "答案的类型。The kind of answer.",
        "ask": "问法,名称说不清时写。The question, where the name does not say it.",
        "measure": "单位:天、个…。In what it is measured.",
        "min": "最小值。The least value accepted.",
        "max": "最大值。The greatest value accepted.",
        "step": "步长。Values are whole multiples of this.",
        "never": '可答 "never"(一直没有)。The answer may be "never", beyond every limit.',
        "per": "逐个资产回答。One answer for each asset of this kind.",
        "take": "各资产的答案如何合成。How the answers of the assets are folded.",
        "trim": "先去掉几个最高和最低。How many of the greatest and of the least are left out first.",
        "best": "只取最高的几个。How many of the greatest are kept.",
        "choices": "可选的答案。The words to choose from.",
        "peers": "由同批单位一并算出的值。A value from all units assessed together.",
        "of": "另一事实答案的另一种合成。Another fold of that fact's answers.",
        "none": "0/0 如何计:待裁定、按 100%、按 0%。What a share of nothing (0/0) is: open, 100% or 0%.",
        "absent": "未列即为没有。A closed list: not named means none.",
    },
    "Peers": {
        "of": "各单位的哪个量。The quantity of each unit.",
        "take": "如何合成;rank 为名次。How they are folded; rank is the place.",
        "among": "在同一指标表还是同类单位中。Among units of the rubric, or of one kind.",
        "own": "是否含本单位。Whether the unit itself is among them.",
        "none": "没有其他单位时的值。The value where there are none.",
    },
    "ValidTable": {
        "from": "第一日。The first day on which the edition holds.",
        "until": "最后一日。The last day on which it holds.",
    },
    "WindowTable": {
        "from": "采集起始日。The first day of collecting.",
        "until": "采集截止日。The last day of collecting.",
        "due": "佐证材料报送截止日。The last day on which evidence counts as submitted.",
    },
    "GradeTable": {
        "at_least": "总分不低于。The total is at least this.",
        "at_most": "总分不高于(分低为好时)。The total is at most this (where less is better).",
        "when": "满足即评为此等次,不看总分。Given wherever this holds, whatever the score.",
        "gates": "还须满足的条件。What else must hold.",
        "quota": "名额:个数或百分比。How many units at most: a number or a percentage.",
    },
    "NamedTable": {"when": "点名的条件。By what units are named."},
    "RankingTable": {
        "by": "排名依据;不写则按总分。By what units are ranked; by the total if left out.",
        "then": "并列时依次比较。What decides between equals, in order.",
        "ties": "并列时名次如何排。What equals do to the places below.",
        "better": "大为先还是小为先。Whether the greater or the lower stands first.",
    },
    "RosterTable": {
        "names": "单位名单,按原文次序。The units, in the notice's order.",
        "count": "原文所写的单位个数。How many units the notice counts.",
    },
    "ProfileTable": {
        "why": "谁为何这样假定。Who assumes this, and why.",
        "set": "所改的位置 = 值。Paths and their values.",
    },
    "DiscrepancyTable": {
        "at": "所涉位置,如 window.due。The place concerned.",
        "says": "一处原文。What one place of the notice says.",
        "but": "另一处原文。What another one says.",
        "taken": "取何者,为何。What was taken, and why.",
    },
    "OptionTable": {"set": "所改的位置 = 值。Paths and their values."},
    "ReadingTable": {
        "ask": "原文未定的问题。The question that the notice leaves open.",
        "cite": "问题所在的原文。The words that leave it open.",
        "chosen": "所取的口径。The name of the reading taken.",
        "option": "其他口径,按名称。The other readings, by name.",
    },
    "Source": {
        "file": "原文的文件名,不含文件夹。The notice's file, without folders.",
        "sha256": "原文文件的 SHA-256。The SHA-256 of its bytes.",
    },
    "SchemeTable": {
        "id": "方案编号,与文件夹同名。The id, as the folder is named.",
        "city": "发布单位。The body that publishes.",
        "edition": "年度。The edition.",
        "title": "文件标题。The notice's title.",
        "source": "原文。The notice as a file.",
        "window": "采集时间。When evidence is collected.",
        "valid": "有效期。When the edition holds.",
        "restricted": "结果不公开的出处。Where the notice says that results are not made public.",
        "roster": "考评对象,按类别。Who is assessed, by kind.",
        "aliases": "单位的其他写法。Other printed names of units.",
        "excluded": "列出而不参评的单位及原因。Units that are listed and not scored, and why.",
        "facts": "需另加说明的事实。Facts that need more than their rule tells.",
        "grades": "等次,从高到低。Grades, from the top.",
        "ungraded": "未达任何等次者没有等次。Units that reach no grade have none.",
        "named": "通报点名的规则。Units named by a rule.",
        "rankings": "排名。By what units are ranked.",
        "profiles": "试用方案:原文未印之数的假定值。Values assumed where the notice prints none.",
        "discrepancies": "原文自相矛盾之处。Where the notice contradicts itself.",
        "readings": "解释口径。Questions left open, and the answers taken.",
    },
    "Fold": {
        "take": "如何合成。How the values are folded.",
        "trim": "先去掉几个最高和最低。How many of the greatest and of the least are left out first.",
        "best": "只取最高的几个。How many of the greatest are kept.",
    },
    "Award": {"when": "得满分的条件。What earns all the points."},
    "Checklist": {"parts": "各部分及其分值。The parts, each with its points."},
    "Part": {
        "name": "部分的名称。The part's name.",
        "when": "得分的条件。What earns its points.",
        "points": "该部分的分值。Its points.",
    },
    "SampleRule": {
        "fact": "抽查结果(事实名)。The fact that holds the sample.",
        "draw": "抽查个数。How many are drawn.",
        "each": "每个符合得几分。Points for each hit.",
        "all_hit": "全部符合才得分。All the points if all of them hit, else 0.",
        "fewer": "不足抽查数而全部符合时。What fewer are worth when all of them hit.",
        "none": "一个也没有时。What it is worth when none exists.",
        "per": "抽查的是哪类资产。The kind of asset that is drawn.",
        "when": "资产符合要求的条件。When an asset is a hit.",
    },
    "Deduct": {"faults": "问题 = 每个扣几分。Faults, each with the points that one takes off."},
    "Tiers": {
        "fact": "各档所比较的事实。The fact that the limits compare.",
        "limits": "各档,先满足者算。The tiers; the first that holds counts.",
    },
    "Limit": {
        "when": "这一档的条件。What must hold.",
        "points": "这一档的分值。The points.",
    },
    "Judged": {
        "fact": "评分人所给的分(事实名)。The fact that holds the assessor's value.",
        "step": "评分单位。The step of the values.",
        "full_if": "满足则得满分。All the points if this holds.",
    },
    "PerEvent": {
        "events": "事件 = 每次几分。Events, each with the points of one.",
        "take": "累加、取最高或每类计一次。All add up, the best counts, or each type once.",
    },
    "RatioRule": {
        "part": "分子。The part.",
        "whole": "分母。The whole.",
        "none": "分母为 0 时。What nothing of nothing is worth.",
        "full_at": "达到此比例得满分。The share that earns all the points.",
        "step": "按此步长计。Only steps of this share count.",
        "count": "计满步,还是开始即计。Only full steps, or those begun too.",
    },
    "Measure": {"value": "得分本身。The quantity that is the value."},
    "Tally": {
        "start": "基础分,默认 0。What it starts from; 0 by default.",
        "entries": "加分与扣分各项。What is added and taken off.",
    },
    "Entry": {
        "name": "该项的名称。The entry's name.",
        "points": "每次几分,负数为扣。Points for each; negative ones are taken off.",
        "count": "次数。How often.",
        "when": "满足则计一次。Counts once if this holds.",
        "most": "该项最多几分。The limit of the entry.",
    },
    "Table": {
        "rows": "行(选择类事实)。The choice fact that picks the row.",
        "columns": "列(选择类事实)。The choice fact that picks the column.",
        "cells": "各行各列的分值。The points of each row and column.",
    },
    "Printed": {"fact": "公布的得分(事实名)。The fact that holds the value as published."},
    "Condition": {
        "all": "全部成立。All of them.",
        "any": "至少一个成立。Any of them.",
        "none": "都不成立。None of them.",
        "units": "单位是其中之一。The unit is one of these.",
        "kinds": "单位属于其中一类。The unit is of one of these kinds.",
        "over": "大于。More than.",
        "at_least": "不小于。At least.",
        "under": "小于。Less than.",
        "at_most": "不大于。At most.",
        "is": "等于。Equal to; a word of a choice fact.",
        "one_of": "等于其中之一。Equal to one of these.",
        "excused_if": "满足则视为符合。Counts as met if this holds.",
    },
    "Quantity": {
        "fact": "事实的答案。A fact's answer.",
        "sum": "加权和,或各量之和。Facts with weights, or quantities, added up.",
        "product": "各量之积。The product.",
        "ratio": "前者除以后者。The first over the second.",
        "excess": "前者减后者,不低于 0。The first less the second, not below 0.",
        "least": "最小者。The smallest.",
        "most": "最大者。The greatest.",
        "steps": "含几个步长。How many steps fit in.",
        "of": "步长。The step.",
        "count": "只计满步,还是开始即计。Only full steps, or those begun too.",
        "curve": "按折线换算的量。The quantity that the line maps.",
        "through": "折线各点。The points of the line, from left to right.",
        "cases": "各情形的值,先成立者算。The value of the first case that holds.",
        "otherwise": "都不成立时的值。The value where no case holds.",
        "points_of": "某指标的得分。A node's points.",
        "share_of": "某指标的得分率。A node's points over its maximum.",
    },
    "Case": {"when": "情形的条件。What must hold.", "value": "情形的值。The value then."},
    "Cases": {
        "scheme": "方案编号,或相对本文件的文件夹。An installed edition, or a folder relative to this file.",
        "unit": "考评对象,各案例可另写。The unit; a case may name its own.",
        "evidence": "各案例共有的答案。Answers that all cases share.",
        "case": "一个案例一张表。One table a case.",
    },
    "CaseTable": {
        "name": "案例名称。What the case is called.",
        "unit": "本案例的考评对象。The unit of this case.",
        "cite": "所依据的原文。The clause that it tries.",
        "why": "怎样算出来的。The arithmetic.",
        "evidence": "事实 = 答案。Facts and their answers.",
        "expect": "指标编码 = 得分。Codes and the points expected.",
        "bounds": "指标编码 = [最低, 最高]。Codes and where open points lie.",
        "grade": "等次。The grade expected.",
        "status": "结果的状态。The status expected.",
        "vetoes": "恰好生效的否决。The vetoes that strike, exactly these.",
        "named": "应被点名。By which names the unit is named, exactly these.",
        "refused": "应被拒绝的问题编号。The problems for which the evidence is refused.",
    },
}
"""By class and key; a class has its base's words too."""


def words(name: str, key: str) -> dict[str, str]:
    """The description of a key, where there is one."""
    found = WORDS.get(name, {}).get(key)
    return {} if found is None else {"description": found}


def described(kind: type[AttrsInstance], key: str) -> dict[str, str]:
    """The description of an attrs class's key; a kind of rule from elsewhere says it in the field's metadata."""
    for one in kind.__mro__:
        if found := words(one.__name__, key):
            return found
    told = next((f.metadata.get("description") for f in fields(kind) if f.name == key), None)
    return {} if told is None else {"description": told}

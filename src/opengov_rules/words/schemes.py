"""What a scheme can get wrong."""

from typing import Final

SCHEMES: Final = {
    "id-text": (
        "OGR201",
        "编号 {id} 只能用小写字母、数字和连字符",
        "id {id}: only lower-case letters, digits and hyphens",
    ),
    "id-folder": (
        "OGR202",
        "方案编号 {id} 与文件夹名 {folder} 不一致",
        "the scheme's id {id} differs from its folder's name {folder}",
    ),
    "rubric-missing": (
        "OGR203",
        "方案没有任何指标表(如 county.toml)",
        "the scheme has no rubric file (such as county.toml)",
    ),
    "unit-twice": ("OGR204", "{unit} 在名单或别名中出现多次", "{unit} stands more than once among units and aliases"),
    "alias-unit": (
        "OGR205",
        "别名所属的 {unit} 不在名单中",
        "aliases are given for {unit}, which is not in the roster",
    ),
    "kind-unclaimed": ("OGR206", "没有指标表适用于 {kind}", "no rubric applies to {kind}"),
    "kind-twice": ("OGR207", "多个指标表都适用于 {kind}", "several rubrics apply to {kind}"),
    "roster-count": (
        "OGR208",
        "{kind} 列出了 {named} 个单位,而原文写的是 {count} 个",
        "{kind} names {named} units, and the notice counts {count}",
    ),
    "roster-kind": ("OGR209", "名单中没有这类单位:{kind}", "there is no kind of unit {kind}"),
    "roster-size": (
        "OGR210",
        "{kind} 的单位个数应为 1 以上,而不是 {count}",
        "{kind} counts 1 unit or more, not {count}",
    ),
    "roster-printed": (
        "OGR211",
        "{kind} 的名单原文已列出,不能另行提供",
        "the notice names the units of {kind}; they cannot be supplied",
    ),
    "ranking-twice": (
        "OGR212",
        "{name} 与 {other} 都没有 by,而按总分的排名只能有一个",
        "{name} and {other} both lack `by`, and there is one ranking by the total",
    ),
    "ranking-better": (
        "OGR213",
        "{name} 按总分排名,方向由指标表的 better 决定",
        "{name} ranks by the total, whose direction is the rubric's own `better`",
    ),
    "profile-unknown": (
        "OGR214",
        "没有试用方案 {profile};可选:{known}",
        "there is no profile {profile}; one of: {known}",
    ),
    "supplied-rubric": ("OGR215", "没有指标表 {rubric};可选:{known}", "there is no rubric {rubric}; one of: {known}"),
    "supplied-code": ("OGR216", "指标表 {rubric} 没有末级指标 {code}", "rubric {rubric} has no leaf {code}"),
    "supplied-missing": (
        "OGR217",
        "指标 {code} 没有分值;原文未公布分值的,每个末级指标都须提供",
        "indicator {code} has no points; where the notice prints none, supply those of every leaf",
    ),
    "supplied-unasked": (
        "OGR218",
        '指标表 {rubric} 没有写 points = "unpublished",不能提供分值',
        'rubric {rubric} does not say points = "unpublished", so none can be supplied',
    ),
    "supplied-printed": (
        "OGR219",
        "{code} 的分值原文已公布({points}),不能另行提供",
        "the notice prints the points of {code} ({points}); they cannot be supplied",
    ),
    "code-twice": ("OGR220", "指标编码 {code} 重复", "indicator code {code} stands twice"),
    "rule-missing": (
        "OGR221",
        "指标 {code} 没有评分规则(rule),也没有下级指标",
        "indicator {code} has neither a rule nor children",
    ),
    "rule-with-children": (
        "OGR222",
        "指标 {code} 有下级指标,不能再有 rule",
        "indicator {code} has children, so it takes no rule",
    ),
    "variant-key": (
        "OGR223",
        "变体(variant)不能写 {key};变体是末级指标,{key} 由其指标统一写",
        "a variant cannot have {key}: it is a leaf, and {key} belongs to its node",
    ),
    "variant-single": (
        "OGR224",
        "变体须用双方括号:[[{code}.variant]]",
        "a variant takes double brackets: [[{code}.variant]]",
    ),
    "variants-alone": (
        "OGR225",
        "指标 {code} 有变体(variant),不能再有 rule 或下级指标",
        "indicator {code} has variants, so it takes neither a rule nor children",
    ),
    "variant-stranger": (
        "OGR226",
        "变体所列的 {name} 不在适用本指标表的名单中",
        "the variant names {name}, which is not among the units of this rubric",
    ),
    "variant-missing": (
        "OGR227",
        '指标 {code} 没有适用于 {unit} 的变体;请补上,或写 otherwise = "unstated"',
        'no variant of indicator {code} is for {unit}; add one, or say otherwise = "unstated"',
    ),
    "variant-twice": (
        "OGR228",
        "指标 {code} 有多个变体适用于 {unit}({variants});请只留一个",
        "several variants of indicator {code} are for {unit} ({variants}); keep one",
    ),
    "rule-unknown": ("OGR229", "不认识的规则 {kind};可用:{known}", "unknown rule {kind}; one of {known}"),
    "role-nested": ("OGR230", "role 只能写在一级指标上({code})", "role belongs to top-level indicators only ({code})"),
    "points-missing": ("OGR231", "{rule} 需要写明分值(points)", "{rule} needs points"),
    "points-negative": (
        "OGR232",
        '指标 {code} 的分值为负;扣分请用 role = "penalty"',
        'indicator {code} has negative points; use role = "penalty"',
    ),
    "children-sum": (
        "OGR233",
        "下级分值合计 {total},与本级 {points} 不符;若原文如此,请登记 discrepancies",
        "the children add up to {total}, not {points}; if the notice says so, record a discrepancy",
    ),
    "parts-sum": (
        "OGR234",
        "规则最多可得 {total} 分,与分值 {points} 不符;若原文如此,请登记 discrepancies",
        "the rule can give at most {total}, not {points}; if the notice says so, record a discrepancy",
    ),
    "rate-sign": ("OGR235", "{fact} 的分值 {rate} 应为正数", "the rate {rate} of {fact} must be positive"),
    "sample-worth": (
        "OGR236",
        "sample 应写 each 或 all_hit = true,二者取一",
        "a sample has either each or all_hit = true",
    ),
    "sample-per": ("OGR237", "sample 的 per 与 when 须同时写", "per and when of a sample go together"),
    "hit-fact": (
        "OGR238",
        "{fact} 不能用于抽查 {sample}:它应按 {per} 逐个回答,且不被别处读取",
        "{fact} cannot decide hits of {sample}: it must be asked per {per} and read nowhere else",
    ),
    "hit-when": (
        "OGR274",
        "抽查的 when 只看每个{per}自己的事实,不能看 {what}",
        "the when of a sample looks at the facts of each {per} alone, not at {what}",
    ),
    "judged-step": (
        "OGR239",
        "评分单位 {step} 不能整除分值 {points}",
        "the step {step} does not divide the points {points}",
    ),
    "tier-order": (
        "OGR240",
        "“{later}”永远不会生效,因为“{earlier}”在前",
        "{later!r} is never reached, since {earlier!r} stands before it",
    ),
    "penalty-rule": (
        "OGR241",
        "扣分指标(或越低越好的指标表)不能用规则 {kind}:分值应从 0 往上累计,如 per_event、tally、measure",
        "a penalty (or a rubric where less is better) cannot use rule {kind}: its points grow from 0,"
        " as with per_event, tally or measure",
    ),
    "penalty-excused": (
        "OGR242",
        "扣分指标不能用 excused_if;请在扣分的条件里写明例外",
        "a penalty cannot use excused_if; put the exception into the condition that takes points off",
    ),
    "fact-type": (
        "OGR243",
        "{fact} 声明为(或在别处用作) {found},而这里需要 {wanted}",
        "{fact} is declared (or used elsewhere) as {found}, but {wanted} is needed here",
    ),
    "fact-key": (
        "OGR244",
        "{fact} 的类型 {type} 用不到 {key}",
        "{key} means nothing for {fact}, a fact of type {type}",
    ),
    "fact-absent": (
        "OGR245",
        "{fact} 未列即为没有(absent),也就是 0,而它的答案里没有 0(最小值大于 0,或是选项、日期);请去掉 absent",
        "{fact} is a closed list (absent), so that not named is 0, which is none of its answers (a min above 0, a choice, a "
        "date): drop absent",
    ),
    "fact-scale": (
        "OGR246",
        "{fact} 在两处的最高值或步长不同({one} 与 {other});请用不同的事实",
        "{fact} has another maximum or step in two places ({one} and {other}); use two facts",
    ),
    "variant-points": (
        "OGR247",
        "指标 {code} 的变体分值不一({points}),与本级或上级所印分值不能都相合",
        "the variants of indicator {code} differ in points ({points}), which its own or a parent's points do not allow",
    ),
    "fact-none": ("OGR248", "{fact} 被两条规则抽查,none 不同", "{fact} is drawn by two rules that disagree on none"),
    "fact-draw": ("OGR249", "{fact} 两处抽查数不同:{draw} 与 {other}", "{fact} is drawn {draw} here and {other} there"),
    "fact-idle": (
        "OGR250",
        "没有规则读取事实 {fact};请改名、删除,或写明 type",
        "no rule asks fact {fact}; rename or remove it, or give its type",
    ),
    "fact-limits": (
        "OGR251",
        "{fact} 的 min、max、step 有误:step 大于 0,min 不大于 max,都是 step 的整倍数,按 sum 合计时不为负",
        "{fact}: the step must be above 0, min at most max, both multiples of the step, none negative under sum",
    ),
    "veto-penalty": (
        "OGR252",
        '否决范围 {scope} 的分值越低越好(扣分,或 better = "lower"),把它降下来反而有利;请改正 scope 或 effect',
        'the points of {scope} count against the unit (a penalty, or better = "lower"), so that this veto would help it;'
        " mend scope or effect",
    ),
    "take-missing": (
        "OGR253",
        "{fact} 按 {per} 逐个回答,请写明怎样合成(take):sum、mean、median、min、max、count 或 distinct",
        "{fact} is asked per {per}: say how answers fold (take): sum, mean, median, min, max, count or distinct",
    ),
    "scope-unknown": ("OGR254", "否决范围 {scope} 不存在", "there is no node {scope} to veto"),
    "node-unknown": ("OGR255", "没有指标 {node}", "there is no indicator {node}"),
    "place-unknown": ("OGR256", "at 所指位置 {at} 不存在", "the place {at} does not exist"),
    "cycle": ("OGR257", "指标互相引用:{nodes}", "indicators read each other: {nodes}"),
    "grade-order": (
        "OGR258",
        "等次 {grade} 的分数线不低于上一等次",
        "the threshold of grade {grade} is not below the one above it",
    ),
    "uncited": (
        "OGR259",
        "{key} = {value} 不在所引原文中({quotes});请补引出处,或写 inferred.{key} / assumed.{key} 说明理由",
        "{key} = {value} is not in the quoted words ({quotes}); cite it, or say why with inferred.{key} or assumed.{key}",
    ),
    "quote-missing": (
        "OGR260",
        "原文第 {line} 行没有“{quote}”(见于:{found})",
        "line {line} of the source does not hold {quote!r} (found on: {found})",
    ),
    "source-hash": (
        "OGR261",
        "原文 {file} 的 SHA-256 是 {actual},与方案所记不符",
        "the SHA-256 of {file} is {actual}, not the one that the scheme records",
    ),
    "source-missing": ("OGR262", "文件夹 {folder} 里没有原文 {file}", "there is no {file} in {folder}"),
    "profile-broken": (
        "OGR263",
        "选用试用方案“{profile}”时方案有误",
        "with profile {profile!r}, the scheme has a problem",
    ),
    "option-broken": ("OGR264", "取“{option}”时方案有误", "with {option!r} taken, the scheme has a problem"),
    "points-differ": (
        "OGR265",
        "所引原文印的是 {printed} 分,与分值 {points} 不符;若原文自相矛盾,请登记 discrepancies",
        "the quoted words print {printed}, not {points}; if the notice contradicts itself, record a discrepancy",
    ),
    "reason-idle": ("OGR266", "{key} 没有可说明的数值", "there is no number under {key} to give a reason for"),
    "option-chosen": ("OGR267", "选项“{option}”与已取口径同名", "option {option!r} has the name of the reading taken"),
    "option-unknown": (
        "OGR268",
        "口径 {reading} 没有选项“{option}”;可选:{known}",
        "reading {reading} has no option {option!r}; one of {known}",
    ),
    "reading-unknown": ("OGR269", "没有口径 {reading}", "there is no reading {reading}"),
    "patch-path": (
        "OGR270",
        "所改的位置 {path} 不存在;路径从文件名写起,变体以其所列第一个单位为名",
        "the path {path} to patch does not exist; it begins with a file's name, and a variant goes by its first unit",
    ),
    "patch-twice": (
        "OGR271",
        "{path} 已由口径 {reading} 修改;同一位置只能属于一个口径",
        "{path} belongs to reading {reading} already; one path, one reading",
    ),
    "fault-sign": (
        "OGR272",
        "{fact} 是问题数,增多却可能加分;请改用另一个事实,或改正读取它的条件",
        "{fact} counts faults, yet more of them might raise the score; use another fact, or mend what else reads it",
    ),
    "todo-rule": (
        "OGR273",
        "指标 {code} 既有 rule,又有 todo;规则录入完就删去 todo,否则删去 rule",
        "indicator {code} has both a rule and a todo; drop the todo once the rule says all of it, else the rule",
    ),
}

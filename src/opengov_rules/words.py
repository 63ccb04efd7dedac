"""The words of every problem, in Chinese and English: what is wrong, what was expected, the likeliest fix."""

import datetime as dt
import re
import reprlib
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal, TypeAlias

from .characters import shown

Language: TypeAlias = Literal["zh", "en"]

PROBLEMS: Final[Mapping[str, tuple[str, str]]] = {
    # numbers
    "number-float": (
        "不接受浮点数 {value};请写 Decimal('{value}') 或 '{value}'",
        "a float is not exact: write Decimal('{value}') or '{value}' instead of {value}",
    ),
    "number-range": (
        "数字 {value} 超出范围:整数部分最多 6 位,小数最多 6 位",
        "{value} is out of range: at most 6 digits and 6 decimals",
    ),
    "number-text": (
        "“{value}”不是数字;请用半角数字,如 3 或 0.5",
        "{value!r} is not a numeral; write plain digits such as 3 or 0.5",
    ),
    "number-type": ("这里应为数字,而不是 {value}", "a number was expected here, not {value}"),
    "integer-wanted": (
        "这里应为 6 位以内的整数,而不是 {value}",
        "a whole number of at most 6 digits was expected, not {value}",
    ),
    # tables and keys
    "file-missing": ("方案文件夹缺少 {file}", "the scheme folder has no {file}"),
    "file-stray": (
        "方案文件夹中有不认识的文件 {file};请移走或改名",
        "unknown file {file} in the scheme folder; move or rename it",
    ),
    "file-encoding": (
        "文件不是 UTF-8 编码,而像是 {looks};请另存为 UTF-8(Excel 中选“CSV UTF-8”)",
        "the file is not UTF-8 but looks like {looks}; save it as UTF-8 (in Excel: CSV UTF-8)",
    ),
    "file-bytes": (
        "文件不是 UTF-8 编码:此处字节 {byte} 无效;请检查文件是否完整,并另存为 UTF-8",
        "the file is not UTF-8: byte {byte} is not valid here; check that the file is whole, and save it as UTF-8",
    ),
    "file-large": (
        "文件过大:{size} 字节,上限 {limit} 字节",
        "the file is too large: {size} bytes, the limit is {limit}",
    ),
    "file-name": (
        "{file} 应为文件名,不含文件夹、.. 或盘符",
        "{file} must be the name of a file, without folders, .. or a drive",
    ),
    "file-type": ("不认识的文件类型 {suffix};支持 {known}", "unknown file type {suffix}; supported: {known}"),
    "toml-text": ("TOML 语法错误(此处:{text}):{error}", "TOML syntax (at {text}): {error}"),
    "json-text": (
        "JSON 语法错误(此处:{text});请检查引号、逗号、括号是否半角、是否成对",
        "JSON syntax (at {text}); check that quotation marks, commas and brackets are plain and paired",
    ),
    "json-shape": ("{key} 应为 {wanted}", "{key} must be {wanted}"),
    "key-missing": ("缺少 {key}", "{key} is missing"),
    "key-unknown": ("不认识的键 {key}", "unknown key {key}"),
    "key-twice": ("键 {key} 重复", "key {key} stands twice"),
    "value-unfit": ("值不合要求:{value}", "unfit value: {value}"),
    "text-wanted": ("这里应为文字,而不是 {value}", "text was expected here, not {value}"),
    "true-false-wanted": ("这里应为 true 或 false,而不是 {value}", "true or false was expected here, not {value}"),
    "date-wanted": (
        "这里应为日期(如 2022-01-10),而不是 {value}",
        "a date such as 2022-01-10 was expected, not {value}",
    ),
    "list-wanted": ("这里应为列表 […],而不是 {value}", "a list […] was expected here, not {value}"),
    "list-empty": ("{key} 不能为空", "{key} must not be empty"),
    "table-wanted": ("这里应为一个表(键 = 值),而不是 {value}", "a table of keys was expected here, not {value}"),
    "pairs-wanted": ('这里应为 { "事实" = 分值 },而不是 {value}', 'expected { "FACT" = points } here, not {value}'),
    "choice-unknown": ("不认识 {value};可用:{known}", "unknown: {value}; one of {known}"),
    "too-deep": ("嵌套过深(最多 {limit} 层)", "nested too deeply (at most {limit} levels)"),
    "cite-text": ("出处应写作“行号: 原文”,而不是 {value}", 'a citation reads "LINE: QUOTE", not {value}'),
    "path-text": ("路径写法有误:{path}", "not a path of keys: {path}"),
    "condition-text": (
        "条件应为事实名、列表或比较,而不是 {value}",
        "a condition is a fact, a list or a comparison, not {value}",
    ),
    "comparison-missing": ("缺少比较:{known}", "no comparison; one of {known}"),
    "quantity-text": (
        "这里应为数量:数字、日期、百分数,或恰有以下一个键的表:{known}",
        "a quantity was expected: a number, a date, a percentage, or a table with exactly one of {known}",
    ),
    # names
    "name-hidden": (
        "“{name}”含有看不见的字符 {char};请删去后重新键入",
        "{name!r} holds the invisible character {char}; delete it and type the name again",
    ),
    "name-nfc": (
        "“{name}”中的 {char} 不是规范写法(NFC);请改为“{fixed}”",
        "{char} in {name!r} is not the normal form (NFC); write {fixed!r}",
    ),
    "text-control": (
        "{key} 的文字含有控制字符 {char};请删去",
        "the text of {key} holds the control character {char}; delete it",
    ),
    "name-blank": ("名称“{name}”为空,或首尾有空格", "the name {name!r} is empty, or has blanks at its ends"),
    "name-alike": (
        "“{name}”与“{other}”只在全半角、大小写等写法上不同;请改用同一写法,或换一个名称",
        "{name!r} and {other!r} differ only in width, case or the like; write both alike, or rename one",
    ),
    # schemes
    "id-text": ("编号 {id} 只能用小写字母、数字和连字符", "id {id}: only lower-case letters, digits and hyphens"),
    "id-folder": (
        "方案编号 {id} 与文件夹名 {folder} 不一致",
        "the scheme's id {id} differs from its folder's name {folder}",
    ),
    "rubric-missing": ("方案没有任何指标表(如 county.toml)", "the scheme has no rubric file (such as county.toml)"),
    "unit-twice": ("{unit} 在名单或别名中出现多次", "{unit} stands more than once among units and aliases"),
    "alias-unit": ("别名所属的 {unit} 不在名单中", "aliases are given for {unit}, which is not in the roster"),
    "kind-unclaimed": ("没有指标表适用于 {kind}", "no rubric applies to {kind}"),
    "kind-twice": ("多个指标表都适用于 {kind}", "several rubrics apply to {kind}"),
    "roster-count": (
        "{kind} 列出了 {named} 个单位,而原文写的是 {count} 个",
        "{kind} names {named} units, and the notice counts {count}",
    ),
    "roster-kind": ("名单中没有这类单位:{kind}", "there is no kind of unit {kind}"),
    "roster-size": ("{kind} 的单位个数应为 1 以上,而不是 {count}", "{kind} counts 1 unit or more, not {count}"),
    "roster-printed": (
        "{kind} 的名单原文已列出,不能另行提供",
        "the notice names the units of {kind}; they cannot be supplied",
    ),
    "ranking-twice": (
        "{name} 与 {other} 都没有 by,而按总分的排名只能有一个",
        "{name} and {other} both lack `by`, and there is one ranking by the total",
    ),
    "ranking-better": (
        "{name} 按总分排名,方向由指标表的 better 决定",
        "{name} ranks by the total, whose direction is the rubric's own `better`",
    ),
    "profile-unknown": ("没有试用方案 {profile};可选:{known}", "there is no profile {profile}; one of: {known}"),
    "supplied-rubric": ("没有指标表 {rubric};可选:{known}", "there is no rubric {rubric}; one of: {known}"),
    "supplied-code": ("指标表 {rubric} 没有末级指标 {code}", "rubric {rubric} has no leaf {code}"),
    "supplied-missing": (
        "指标 {code} 没有分值;原文未公布分值的,每个末级指标都须提供",
        "indicator {code} has no points; where the notice prints none, supply those of every leaf",
    ),
    "supplied-unasked": (
        '指标表 {rubric} 没有写 points = "unpublished",不能提供分值',
        'rubric {rubric} does not say points = "unpublished", so none can be supplied',
    ),
    "supplied-printed": (
        "{code} 的分值原文已公布({points}),不能另行提供",
        "the notice prints the points of {code} ({points}); they cannot be supplied",
    ),
    "code-twice": ("指标编码 {code} 重复", "indicator code {code} stands twice"),
    "rule-missing": (
        "指标 {code} 没有评分规则(rule),也没有下级指标",
        "indicator {code} has neither a rule nor children",
    ),
    "rule-with-children": (
        "指标 {code} 有下级指标,不能再有 rule",
        "indicator {code} has children, so it takes no rule",
    ),
    "variant-key": (
        "变体(variant)不能写 {key};变体是末级指标,{key} 由其指标统一写",
        "a variant cannot have {key}: it is a leaf, and {key} belongs to its node",
    ),
    "variant-single": (
        "变体须用双方括号:[[{code}.variant]]",
        "a variant takes double brackets: [[{code}.variant]]",
    ),
    "variants-alone": (
        "指标 {code} 有变体(variant),不能再有 rule 或下级指标",
        "indicator {code} has variants, so it takes neither a rule nor children",
    ),
    "variant-stranger": (
        "变体所列的 {name} 不在适用本指标表的名单中",
        "the variant names {name}, which is not among the units of this rubric",
    ),
    "variant-missing": (
        '指标 {code} 没有适用于 {unit} 的变体;请补上,或写 otherwise = "unstated"',
        'no variant of indicator {code} is for {unit}; add one, or say otherwise = "unstated"',
    ),
    "variant-twice": (
        "指标 {code} 有多个变体适用于 {unit}({variants});请只留一个",
        "several variants of indicator {code} are for {unit} ({variants}); keep one",
    ),
    "rule-unknown": ("不认识的规则 {kind};可用:{known}", "unknown rule {kind}; one of {known}"),
    "role-nested": ("role 只能写在一级指标上({code})", "role belongs to top-level indicators only ({code})"),
    "points-missing": ("{rule} 需要写明分值(points)", "{rule} needs points"),
    "points-negative": (
        '指标 {code} 的分值为负;扣分请用 role = "penalty"',
        'indicator {code} has negative points; use role = "penalty"',
    ),
    "children-sum": (
        "下级分值合计 {total},与本级 {points} 不符;若原文如此,请登记 discrepancies",
        "the children add up to {total}, not {points}; if the notice says so, record a discrepancy",
    ),
    "parts-sum": (
        "规则最多可得 {total} 分,与分值 {points} 不符;若原文如此,请登记 discrepancies",
        "the rule can give at most {total}, not {points}; if the notice says so, record a discrepancy",
    ),
    "rate-sign": ("{fact} 的分值 {rate} 应为正数", "the rate {rate} of {fact} must be positive"),
    "sample-worth": ("sample 应写 each 或 all_hit = true,二者取一", "a sample has either each or all_hit = true"),
    "sample-per": ("sample 的 per 与 when 须同时写", "per and when of a sample go together"),
    "hit-fact": (
        "{fact} 不能用于抽查 {sample}:它应按 {per} 逐个回答,且不被别处读取",
        "{fact} cannot decide hits of {sample}: it must be asked per {per} and read nowhere else",
    ),
    "judged-step": ("评分单位 {step} 不能整除分值 {points}", "the step {step} does not divide the points {points}"),
    "tier-order": (
        "“{later}”永远不会生效,因为“{earlier}”在前",
        "{later!r} is never reached, since {earlier!r} stands before it",
    ),
    "penalty-rule": (
        "扣分指标(或越低越好的指标表)不能用规则 {kind}:分值应从 0 往上累计,如 per_event、tally、measure",
        "a penalty (or a rubric where less is better) cannot use rule {kind}: its points grow from 0,"
        " as with per_event, tally or measure",
    ),
    "penalty-excused": (
        "扣分指标不能用 excused_if;请在扣分的条件里写明例外",
        "a penalty cannot use excused_if; put the exception into the condition that takes points off",
    ),
    "fact-type": (
        "{fact} 声明为(或在别处用作) {found},而这里需要 {wanted}",
        "{fact} is declared (or used elsewhere) as {found}, but {wanted} is needed here",
    ),
    "fact-key": ("{fact} 的类型 {type} 用不到 {key}", "{key} means nothing for {fact}, a fact of type {type}"),
    "fact-absent": (
        "{fact} 未列即为没有(absent),最小值不能大于 0",
        "{fact} is a closed list (absent), so that none is 0: its min cannot be above that",
    ),
    "fact-scale": (
        "{fact} 在两处的最高值或步长不同({one} 与 {other});请用不同的事实",
        "{fact} has another maximum or step in two places ({one} and {other}); use two facts",
    ),
    "variant-points": (
        "指标 {code} 的变体分值不一({points}),与本级或上级所印分值不能都相合",
        "the variants of indicator {code} differ in points ({points}), which its own or a parent's points do not allow",
    ),
    "fact-none": ("{fact} 被两条规则抽查,none 不同", "{fact} is drawn by two rules that disagree on none"),
    "fact-draw": ("{fact} 两处抽查数不同:{draw} 与 {other}", "{fact} is drawn {draw} here and {other} there"),
    "fact-idle": (
        "没有规则读取事实 {fact};请改名、删除,或写明 type",
        "no rule asks fact {fact}; rename or remove it, or give its type",
    ),
    "fact-limits": (
        "{fact} 的 min、max、step 有误:step 大于 0,min 不大于 max,都是 step 的整倍数,按 sum 合计时不为负",
        "{fact}: the step must be above 0, min at most max, both multiples of the step, none negative under sum",
    ),
    "veto-penalty": (
        '否决范围 {scope} 的分值越低越好(扣分,或 better = "lower"),把它降下来反而有利;请改正 scope 或 effect',
        'the points of {scope} count against the unit (a penalty, or better = "lower"), so that this veto would help it;'
        " mend scope or effect",
    ),
    "take-missing": (
        "{fact} 按 {per} 逐个回答,请写明怎样合成(take):sum、mean、median、min、max、count 或 distinct",
        "{fact} is asked per {per}: say how answers fold (take): sum, mean, median, min, max, count or distinct",
    ),
    "scope-unknown": ("否决范围 {scope} 不存在", "there is no node {scope} to veto"),
    "node-unknown": ("没有指标 {node}", "there is no indicator {node}"),
    "place-unknown": ("at 所指位置 {at} 不存在", "the place {at} does not exist"),
    "cycle": ("指标互相引用:{nodes}", "indicators read each other: {nodes}"),
    "grade-order": (
        "等次 {grade} 的分数线不低于上一等次",
        "the threshold of grade {grade} is not below the one above it",
    ),
    "uncited": (
        "{key} = {value} 不在所引原文中({quotes});请补引出处,或写 inferred.{key} / assumed.{key} 说明理由",
        "{key} = {value} is not in the quoted words ({quotes}); cite it, or say why with inferred.{key} or assumed.{key}",
    ),
    "quote-missing": (
        "原文第 {line} 行没有“{quote}”(见于:{found})",
        "line {line} of the source does not hold {quote!r} (found on: {found})",
    ),
    "source-hash": (
        "原文 {file} 的 SHA-256 是 {actual},与方案所记不符",
        "the SHA-256 of {file} is {actual}, not the one that the scheme records",
    ),
    "source-missing": ("文件夹 {folder} 里没有原文 {file}", "there is no {file} in {folder}"),
    "profile-broken": ("选用试用方案“{profile}”时方案有误", "with profile {profile!r}, the scheme has a problem"),
    "option-broken": ("取“{option}”时方案有误", "with {option!r} taken, the scheme has a problem"),
    "points-differ": (
        "所引原文印的是 {printed} 分,与分值 {points} 不符;若原文自相矛盾,请登记 discrepancies",
        "the quoted words print {printed}, not {points}; if the notice contradicts itself, record a discrepancy",
    ),
    "reason-idle": ("{key} 没有可说明的数值", "there is no number under {key} to give a reason for"),
    "option-chosen": ("选项“{option}”与已取口径同名", "option {option!r} has the name of the reading taken"),
    "option-unknown": (
        "口径 {reading} 没有选项“{option}”;可选:{known}",
        "reading {reading} has no option {option!r}; one of {known}",
    ),
    "reading-unknown": ("没有口径 {reading}", "there is no reading {reading}"),
    "patch-path": (
        "所改的位置 {path} 不存在;路径从文件名写起,变体以其所列第一个单位为名",
        "the path {path} to patch does not exist; it begins with a file's name, and a variant goes by its first unit",
    ),
    "patch-twice": (
        "{path} 已由口径 {reading} 修改;同一位置只能属于一个口径",
        "{path} belongs to reading {reading} already; one path, one reading",
    ),
    "fault-sign": (
        "{fact} 是问题数,增多却可能加分;请改用另一个事实,或改正读取它的条件",
        "{fact} counts faults, yet more of them might raise the score; use another fact, or mend what else reads it",
    ),
    # evidence
    "scheme-other": ("数据属于方案 {found},而不是 {wanted}", "this evidence is for scheme {found}, not {wanted}"),
    "evidence-unit": ("这份数据属于 {found},而不是 {wanted}", "this evidence belongs to {found}, not {wanted}"),
    "unit-unknown": ("名单中没有 {unit}", "{unit} is not in the roster"),
    "unit-excluded": ("{unit} 不参评:{why}", "{unit} is not assessed: {why}"),
    "unit-repeated": ("{unit} 出现多次", "{unit} stands more than once"),
    "fact-unknown": ("没有事实 {fact}", "there is no fact {fact}"),
    "fact-elsewhere": (
        "该单位不考核事实 {fact}:它属于其他指标表,或其他单位的条款",
        "fact {fact} is not asked of this unit: it belongs to another rubric, or to another unit's clause",
    ),
    "fact-missing": ("缺少事实 {fact}", "fact {fact} is missing"),
    "answer-twice": ("{answer} 回答了两次", "{answer} is answered twice"),
    "part-missing": ('{fact} 应按 {per} 逐个回答,如 {"甲": …}', '{fact} is asked per {per}: answer as {"A": …}'),
    "part-refused": ("{fact} 不是逐个回答的,不能写部分名", "{fact} takes one answer, without a part"),
    "value-missing": (
        "{fact} 没有取值;未检查请写 status = not_assessed",
        "{fact} has no value; if nobody looked, say status = not_assessed",
    ),
    "ruling-source": (
        "{fact} 是裁定,须写明依据(source)",
        "{fact} is a ruling: say where it stands written (source)",
    ),
    "value-with-status": ("{fact} 的状态为 {status},不能再有取值", "{fact} has status {status}, so it takes no value"),
    "value-yes-no": (
        "{fact} 应回答 true/false(CSV 中也可写是/否),而不是 {value}",
        "{fact} wants true or false, not {value}",
    ),
    "value-count": ("{fact} 应为非负整数,而不是 {value}", "{fact} wants a whole number, 0 or more, not {value}"),
    "value-date": (
        "{fact} 应为日期(如 2021-01-31),而不是 {value}",
        "{fact} wants a date such as 2021-01-31, not {value}",
    ),
    "value-range": ("{fact} = {value} 超出范围 {limits}", "{fact} = {value} is outside {limits}"),
    "value-step": ("{fact} = {value} 不是 {step} 的整倍数", "{fact} = {value} is not a multiple of {step}"),
    "two-wanted": (
        "{key} 应为恰好两个数量的列表,如 [部分, 整体],而不是 {found} 个",
        "{key} takes a list of exactly two quantities, not {found}",
    ),
    "step-positive": (
        "{key} = {value} 应大于 0",
        "{key} = {value} must be above 0",
    ),
    "curve-order": (
        "折线各点的横坐标须从小到大且不重复,而 {left} 之后是 {right}",
        "the x of a curve's points must rise, but {right} follows {left}",
    ),
    "word-alone": (
        '“{word}”是文字,只能用 is 或 one_of 与选项事实比较;若指事实,请写 { fact = "{word}" }',
        '{word!r} is a word: only is and one_of compare a choice with it; if a fact is meant, write { fact = "{word}" }',
    ),
    "word-unknown": (
        "{fact} 没有选项“{word}”;可用:{known}",
        "{fact} has no choice {word!r}; one of {known}",
    ),
    "choices-missing": (
        '{fact} 与文字比较,是选项事实:请在 [facts] 中写 "{fact}" = { type = "choice", choices = […] }',
        '{fact} is compared with a word, so it is a choice: under [facts] write "{fact}" = { type = "choice", choices = [..] }',
    ),
    "fact-choices": (
        "{fact} 两处选项不同:{one} 与 {other}",
        "{fact} has other choices in two places: {one} and {other}",
    ),
    "entry-reads": (
        "“{name}”须写 count(每次计分)或 when(满足时计一次)之一,且只写一个",
        "{name!r} takes either count (points each) or when (points once), and not both",
    ),
    "cell-missing": (
        "{row} 一行缺少 {columns};请写明每一格(不得分写 0)",
        "the row {row} lacks {columns}; every cell must stand (0 for nothing)",
    ),
    "combine-leaf": (
        "指标 {code} 没有下级指标,用不到 combine = {combine}",
        "indicator {code} has no children to combine, so combine = {combine} means nothing",
    ),
    "weight-idle": (
        'weight 只在上级写 combine = "mean" 时有用,而 {code} 不是',
        'weight means something only below combine = "mean", which {code} has not',
    ),
    "better-role": (
        '越低越好(better = "lower")的指标表不能有 role = {role}:分值本身就计在单位头上;请去掉 role',
        'role = {role} has no place where less is better (better = "lower"): all points count against the unit; drop role',
    ),
    "effect-empty": (
        "否决须写明效果:points、replace、at_most、withhold 或 grade",
        "a veto needs an effect: points, replace, at_most, withhold or grade",
    ),
    "effect-withhold": (
        '只能暂不公布总分:scope 应为 "total",而不是 {scope}',
        'only the total can be withheld: scope must be "total", not {scope}',
    ),
    "effect-grade": (
        "没有按得分评定的等次 {grade}",
        "no grade {grade} is given by score",
    ),
    "grade-direct": (
        "等次 {grade} 已由 when 直接评定,不能再有 {key}",
        "grade {grade} is given by when alone, so it takes no {key}",
    ),
    "grade-side": (
        '等次 {grade}:越高越好的指标表用 at_least,越低越好(better = "lower")的用 at_most',
        'grade {grade}: write at_least where more is better, at_most where less is (better = "lower")',
    ),
    "grade-gap": (
        "最低的等次 {grade} 也有条件,达不到的单位没有等次;请补上其余等次,或在 scheme.toml 写 ungraded = true",
        "even the last grade, {grade}, has a condition, so some get none; add one for the rest, or say ungraded = true",
    ),
    "grade-unscored": (
        "没有计分指标,等次 {grade} 不能有分数线;请用 when",
        "nothing is scored, so grade {grade} can have no threshold; use when",
    ),
    "quota-number": (
        '名额 {value} 应为大于 0 的整数(家数),或不超过 100% 的百分数,如 "20%"',
        'a quota is a whole number above 0, or a percentage up to 100% such as "20%", not {value}',
    ),
    "window-order": (
        "采集时间自 {first} 起,而 {key} = {last} 在此之前",
        "collecting begins on {first}, but {key} = {last} is before that",
    ),
    "outside-window": (
        "时间 {time} 不在采集时间 {window} 之内;照常计分,请核对",
        "dated {time}, outside the window {window}; it counts, but look again",
    ),
    "each-rounding": (
        "指标 {code} 按资产逐个计分,而得分是除法的结果;请写明取整,如 round = { to = 0.01 }",
        "indicator {code} is scored for each asset and divides: say how its points are rounded, such as round = { to = 0.01 }",
    ),
    "each-nested": (
        "指标 {code} 已在按资产计分的指标之内,不能再用 for_each",
        "indicator {code} stands below one with for_each, so it cannot have for_each itself",
    ),
    "each-take": (
        "指标 {code} 的 for_each(按什么逐个计分)与 fold(怎样合成,如 sum、mean)须一起写",
        "indicator {code} needs both for_each (the kind of asset) and fold (how they make one value, such as mean), or neither",
    ),
    "each-outside": (
        "指标 {code} 按资产逐个计分,其内不能引用外面的指标 {node};请把该条件写在外面的指标上",
        "indicator {code} is scored for each asset, so nothing in it can read node {node} outside; put that condition on a node outside",
    ),
    "deduct-floor": (
        'deduct 扣到 0 为止,不能有负的 floor;请用 rule = "tally"',
        'deduct never falls below 0, so its floor cannot; use rule = "tally"',
    ),
    "never-reckoned": (
        "{fact} 的答案可能是“从未”(never),不能参与计算;请用比较或 cases 处理",
        "{fact} may be never, which is no number to reckon with; ask for it in a comparison, or in cases first",
    ),
    "fold-of": (
        "{fact} 是 {of} 的另一种合成,须写 take;{of} 须按资产填报,本身不能再是合成",
        "{fact} is another fold of {of}: it needs a take, and {of} must be asked per asset and be no fold itself",
    ),
    "peers-cycle": (
        "由全体单位算出(peers)的事实要等自己的结果:{facts};请改正 of 所读的事实或指标",
        "what all units answer together (peers) waits for itself: {facts}; mend what its of reads",
    ),
    "identity-unknown": (
        "名单中没有 {name}({sort})",
        "{name} ({sort}) is not in the roster",
    ),
    "quantity-word": (
        '“{word}”不是数量;若指事实,请写 { fact = "{word}" }',
        '{word!r} is no quantity; if a fact is meant, write { fact = "{word}" }',
    ),
    "quantity-compared": (
        "这里应为数量,不能带比较 {key};是否成立要数量时请写 cases",
        "a quantity was expected, without the comparison {key}; to make a condition a quantity, use cases",
    ),
    "key-beside": (
        "{key} 只与 {word} 同用",
        "{key} stands only beside {word}",
    ),
    "key-wanted": (
        "{word} 还缺少 {key}",
        "{word} needs {key} beside it",
    ),
    "is-list": (
        "is 只比较一个值;几个中任取其一请用 one_of",
        "is takes one value; for any of several use one_of",
    ),
    "point-text": (
        "折线的一点应写作 [横坐标, 纵坐标],如 [60, 3],而不是 {value}",
        "a point of a curve reads [x, y], such as [60, 3], not {value}",
    ),
    "curve-points": (
        "折线 through 至少两点,如 [[0, 0], [100, 5]]",
        "through takes at least two points, such as [[0, 0], [100, 5]]",
    ),
    "word-other": (
        '“{word}”是文字,只能与一个选项事实比较,如 { fact = "…", is = "{word}" };合计、分值不能与文字比较',
        '{word!r} is a word, which compares with one choice fact alone, as in { fact = "..", is = "{word}" }, not with sums or points',
    ),
    "choice-twice": (
        "{fact} 的选项“{word}”重复",
        "the choice {word!r} of {fact} stands twice",
    ),
    "fact-take": (
        '{fact} 是 {type},不能用 take = "{take}";可用:{known}',
        '{fact} is a {type}, which take = "{take}" cannot fold; one of {known}',
    ),
    "take-alone": (
        '{fact} 有 take 而没有 per:请写明按什么逐个回答(如 per = "网站"),或删去 take',
        '{fact} has take without per: say what it is asked of (such as per = "site"), or drop take',
    ),
    "take-sum": (
        '{fact} 的 {key} 只用于 take = "sum" 或 "mean"',
        '{key} of {fact} means something only with take = "sum" or "mean"',
    ),
    "peers-answer": (
        "{fact} 由全体单位算出(peers),用不到 {key}",
        "{fact} is reckoned from all units (peers), so {key} means nothing for it",
    ),
    "entry-most": (
        "“{name}”的 most = {most} 应大于 0:它是这一项最多加(或扣)的分",
        "most = {most} of {name!r} must be above 0: it is the most that the entry adds (or takes off)",
    ),
    "entry-zero": (
        "“{name}”的 points 为 0,不起作用;加分写正数,扣分写负数",
        "the points of {name!r} are 0 and do nothing; write a positive number to add, a negative one to take off",
    ),
    "table-same": (
        "rows 与 columns 是同一事实 {fact};应为两个选项事实",
        "rows and columns are one fact, {fact}; a table takes two choices",
    ),
    "weight-negative": (
        "权重 weight = {value} 不能为负",
        "weight = {value} must not be negative",
    ),
    "effect-both": (
        "否决不能同时写 points(降到)和 replace(改为);请只留一个",
        "a veto has either points (falls to) or replace (becomes), not both",
    ),
    "effect-scope": (
        "只限制等次的否决用不到 scope = {scope};请删去,或另写 points、replace、at_most",
        "a veto on the grade alone has no scope ({scope}); drop it, or give points, replace or at_most too",
    ),
    "each-inside": (
        "指标 {node} 在按资产计分的指标 {code} 之内,每项资产各有得分,外面不能引用;请引用 {code}",
        "node {node} is scored for each asset of {code}, so nothing outside can read it; read {code}",
    ),
    "each-per": (
        "{fact} 按 {other} 逐个回答,不能在按 {per} 计分的指标 {code} 之内读取",
        "{fact} is asked per {other}, so nothing in indicator {code}, scored per {per}, can read it",
    ),
    "share-of": (
        "{fact}:{count} 多于总数 {of};请写作 部分/总数",
        "{fact}: {count} of only {of}; write part/whole",
    ),
    "identity-alone": (
        "units、kinds 自成一个条件,不能与 {key} 写在同一个表里;请分成两个条件放进列表",
        "units and kinds make a condition of their own, without {key} in the same table; write two conditions in a list",
    ),
    "value-share": (
        '{fact} 应为 {"count": 7, "of": 140} 或 "7/140",而不是 {value}',
        '{fact} reads {"count": 7, "of": 140} or "7/140", not {value}',
    ),
    "value-sample": (
        '{fact} 应写 {"drawn": 3, "hits": 2} 或 "2/3"(符合/抽查),而不是 {value}',
        '{fact} wants {"drawn": 3, "hits": 2} or "2/3" (hits/drawn), not {value}',
    ),
    "sample-hits": ("{fact}:符合 {hits} 多于抽查 {drawn}", "{fact}: {hits} hits of only {drawn} drawn"),
    "sample-drawn": ("{fact}:抽查 {drawn} 多于规定的 {draw}", "{fact}: {drawn} drawn, but the rule draws {draw}"),
    "sample-twice": (
        "{fact} 既直接给出,又可由逐个事实得出;请只保留一种",
        "{fact} is given itself and by the facts of its items; keep one",
    ),
    "never-refused": ("{fact} 不接受 never", "{fact} does not take never"),
    "override-key": (
        "改判缺少 {key};须写明单位、事实、改判人(who)、日期(when)、理由(why)和依据(authority)",
        "an override needs {key}: it names unit and fact, who changed the answer, when, why, and by what authority",
    ),
    "override-unit": (
        "{unit} 在本次数据中没有检查结果,无可改判",
        "nothing was found of {unit} in this round, so there is nothing to override",
    ),
    "override-part": (
        "{fact} 的检查结果中没有 {part}",
        "the evidence knows no {part} of which {fact} could be changed",
    ),
    "override-twice": ("{answer} 改判了两次;请只留最后一次", "{answer} is overridden twice; keep the last one"),
    "override-same": ("{answer} 改判后与原来相同", "the override of {answer} changes nothing"),
    "workdays-measure": (
        "{fact} 不是工作日数(measure = {measure}),不能以提问与答复两个日期作答",
        "{fact} counts no working days (measure = {measure}), so it does not take two dates",
    ),
    "workdays-shape": (
        '{fact} 应写 {"asked": "2021-10-08", "answered": "2021-10-12"}(未答复写 "never"),而不是 {value}',
        '{fact} wants {"asked": "2021-10-08", "answered": "2021-10-12"} ("never" where no answer came), not {value}',
    ),
    "workdays-order": (
        "答复日期 {answered} 早于提问日期 {asked}",
        "the answer of {answered} comes before the question of {asked}",
    ),
    "workdays-year": (
        "{calendar} 没有 {year} 年的放假安排(只有 {first}–{last} 年),不作推算;请直接填工作日数,或换一个日历",
        "{calendar} knows {first}-{last}, not the arrangement of {year}, and nothing is guessed; give the number of"
        " working days, or another calendar",
    ),
    "calendar-missing": (
        "推算工作日需要 {package};请运行 pip install 'opengov-rules[calendar]',或直接填工作日数",
        "counting working days needs {package}: pip install 'opengov-rules[calendar]', or give the number itself",
    ),
    "not-applicable-refused": (
        "方案未规定 {fact} 可以“不适用”",
        "the scheme does not say what it means that {fact} does not apply",
    ),
    "csv-header": ("表头应为 {wanted},而不是 {found}", "the header must be {wanted}, not {found}"),
    "csv-width": ("本行有 {found} 列,应为 {wanted} 列", "this row has {found} cells, not {wanted}"),
    "csv-text": ("CSV 语法错误:{error};引号须成对", "CSV syntax: {error}; quotation marks go in pairs"),
    "problems-many": (
        "问题太多,只列出前 {limit} 个;请先改正这些",
        "too many problems: only the first {limit} are listed; mend these first",
    ),
    "figure-twice": (
        "不止一个数字叫{name},合计不知指哪一个;请给它们不同的名称",
        "{name} is the name of several figures, and a sum cannot tell which is meant; give them names of their own",
    ),
    "figure-uncited": (
        "公布数据的 {key} = {value} 不在所引原文中({quote});请改引印有该数的原文,或写 inferred 说明理由",
        "the published {key} = {value} is not in the quoted words ({quote}); quote where it is printed, or say why in `inferred`",
    ),
    "published-shape": (
        "公布数据应写 {keys},各为文字或文字的列表(总分只写一个单位),而不是 {value}",
        "a published figure has {keys}, each a text or a list of texts (one unit for a total), not {value}",
    ),
    # comparisons
    "compare-cities": (
        "{before} 与 {after} 不是同一城市的方案,单位无从对应",
        "{before} and {after} are schemes of two cities, whose units have nothing to do with each other",
    ),
    "compare-new": ("前一次没有结果,无从比较", "there is no result before to compare with"),
    "compare-gone": ("后一次没有结果,无从比较", "there is no result after to compare with"),
    "compare-several": (
        "名称对应对方名单中的 {units},不能确定是哪一个;请补充或改正别名",
        "its names fit {units} of the other roster, so it is not clear which it is; mend the aliases",
    ),
    "compare-group": (
        "由{before}改为{after},按另一类指标表考评",
        "moved from {before} to {after}, and is assessed by another table",
    ),
    "compare-direction": (
        "一次分数越高越好,一次越低越好",
        "points count for the unit in one edition and against it in the other",
    ),
    "compare-unscored": (
        "有一次没有总分(原文未公布分值,或各项均不计分)",
        "one of the two has no total: no points are published, or nothing is scored",
    ),
    "compare-inapplicable": (
        "有一次全部指标不适用,没有可比的总分",
        "no indicator applies in one of the two, so there is no total to compare",
    ),
    "compare-withheld": ("有一次暂不公布得分", "one of the two scores is withheld"),
    "compare-open": (
        "有一次的结果尚未确定,或否决、扣分究竟扣了多少尚未确定;尚待查明:{facts}",
        "one of the two results is not decided, or not what vetoes and penalties took; find out: {facts}",
    ),
    "compare-mixed": (
        "变化的来源无法区分:换用另一次的规则或适用范围时,缺少答案:{facts}",
        "what the change came from cannot be told: with the rules or applicability of the other round these lack an answer: {facts}",
    ),
    "compare-refused": (
        "变化的来源无法区分:两次的答案不能合在一起:{error}",
        "what the change came from cannot be told: the answers of the two rounds do not go together: {error}",
    ),
    "compare-unshared": (
        "两版没有共同的检查内容,变化的来源无法区分",
        "the editions ask nothing in common, so what the change came from cannot be told",
    ),
}


_LONGEST: Final = 400
_LONG_VALUE: Final = 60
_PLACEHOLDER: Final = re.compile(r"\{(\w+)(!r)?\}", re.ASCII)


def render(code: str, lang: Language, params: Mapping[str, str]) -> str:
    """The words of a problem, its parameters filled in, and the nearest known word where there is one."""

    def fill(match: re.Match[str]) -> str:
        value = _readable(params.get(match[1], match[0]))
        return value if match[2] is None else f"“{value}”" if lang == "zh" else f"'{value}'"

    text = _PLACEHOLDER.sub(fill, PROBLEMS[code][0 if lang == "zh" else 1])
    near = _readable(params.get("near", ""))
    if near:
        text += {"zh": f";您是否指 {near}?", "en": f"; did you mean {near}?"}[lang]
    return text


class _Short(reprlib.Repr):
    """Numbers and days within lists and tables as people write them, and no addresses of memory."""

    def __init__(self) -> None:
        super().__init__()
        self.maxother = 1000  # `short` cuts at the end, where an address stands

    def repr_Decimal(self, value: Decimal, level: int) -> str:  # noqa: N802
        return short(value)

    def repr_Fraction(self, value: Fraction, level: int) -> str:  # noqa: N802
        return short(value)

    def repr_date(self, value: dt.date, level: int) -> str:
        return short(value)

    def repr_int(self, value: int, level: int) -> str:
        return repr(value) if abs(value) < 10**_LONG_VALUE else "int …"

    def repr_instance(self, value: object, level: int) -> str:
        text = super().repr_instance(value, level)
        return f"<{type(value).__name__}>" if " at 0x" in text else text


_SHORT: Final = _Short()


def short(value: object) -> str:
    """A value as people write it, cut where it is long."""
    try:
        match value:
            case Decimal() if value.is_finite() and abs(value.adjusted()) < _LONG_VALUE:
                text = f"{value:f}"
            case str() | Decimal() | Fraction() | dt.date():
                text = str(value)
            case _:
                text = _SHORT.repr(value)
    except ValueError:  # a fraction with more digits than Python prints
        text = f"{type(value).__name__} …"
    return text if len(text) <= _LONG_VALUE else f"{text[: _LONG_VALUE - 3]}..."


def _readable(value: str) -> str:
    """A parameter as it may be printed: no invisible characters, and not endless."""
    return shown(value if len(value) <= _LONGEST else f"{value[:_LONGEST]}...")

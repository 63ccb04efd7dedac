"""What the verifier finds in a scheme that compiles: what looks wrong, and the likeliest fix."""

from typing import Final

FINDINGS: Final[dict[str, tuple[str, str, str]]] = {
    "condition-never": (
        "OGR801",
        "“{condition}”按可答的数值永远不成立;请核对数值、单位(60 与 60%)和事实的 min、max",
        "{condition!r} can never hold, given what may be answered; check the number, its unit (60 or 60%) and the fact's min and max",
    ),
    "condition-always": (
        "OGR802",
        "“{condition}”无论怎样回答都成立;请核对数值、比较词和事实的 min、max",
        "{condition!r} holds whatever is answered; check the number, the comparison and the fact's min and max",
    ),
    "tier-hidden": (
        "OGR803",
        "“{tier}”永远轮不到,前面的档已全部覆盖({earlier});请调整次序或界限",
        "{tier!r} is never reached: {earlier} before it leave nothing; mend the order or the limits",
    ),
    "tier-gap": (
        "OGR804",
        "{fact} 为 {value} 时不属于任何一档,而上下各档都有分;请补上这一档,或核对“超过”“以上”是否含本数",
        "{fact} = {value} belongs to no tier, though there are tiers above and below; add it, or check which tier holds the limit itself",
    ),
    "grade-unreachable": (
        "OGR805",
        "指标表 {rubric} 的单位得不到等次 {grade}(总分范围 {total});请核对分数线和条件",
        "no unit of rubric {rubric} can get grade {grade} (totals: {total}); check its threshold and conditions",
    ),
    "grade-always": (
        "OGR806",
        "指标表 {rubric} 的单位都达到等次 {grade},以下各等次无人可得;请核对分数线",
        "every unit of rubric {rubric} reaches grade {grade}, and none the grades below; check its threshold",
    ),
    "quota-idle": (
        "OGR807",
        "名额 {quota} 不少于参评的 {units} 个单位,不起作用;请核对",
        "the quota {quota} admits all {units} units; check it",
    ),
    "quota-none": (
        "OGR808",
        "名额 {quota} 折合不足一个单位(共 {units} 个),无人可得;请核对",
        "the quota {quota} is less than one of {units} units, so that nobody gets the grade; check it",
    ),
    "veto-idle": (
        "OGR809",
        "否决对 {scope} 不起作用:它本来就不超过 {most};请核对 scope 和 effect",
        "the veto changes nothing: {scope} is at most {most} anyway; check scope and effect",
    ),
    "veto-raises": (
        "OGR810",
        "否决把 {scope} 改为 {points} 分,可能比原来还高;封顶请用 at_most",
        "the veto makes {scope} {points} points, which may be more than before; a ceiling is at_most",
    ),
    "veto-twice": (
        "OGR811",
        "与否决 {other} 完全相同;请删去一条,或核对是否抄错",
        "the same as veto {other}; remove one, or check what was copied",
    ),
    "veto-scope": (
        "OGR812",
        "否决范围写作 {scope},而原文所指当是 {named};请核对 scope,或登记口径,把 {named} 写成选项",
        "the veto is on {scope}, and its words name {named}; check the scope, or record a reading with {named} as an option",
    ),
    "ratio-same": (
        "OGR813",
        "分子与分母相同({what}),比例恒为 1;请核对 part 和 whole",
        "part and whole are the same ({what}); check both",
    ),
    "cap-hides": (
        "OGR814",
        "限额 {limit} 低于应有的 {points} 分,超出部分永远不计;请核对",
        "a limit of {limit} hides part of {points} points; check both",
    ),
    "cap-above": (
        "OGR815",
        "{key} = {limit} 与分值 {points} 不相容(封顶高于分值,或保底不低于分值);请核对",
        "{key} = {limit} does not go with {points} points (a cap above them, or a floor not below); check it",
    ),
    "cap-idle": (
        "OGR816",
        "{key} = {limit} 永远不会起作用;请核对,或删去",
        "{key} = {limit} can never bind; check it, or remove it",
    ),
    "scale-differs": (
        "OGR817",
        "下级合计经 offset、factor 换算后是 {made} 分,与本级 {points} 不符;请核对换算",
        "after offset and factor the children make {made}, not {points}; check the scale",
    ),
    "points-unreachable": (
        "OGR818",
        "最多只能得 {most} 分,达不到分值 {points};请核对分值、规则和合成方式",
        "at most {most} of the {points} points can be had; check points, rule and combine",
    ),
    "fact-shared": (
        "OGR819",
        "{fact} 已用于 {other} 计分,又用于 {code};如确为同一事实,请在 [facts] 中声明",
        "{fact} gives points by {other} and by {code}; if that is meant, declare it in [facts]",
    ),
    "fact-unread": (
        "OGR820",
        "没有规则、条件或口径读取 {fact};请改名或删除",
        "nothing reads {fact}, under no reading either; rename or remove it",
    ),
    "fact-near": (
        "OGR821",
        "{fact} 与 {other} 只有一字之差,疑为笔误;如确为两个事实,请在 [facts] 中声明",
        "{fact} is nearly {other}, and looks like a slip; if both are meant, declare it in [facts]",
    ),
    "ask-copied": (
        "OGR822",
        "{fact} 与 {other} 的问题(ask)一字不差;请改写其中一个",
        "{fact} and {other} ask the same question; reword one",
    ),
    "choices-alike": (
        "OGR823",
        "{fact} 的选项 {words} 没有条件区分,计分相同;请核对",
        "no condition tells the choices {words} of {fact} apart; check that this is meant",
    ),
    "measure-differs": (
        "OGR824",
        "{fact} 的单位写作 {measure},而原文的界限以 {printed} 计;请核对(天与工作日不同)",
        "{fact} is measured in {measure}, and the notice counts its limit in {printed}; check it (days are not working days)",
    ),
    "direction": (
        "OGR825",
        "{fact} 在一处有利、在另一处不利:改进它可能反而降分;请核对条件的方向",
        "{fact} helps in one clause and hurts in another, so that mending it may lower the score; check the directions",
    ),
    "absent-good": (
        "OGR826",
        "{fact} 未列即为没有(absent),而它是得分项:漏报与没做分不开;请核对",
        "{fact} is a closed list (absent) and earns points, so that not reported is not done; check that this is meant",
    ),
    "option-same": (
        "OGR827",
        "取“{option}”与所取口径结果完全相同;请核对所改的位置和值",
        "with {option!r} taken, nothing changes; check its paths and values",
    ),
    "amounts-differ": (
        "OGR828",
        "原文印的是 {printed} 分,数据是 {data};请逐一核对分值和次序,或登记 discrepancies",
        "the words print {printed}, and the data has {data}; compare points and order, or record a discrepancy",
    ),
    "limits-differ": (
        "OGR829",
        "原文是“{printed}”,数据是 {data};请核对数字、含不含本数(超过/以上)和方向",
        "the words say {printed!r}, and the data {data}; check the number, whether it is included, and the side",
    ),
    "draw-differs": (
        "OGR830",
        "原文抽查 {printed} 个,数据是 draw = {draw};请核对",
        "the words draw {printed}, and the data {draw}; check it",
    ),
    "step-differs": (
        "OGR831",
        "原文以 {printed} 为一档,数据是 {step};请核对",
        "the words count in steps of {printed}, and the data of {step}; check it",
    ),
    "rule-words": (
        "OGR832",
        "原文的“{printed}”与规则 {rule} 不合;请核对规则种类和参数",
        "{printed!r} in the words does not go with rule {rule}; check the kind of rule and its keys",
    ),
    "words-unused": (
        "OGR833",
        "原文有“{printed}”,而本项没有相应的条件(如 zero_if);请补上",
        "the words have {printed!r}, and nothing here does that (as zero_if would); add it",
    ),
    "direction-words": (
        "OGR834",
        "原文是“{printed}”,数据的方向相反;请核对 role 和正负号",
        "the words say {printed!r}, and the data counts the other way; check role and sign",
    ),
    "role-words": (
        "OGR835",
        '原文是“{printed}”,应写 role = "{role}"',
        'the words say {printed!r}: role = "{role}" is missing or another one',
    ),
    "unstated-printed": (
        "OGR836",
        "规则写作 unstated,而所引原文印有 {printed} 分;请录入规则",
        "the rule is `unstated`, and the quoted words print {printed} points; write the rule",
    ),
    "name-unquoted": (
        "OGR837",
        "所引原文没有“{name}”;请核对引文是否抄错",
        "the quoted words do not name {name}; check whether they belong to another",
    ),
    "name-twice": (
        "OGR838",
        "与 {other} 同名({name});请核对名称是否抄错",
        "{other} has the same name ({name}); check which one was copied",
    ),
    "clause-unread": (
        "OGR839",
        "原文第 {line} 行的“{words}”没有任何引文涉及;请补录该条款,或登记口径",
        "no citation covers {words!r} in line {line} of the notice; enter that clause, or record a reading",
    ),
    "cite-shared": (
        "OGR840",
        "{code} 与 {other} 引同一条款({quote});请核对是否抄错",
        "{code} and {other} cite one clause ({quote}); check which was copied",
    ),
    "cite-order": (
        "OGR841",
        "所引的第 {line} 行在前一项 {other} 所引的第 {later} 行之前;请核对行号是否抄错",
        "cites line {line}, before line {later} of the indicator before it ({other}); check whether it was copied",
    ),
    "quote-repeated": (
        "OGR842",
        "{of} 处引文中有 {count} 处的文字在原文别处也有(如 {first}),行号请以上下文核对",
        "{count} of {of} quotes stand in other lines too (such as {first}); their line numbers rest on context",
    ),
    "quote-short": (
        "OGR843",
        "引文只有数字或个别字({quote}),看不出所据条款;请引完整的话",
        "the citations are numbers or single characters ({quote}), and tell no clause; quote the words",
    ),
    "unit-unprinted": (
        "OGR844",
        "原文没有印出“{name}”;请核对名称",
        "the notice does not print {name}; check the name",
    ),
    "alias-unprinted": (
        "OGR845",
        "原文没有印出 {unit} 的别名“{name}”;请核对或删去",
        "the notice does not print {name}, an alias of {unit}; check or remove it",
    ),
    "city-unprinted": (
        "OGR846",
        "原文没有印出“{city}”;请核对 city",
        "the notice does not print {city}; check `city`",
    ),
    "unit-missing": (
        "OGR847",
        "原文第 {line} 行列有“{name}”,名单和 excluded 中都没有;请补上",
        "line {line} of the notice lists {name}, which is neither in the roster nor excluded; add it",
    ),
    "units-differ": (
        "OGR848",
        "原文第 {line} 行写 {printed} 家,而名单是 {data};请核对",
        "line {line} of the notice counts {printed}, and the lists {data}; check both",
    ),
    "kind-empty": (
        "OGR849",
        "名单中没有 {kind},此指标表不适用于任何单位;请补上名单或个数",
        "the roster has no {kind}, so that this rubric is for nobody; add names or a count",
    ),
    "unit-clause": (
        "OGR850",
        "变体与所引第 {line} 行不合:{unit} {how};请核对 units",
        "the variant and the line {line} that it cites disagree: {unit} {how}; check `units`",
    ),
    "unit-unstated": (
        "OGR851",
        "{code} 没有针对 {units} 的条款,由考评单位裁定;如已知悉,请登记口径",
        "no clause of {code} is for {units}: somebody must rule; record a reading once that is known",
    ),
    "window-early": (
        "OGR852",
        "{day} 早于通知日期 {issued};请核对年份",
        "{day} lies before the notice, which is of {issued}; check the year",
    ),
    "date-year": (
        "OGR853",
        "{day} 与年度 {edition} 相差太远;请核对年份",
        "{day} is far from the edition {edition}; check the year",
    ),
    "edition-differs": (
        "OGR854",
        "年度 {edition} 与标题中的年份 {title} 不符;请核对",
        "the edition {edition} and the title's year {title} differ; check both",
    ),
    "valid-order": (
        "OGR855",
        "有效期止于 {last},早于开始的 {first};请核对",
        "valid until {last}, before its first day {first}; check both",
    ),
    "valid-early": (
        "OGR856",
        "本方案自 {day} 起有效,今天是 {today}",
        "the edition is valid from {day} on, and today is {today}",
    ),
    "valid-expired": (
        "OGR857",
        "本方案有效期至 {day},今天是 {today};请换用新版",
        "the edition was valid until {day}, and today is {today}; use a later one",
    ),
    "evidence-idle": (
        "OGR858",
        "{code} 写了 needs_evidence,而 [window] 没有 due,逾期无从判断;请补上截止日",
        "{code} needs evidence, and [window] has no `due`, so that nothing is ever late; add it",
    ),
    "due-idle": (
        "OGR859",
        "截止日 {day} 不起作用:没有指标写 needs_evidence;请核对",
        "the last day {day} means nothing: no indicator says needs_evidence; check that",
    ),
    "discrepancy-same": (
        "OGR860",
        "discrepancies 的 but 与 says 相同({quote});请引另一处原文",
        "the discrepancy quotes {quote} on both sides; quote the other place",
    ),
    "todo-left": (
        "OGR861",
        "{code} 待录入:{quotes};请写成规则,原文没有写明的用 unstated",
        "{code} still waits for a rule: {quotes}; write it, or `unstated` where the notice has none",
    ),
    "notice-numbering": (
        "OGR862",
        "原文编号有误:第 {line} 行编号 {number},前一个是 {before};请登记 discrepancies",
        "the notice numbers line {line} {number} after {before}; record a discrepancy",
    ),
    "notice-sum": (
        "OGR863",
        "原文第 {line} 行标题印 {points} 分,其下各项合计 {made};请登记 discrepancies",
        "the heading in line {line} of the notice has {points} points, and what stands below it {made}; record a discrepancy",
    ),
    "notice-points": (
        "OGR864",
        "原文第 {line} 行“得{given}分”,而该项分值只有 {points};请登记 discrepancies",
        "line {line} of the notice gives {given} points, and its item has {points}; record a discrepancy",
    ),
    "notice-deadline": (
        "OGR865",
        "原文第 {line} 行的截止日 {day} 早于通知日期 {issued};请登记 discrepancies",
        "the deadline {day} in line {line} lies before the notice of {issued}; record a discrepancy",
    ),
    "notice-unit-twice": (
        "OGR866",
        "{unit} 在原文第 {other} 行和第 {line} 行两处都有条款;请登记 discrepancies 和口径",
        "two clauses name {unit}, in lines {other} and {line}; record a discrepancy and a reading",
    ),
    "notice-number": (
        "OGR867",
        "原文第 {line} 行“{words}”没有印出分数;请登记 discrepancies",
        "line {line} of the notice says {words!r} without a number; record a discrepancy",
    ),
    "notice-discretion": (
        "OGR868",
        "原文第 {line} 行“{words}”,没有印出标准;请登记口径",
        "line {line} of the notice says {words!r} and prints no measure; record a reading",
    ),
    "notice-all": (
        "OGR869",
        "原文第 {line} 行“{words}”,部分符合的未作规定;请登记口径",
        "line {line} of the notice says {words!r}, and nothing about a part; record a reading",
    ),
    "notice-sample": (
        "OGR870",
        "原文第 {line} 行“{words}”,不足此数的未作规定;请登记口径",
        "line {line} of the notice says {words!r}, and nothing about fewer; record a reading",
    ),
    "notice-year": (
        "OGR871",
        "原文第 {line} 行写 {year} 年,而年度是 {edition};请核对是否沿用旧文,登记 discrepancies",
        "line {line} of the notice speaks of {year}, and the edition is {edition}; record a discrepancy if it was carried over",
    ),
    "notice-title": (
        "OGR872",
        "原文第 {line} 行标题“{name}”疑为“{longer}”漏字;请登记 discrepancies",
        "the heading {name} in line {line} seems to be {longer} cut short; record a discrepancy",
    ),
    "notice-shorter": (
        "OGR873",
        "原文第 {line} 行与第 {other} 行文字相同,而后者还有“{rest}”;请核对是否漏印",
        "line {line} of the notice has the words of line {other}, which goes on: {rest}; check whether they were left out",
    ),
    "never-counted": (
        "OGR874",
        "{fact} 用于计数扣分(加分),不能用 never;从未作出的回答请用另一个事实",
        "{fact} is counted by a rule, so that an answer that never came (never) would be an endless number; use another fact",
    ),
    "round-uncited": (
        "OGR875",
        "按 {step} 取整,而所引原文没有取整、保留小数之类的话;请引出处,或写 inferred.round",
        "rounded to {step}, and the quoted words say nothing of rounding; cite it, or say why with inferred.round",
    ),
    "rule-same": (
        "OGR876",
        "{code} 与 {other} 是同种规则,所读的事实完全相同({facts});请核对是否抄错",
        "{code} and {other} have one kind of rule over the same facts ({facts}); check which was copied",
    ),
    "clause-outside": (
        "OGR877",
        "原文第 {line} 行的“{words}”关系到等次或排名,没有任何引文涉及;请补录(否决、等次条件、排名),或登记口径",
        "nothing cites {words!r} in line {line} of the notice, which bears on grades or ranks; enter it, or record a reading",
    ),
    "share-untaken": (
        "OGR878",
        "所引原文印有“{printed}”,而没有等次条件或名额用到它;请补上 {key},或登记 discrepancies",
        "the quoted words print {printed!r}, and no grade takes that number; add `{key}`, or record a discrepancy",
    ),
    "share-empty": (
        "OGR879",
        "{fact} 可能是 0/0(没有应计的对象),这时怎样计分没有规定;请用 not_applicable、fact 的 none,或登记口径",
        "{fact} may be 0/0, and nothing says what that is worth; use not_applicable, the fact's `none`, or record a reading",
    ),
}

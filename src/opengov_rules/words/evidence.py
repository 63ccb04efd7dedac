"""What evidence, published figures, rulings and overrides can get wrong."""

from typing import Final

EVIDENCE: Final = {
    "scheme-other": (
        "OGR401",
        "数据属于方案 {found},而不是 {wanted}",
        "this evidence is for scheme {found}, not {wanted}",
    ),
    "evidence-unit": (
        "OGR402",
        "这份数据属于 {found},而不是 {wanted}",
        "this evidence belongs to {found}, not {wanted}",
    ),
    "unit-unknown": ("OGR403", "名单中没有 {unit}", "{unit} is not in the roster"),
    "unit-excluded": ("OGR404", "{unit} 不参评:{why}", "{unit} is not assessed: {why}"),
    "unit-repeated": ("OGR405", "{unit} 出现多次", "{unit} stands more than once"),
    "fact-unknown": ("OGR406", "没有事实 {fact}", "there is no fact {fact}"),
    "fact-elsewhere": (
        "OGR407",
        "该单位不考核事实 {fact}:它属于其他指标表,或其他单位的条款",
        "fact {fact} is not asked of this unit: it belongs to another rubric, or to another unit's clause",
    ),
    "fact-missing": ("OGR408", "缺少事实 {fact}", "fact {fact} is missing"),
    "answer-twice": ("OGR409", "{answer} 回答了两次", "{answer} is answered twice"),
    "part-missing": (
        "OGR410",
        '{fact} 应按 {per} 逐个回答,如 {"甲": …}',
        '{fact} is asked per {per}: answer as {"A": …}',
    ),
    "part-refused": ("OGR411", "{fact} 不是逐个回答的,不能写部分名", "{fact} takes one answer, without a part"),
    "value-missing": (
        "OGR412",
        "{fact} 没有取值;未检查请写 status = not_assessed",
        "{fact} has no value; if nobody looked, say status = not_assessed",
    ),
    "ruling-source": (
        "OGR413",
        "{fact} 是裁定,须写明依据(source)",
        "{fact} is a ruling: say where it stands written (source)",
    ),
    "value-with-status": (
        "OGR414",
        "{fact} 的状态为 {status},不能再有取值",
        "{fact} has status {status}, so it takes no value",
    ),
    "value-yes-no": (
        "OGR415",
        "{fact} 应回答 true/false(CSV 中也可写是/否),而不是 {value}",
        "{fact} wants true or false, not {value}",
    ),
    "value-count": (
        "OGR416",
        "{fact} 应为非负整数,而不是 {value}",
        "{fact} wants a whole number, 0 or more, not {value}",
    ),
    "value-date": (
        "OGR417",
        "{fact} 应为日期(如 2021-01-31),而不是 {value}",
        "{fact} wants a date such as 2021-01-31, not {value}",
    ),
    "value-range": ("OGR418", "{fact} = {value} 超出范围 {limits}", "{fact} = {value} is outside {limits}"),
    "value-step": ("OGR419", "{fact} = {value} 不是 {step} 的整倍数", "{fact} = {value} is not a multiple of {step}"),
    "two-wanted": (
        "OGR420",
        "{key} 应为恰好两个数量的列表,如 [部分, 整体],而不是 {found} 个",
        "{key} takes a list of exactly two quantities, not {found}",
    ),
    "step-positive": (
        "OGR421",
        "{key} = {value} 应大于 0",
        "{key} = {value} must be above 0",
    ),
    "curve-order": (
        "OGR422",
        "折线各点的横坐标须从小到大且不重复,而 {left} 之后是 {right}",
        "the x of a curve's points must rise, but {right} follows {left}",
    ),
    "word-alone": (
        "OGR423",
        '“{word}”是文字,只能用 is 或 one_of 与选项事实比较;若指事实,请写 { fact = "{word}" }',
        '{word!r} is a word: only is and one_of compare a choice with it; if a fact is meant, write { fact = "{word}" }',
    ),
    "word-unknown": (
        "OGR424",
        "{fact} 没有选项“{word}”;可用:{known}",
        "{fact} has no choice {word!r}; one of {known}",
    ),
    "choices-missing": (
        "OGR425",
        '{fact} 与文字比较,是选项事实:请在 [facts] 中写 "{fact}" = { type = "choice", choices = […] }',
        '{fact} is compared with a word, so it is a choice: under [facts] write "{fact}" = { type = "choice", choices = [..] }',
    ),
    "fact-choices": (
        "OGR426",
        "{fact} 两处选项不同:{one} 与 {other}",
        "{fact} has other choices in two places: {one} and {other}",
    ),
    "entry-reads": (
        "OGR427",
        "“{name}”须写 count(每次计分)或 when(满足时计一次)之一,且只写一个",
        "{name!r} takes either count (points each) or when (points once), and not both",
    ),
    "cell-missing": (
        "OGR428",
        "{row} 一行缺少 {columns};请写明每一格(不得分写 0)",
        "the row {row} lacks {columns}; every cell must stand (0 for nothing)",
    ),
    "combine-leaf": (
        "OGR429",
        "指标 {code} 没有下级指标,用不到 combine = {combine}",
        "indicator {code} has no children to combine, so combine = {combine} means nothing",
    ),
    "weight-idle": (
        "OGR430",
        'weight 只在上级写 combine = "mean" 时有用,而 {code} 不是',
        'weight means something only below combine = "mean", which {code} has not',
    ),
    "better-role": (
        "OGR431",
        '越低越好(better = "lower")的指标表不能有 role = {role}:分值本身就计在单位头上;请去掉 role',
        'role = {role} has no place where less is better (better = "lower"): all points count against the unit; drop role',
    ),
    "effect-empty": (
        "OGR432",
        "否决须写明效果:points、replace、at_most、withhold 或 grade",
        "a veto needs an effect: points, replace, at_most, withhold or grade",
    ),
    "effect-withhold": (
        "OGR433",
        '只能暂不公布总分:scope 应为 "total",而不是 {scope}',
        'only the total can be withheld: scope must be "total", not {scope}',
    ),
    "effect-grade": (
        "OGR434",
        "没有按得分评定的等次 {grade}",
        "no grade {grade} is given by score",
    ),
    "grade-direct": (
        "OGR435",
        "等次 {grade} 已由 when 直接评定,不能再有 {key}",
        "grade {grade} is given by when alone, so it takes no {key}",
    ),
    "grade-side": (
        "OGR436",
        '等次 {grade}:越高越好的指标表用 at_least,越低越好(better = "lower")的用 at_most',
        'grade {grade}: write at_least where more is better, at_most where less is (better = "lower")',
    ),
    "grade-gap": (
        "OGR437",
        "最低的等次 {grade} 也有条件,达不到的单位没有等次;请补上其余等次,或在 scheme.toml 写 ungraded = true",
        "even the last grade, {grade}, has a condition, so some get none; add one for the rest, or say ungraded = true",
    ),
    "grade-unscored": (
        "OGR438",
        "没有计分指标,等次 {grade} 不能有分数线;请用 when",
        "nothing is scored, so grade {grade} can have no threshold; use when",
    ),
    "quota-number": (
        "OGR439",
        '名额 {value} 应为大于 0 的整数(家数),或不超过 100% 的百分数,如 "20%"',
        'a quota is a whole number above 0, or a percentage up to 100% such as "20%", not {value}',
    ),
    "window-order": (
        "OGR440",
        "采集时间自 {first} 起,而 {key} = {last} 在此之前",
        "collecting begins on {first}, but {key} = {last} is before that",
    ),
    "outside-window": (
        "OGR441",
        "时间 {time} 不在采集时间 {window} 之内;照常计分,请核对",
        "dated {time}, outside the window {window}; it counts, but look again",
    ),
    "each-rounding": (
        "OGR442",
        "指标 {code} 按资产逐个计分,而每个的得分是除法的结果;本级的取整在合成之后,请在下一级写明取整,如 round = { to = 0.01 }",
        "indicator {code} is scored for each asset, and what one earns is a quotient; its own round comes after the fold: let "
        "a child round, such as by { to = 0.01 }",
    ),
    "each-nested": (
        "OGR443",
        "指标 {code} 已在按资产计分的指标之内,不能再用 for_each",
        "indicator {code} stands below one with for_each, so it cannot have for_each itself",
    ),
    "each-take": (
        "OGR444",
        "指标 {code} 的 for_each(按什么逐个计分)与 fold(怎样合成,如 sum、mean)须一起写",
        "indicator {code} needs both for_each (the kind of asset) and fold (how they make one value, such as mean), or neither",
    ),
    "each-outside": (
        "OGR445",
        "指标 {code} 按资产逐个计分,其内不能引用外面的指标 {node};请把该条件写在外面的指标上",
        "indicator {code} is scored for each asset, so nothing in it can read node {node} outside; put that condition on a node outside",
    ),
    "deduct-floor": (
        "OGR446",
        'deduct 扣到 0 为止,不能有负的 floor;请用 rule = "tally"',
        'deduct never falls below 0, so its floor cannot; use rule = "tally"',
    ),
    "never-reckoned": (
        "OGR447",
        "{fact} 的答案可能是“从未”(never),不能参与计算;请用比较或 cases 处理",
        "{fact} may be never, which is no number to reckon with; ask for it in a comparison, or in cases first",
    ),
    "fold-of": (
        "OGR448",
        "{fact} 是 {of} 的另一种合成,须写 take;{of} 须按资产填报,本身不能再是合成",
        "{fact} is another fold of {of}: it needs a take, and {of} must be asked per asset and be no fold itself",
    ),
    "peers-cycle": (
        "OGR449",
        "由全体单位算出(peers)的事实要等自己的结果:{facts};请改正 of 所读的事实或指标",
        "what all units answer together (peers) waits for itself: {facts}; mend what its of reads",
    ),
    "identity-unknown": (
        "OGR450",
        "名单中没有 {name}({sort})",
        "{name} ({sort}) is not in the roster",
    ),
    "quantity-word": (
        "OGR451",
        '“{word}”不是数量;若指事实,请写 { fact = "{word}" }',
        '{word!r} is no quantity; if a fact is meant, write { fact = "{word}" }',
    ),
    "quantity-compared": (
        "OGR452",
        "这里应为数量,不能带比较 {key};是否成立要数量时请写 cases",
        "a quantity was expected, without the comparison {key}; to make a condition a quantity, use cases",
    ),
    "key-beside": (
        "OGR453",
        "{key} 只与 {word} 同用",
        "{key} stands only beside {word}",
    ),
    "key-wanted": (
        "OGR454",
        "{word} 还缺少 {key}",
        "{word} needs {key} beside it",
    ),
    "is-list": (
        "OGR455",
        "is 只比较一个值;几个中任取其一请用 one_of",
        "is takes one value; for any of several use one_of",
    ),
    "point-text": (
        "OGR456",
        "折线的一点应写作 [横坐标, 纵坐标],如 [60, 3],而不是 {value}",
        "a point of a curve reads [x, y], such as [60, 3], not {value}",
    ),
    "curve-points": (
        "OGR457",
        "折线 through 至少两点,如 [[0, 0], [100, 5]]",
        "through takes at least two points, such as [[0, 0], [100, 5]]",
    ),
    "word-other": (
        "OGR458",
        '“{word}”是文字,只能与一个选项事实比较,如 { fact = "…", is = "{word}" };合计、分值不能与文字比较',
        '{word!r} is a word, which compares with one choice fact alone, as in { fact = "..", is = "{word}" }, not with sums or points',
    ),
    "choice-twice": (
        "OGR459",
        "{fact} 的选项“{word}”重复",
        "the choice {word!r} of {fact} stands twice",
    ),
    "fact-take": (
        "OGR460",
        '{fact} 是 {type},不能用 take = "{take}";可用:{known}',
        '{fact} is a {type}, which take = "{take}" cannot fold; one of {known}',
    ),
    "take-alone": (
        "OGR461",
        '{fact} 有 take 而没有 per:请写明按什么逐个回答(如 per = "网站"),或删去 take',
        '{fact} has take without per: say what it is asked of (such as per = "site"), or drop take',
    ),
    "take-sum": (
        "OGR462",
        '{fact} 的 {key} 只用于 take = "sum" 或 "mean"',
        '{key} of {fact} means something only with take = "sum" or "mean"',
    ),
    "peers-answer": (
        "OGR463",
        "{fact} 由全体单位算出(peers),用不到 {key}",
        "{fact} is reckoned from all units (peers), so {key} means nothing for it",
    ),
    "entry-most": (
        "OGR464",
        "“{name}”的 most = {most} 应大于 0:它是这一项最多加(或扣)的分",
        "most = {most} of {name!r} must be above 0: it is the most that the entry adds (or takes off)",
    ),
    "entry-zero": (
        "OGR465",
        "“{name}”的 points 为 0,不起作用;加分写正数,扣分写负数",
        "the points of {name!r} are 0 and do nothing; write a positive number to add, a negative one to take off",
    ),
    "table-same": (
        "OGR466",
        "rows 与 columns 是同一事实 {fact};应为两个选项事实",
        "rows and columns are one fact, {fact}; a table takes two choices",
    ),
    "weight-negative": (
        "OGR467",
        "权重 weight = {value} 不能为负",
        "weight = {value} must not be negative",
    ),
    "effect-both": (
        "OGR468",
        "否决不能同时写 points(降到)和 replace(改为);请只留一个",
        "a veto has either points (falls to) or replace (becomes), not both",
    ),
    "effect-scope": (
        "OGR469",
        "只限制等次的否决用不到 scope = {scope};请删去,或另写 points、replace、at_most",
        "a veto on the grade alone has no scope ({scope}); drop it, or give points, replace or at_most too",
    ),
    "each-inside": (
        "OGR470",
        "指标 {node} 在按资产计分的指标 {code} 之内,每项资产各有得分,外面不能引用;请引用 {code}",
        "node {node} is scored for each asset of {code}, so nothing outside can read it; read {code}",
    ),
    "each-per": (
        "OGR471",
        "{fact} 按 {other} 逐个回答,不能在按 {per} 计分的指标 {code} 之内读取",
        "{fact} is asked per {other}, so nothing in indicator {code}, scored per {per}, can read it",
    ),
    "share-of": (
        "OGR472",
        "{fact}:{count} 多于总数 {of};请写作 部分/总数",
        "{fact}: {count} of only {of}; write part/whole",
    ),
    "identity-alone": (
        "OGR473",
        "units、kinds 自成一个条件,不能与 {key} 写在同一个表里;请分成两个条件放进列表",
        "units and kinds make a condition of their own, without {key} in the same table; write two conditions in a list",
    ),
    "value-share": (
        "OGR474",
        '{fact} 应为 {"count": 7, "of": 140} 或 "7/140",而不是 {value}',
        '{fact} reads {"count": 7, "of": 140} or "7/140", not {value}',
    ),
    "value-sample": (
        "OGR475",
        '{fact} 应写 {"drawn": 3, "hits": 2} 或 "2/3"(符合/抽查),而不是 {value}',
        '{fact} wants {"drawn": 3, "hits": 2} or "2/3" (hits/drawn), not {value}',
    ),
    "sample-hits": ("OGR476", "{fact}:符合 {hits} 多于抽查 {drawn}", "{fact}: {hits} hits of only {drawn} drawn"),
    "sample-drawn": (
        "OGR477",
        "{fact}:抽查 {drawn} 多于规定的 {draw}",
        "{fact}: {drawn} drawn, but the rule draws {draw}",
    ),
    "sample-twice": (
        "OGR478",
        "{fact} 既直接给出,又可由逐个事实得出;请只保留一种",
        "{fact} is given itself and by the facts of its items; keep one",
    ),
    "never-refused": ("OGR479", "{fact} 不接受 never", "{fact} does not take never"),
    "override-key": (
        "OGR480",
        "改判缺少 {key};须写明单位、事实、改判人(who)、日期(when)、理由(why)和依据(authority)",
        "an override needs {key}: it names unit and fact, who changed the answer, when, why, and by what authority",
    ),
    "override-unit": (
        "OGR481",
        "{unit} 在本次数据中没有检查结果,无可改判",
        "nothing was found of {unit} in this round, so there is nothing to override",
    ),
    "override-part": (
        "OGR482",
        "{fact} 的检查结果中没有 {part}",
        "the evidence knows no {part} of which {fact} could be changed",
    ),
    "override-twice": (
        "OGR483",
        "{answer} 改判了两次;请只留最后一次",
        "{answer} is overridden twice; keep the last one",
    ),
    "override-same": ("OGR484", "{answer} 改判后与原来相同", "the override of {answer} changes nothing"),
    "workdays-measure": (
        "OGR485",
        "{fact} 不是工作日数(measure = {measure}),不能以提问与答复两个日期作答",
        "{fact} counts no working days (measure = {measure}), so it does not take two dates",
    ),
    "workdays-shape": (
        "OGR486",
        '{fact} 应写 {"asked": "2021-10-08", "answered": "2021-10-12"}(未答复写 "never"),而不是 {value}',
        '{fact} wants {"asked": "2021-10-08", "answered": "2021-10-12"} ("never" where no answer came), not {value}',
    ),
    "workdays-order": (
        "OGR487",
        "答复日期 {answered} 早于提问日期 {asked}",
        "the answer of {answered} comes before the question of {asked}",
    ),
    "workdays-year": (
        "OGR488",
        "{calendar} 没有 {year} 年的放假安排(只有 {first}–{last} 年),不作推算;请直接填工作日数,或换一个日历",
        "{calendar} knows {first}-{last}, not the arrangement of {year}, and nothing is guessed; give the number of"
        " working days, or another calendar",
    ),
    "calendar-missing": (
        "OGR489",
        "推算工作日需要 {package};请运行 pip install 'opengov-rules[calendar]',或直接填工作日数",
        "counting working days needs {package}: pip install 'opengov-rules[calendar]', or give the number itself",
    ),
    "not-applicable-refused": (
        "OGR490",
        "方案未规定 {fact} 可以“不适用”",
        "the scheme does not say what it means that {fact} does not apply",
    ),
    "csv-header": ("OGR491", "表头应为 {wanted},而不是 {found}", "the header must be {wanted}, not {found}"),
    "csv-width": ("OGR492", "本行有 {found} 列,应为 {wanted} 列", "this row has {found} cells, not {wanted}"),
    "csv-text": ("OGR493", "CSV 语法错误:{error};引号须成对", "CSV syntax: {error}; quotation marks go in pairs"),
    "problems-many": (
        "OGR494",
        "问题太多,只列出前 {limit} 个;请先改正这些",
        "too many problems: only the first {limit} are listed; mend these first",
    ),
    "figure-twice": (
        "OGR495",
        "不止一个数字叫{name},合计不知指哪一个;请给它们不同的名称",
        "{name} is the name of several figures, and a sum cannot tell which is meant; give them names of their own",
    ),
    "figure-uncited": (
        "OGR496",
        "公布数据的 {key} = {value} 不在所引原文中({quote});请改引印有该数的原文,或写 inferred 说明理由",
        "the published {key} = {value} is not in the quoted words ({quote}); quote where it is printed, or say why in `inferred`",
    ),
    "published-shape": (
        "OGR497",
        "公布数据应写 {keys},各为文字或文字的列表(总分只写一个单位),而不是 {value}",
        "a published figure has {keys}, each a text or a list of texts (one unit for a total), not {value}",
    ),
}

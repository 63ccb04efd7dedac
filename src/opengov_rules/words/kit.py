"""What the scheme author's kit finds: in cases, drafts, new packages and mutants."""

from typing import Final

KIT: Final[dict[str, tuple[str, str, str]]] = {
    # cases
    "cases-none": (
        "OGR901",
        "文件里没有用例;每个用例以 [[case]] 开头,# 后面的不算",
        "the file holds no case; each begins with [[case]], and what stands behind # is none",
    ),
    "cases-folder": (
        "OGR902",
        "文件夹 {folder} 里没有用例文件(*.toml)",
        "there is no file of cases (*.toml) in the folder {folder}",
    ),
    "case-name-twice": (
        "OGR903",
        "用例名“{name}”重复(另见第 {line} 行);请改名",
        "two cases are called {name!r} (the other at line {line}); rename one",
    ),
    "case-expects-nothing": (
        "OGR904",
        "用例没有写应得什么;请写 expect、bounds、grade、status、vetoes、named 或 refused",
        "the case expects nothing; write expect, bounds, grade, status, vetoes, named or refused",
    ),
    "case-refused-beside": (
        "OGR905",
        "应被拒收的用例(refused)不能同时写 {key}",
        "a case whose evidence is refused cannot have {key} too",
    ),
    "case-points": (
        "OGR906",
        "{value} 不是得分;请写数字,或 {known}",
        "{value} is no score; write a number, or one of {known}",
    ),
    "case-bounds": (
        "OGR907",
        '上下限应写作 [最低, 最高],无限的一端写 "none",而不是 {value}',
        'bounds read [low, high], with "none" for an end without limit, not {value}',
    ),
    "case-scheme": (
        "OGR908",
        "没有方案 {scheme}:既未安装,也不是相对本文件的文件夹",
        "there is no scheme {scheme}: it is neither installed nor a folder relative to this file",
    ),
    # new packages
    "new-city": (
        "OGR931",
        "城市代号“{city}”不合要求:只用小写字母、数字和连字符,字母开头,不超过 40 个字符,如 lincheng;中文名写在 --name",
        "{city!r} cannot be a city's short name: lower-case letters, digits and hyphens, a letter first, at most 40, such as lincheng; the Chinese name goes into --name",
    ),
    "new-year": (
        "OGR932",
        "年份“{year}”应为 2000 至 2099 的四位数字,如 2024",
        "{year!r} is no year: four digits from 2000 to 2099, such as 2024",
    ),
    "new-name": (
        "OGR933",
        '城市名“{name}”应为通行的名称,如 临城市:不超过 40 个字,不含 " \\ ` | < > { }',
        "{name!r} cannot be a city's name: at most 40 characters, and none of \" \\ ` | < > { }; write the usual one, such as 临城市",
    ),
    "new-exists": (
        "OGR934",
        "{folder} 已存在,不会覆盖;请另选文件夹(-o),或先移走它",
        "{folder} exists and is not overwritten; choose another folder (-o), or move it away",
    ),
    "new-folder": (
        "OGR935",
        "{folder} 是文件,不是文件夹;请另选文件夹(-o)",
        "{folder} is a file, not a folder; choose another one (-o)",
    ),
    # drafts
    "draft-no-table": (
        "OGR951",
        "{file} 里没有认得的指标表;表头要有“指标”和“分值”或“评分标准”,或条目带分值如“(5分)”。"
        "请把 Word 表格另存为纯文本,或以制表符粘贴",
        "no indicator table is seen in {file}; it has headings such as 指标 and 分值 or 评分标准, or items with their points "
        "(5分): save the Word file as plain text, or paste its tables with tabs",
    ),
    "draft-exists": (
        "OGR952",
        "{folder} 已存在,不会覆盖;请另选文件夹(-o),或先移走它",
        "{folder} exists and is not overwritten; choose another folder (-o), or move it away",
    ),
    "draft-document": (
        "OGR953",
        "{file} 不是纯文本,像是 {looks} 文件;请在 Word 或 WPS 中另存为“纯文本(UTF-8)”后再用",
        "{file} is no plain text but looks like {looks}; save it as plain text (UTF-8) in Word or WPS first",
    ),
    # mutants
    "mutant-unknown": (
        "OGR971",
        "没有变异“{mutant}”(可能规则已改);请删去这条论证,或照 opengov-rules mutate 的写法改",
        "there is no mutant {mutant!r}, perhaps since the rules have changed; delete the argument, or write it as opengov-rules mutate does",
    ),
    "mutant-argued": (
        "OGR972",
        "变异“{mutant}”不必论证等效:它会被发现或被拒绝编译,或已自动证明等效;请删去这条论证",
        "the mutant {mutant!r} needs no argument: it is noticed, refused, or proved equivalent by itself; delete the argument",
    ),
    "mutant-twice": (
        "OGR973",
        "变异“{mutant}”论证了两次;请留一条",
        "the mutant {mutant!r} is argued twice; keep one",
    ),
}

"""What texts, numbers, keys and names in files can get wrong."""

from typing import Final

FILES: Final = {
    # numbers
    "number-float": (
        "OGR101",
        "不接受浮点数 {value};请写 Decimal('{value}') 或 '{value}'",
        "a float is not exact: write Decimal('{value}') or '{value}' instead of {value}",
    ),
    "number-range": (
        "OGR102",
        "数字 {value} 超出范围:整数部分最多 6 位,小数最多 6 位",
        "{value} is out of range: at most 6 digits and 6 decimals",
    ),
    "number-text": (
        "OGR103",
        "“{value}”不是数字;请用半角数字,如 3 或 0.5",
        "{value!r} is not a numeral; write plain digits such as 3 or 0.5",
    ),
    "number-type": ("OGR104", "这里应为数字,而不是 {value}", "a number was expected here, not {value}"),
    "integer-wanted": (
        "OGR105",
        "这里应为 6 位以内的整数,而不是 {value}",
        "a whole number of at most 6 digits was expected, not {value}",
    ),
    # tables and keys
    "file-missing": ("OGR121", "方案文件夹缺少 {file}", "the scheme folder has no {file}"),
    "file-stray": (
        "OGR122",
        "方案文件夹中有不认识的文件 {file};请移走或改名",
        "unknown file {file} in the scheme folder; move or rename it",
    ),
    "file-encoding": (
        "OGR123",
        "文件不是 UTF-8 编码,而像是 {looks};请另存为 UTF-8(Excel 中选“CSV UTF-8”)",
        "the file is not UTF-8 but looks like {looks}; save it as UTF-8 (in Excel: CSV UTF-8)",
    ),
    "file-bytes": (
        "OGR124",
        "文件不是 UTF-8 编码:此处字节 {byte} 无效;请检查文件是否完整,并另存为 UTF-8",
        "the file is not UTF-8: byte {byte} is not valid here; check that the file is whole, and save it as UTF-8",
    ),
    "file-large": (
        "OGR125",
        "文件过大:{size} 字节,上限 {limit} 字节",
        "the file is too large: {size} bytes, the limit is {limit}",
    ),
    "file-name": (
        "OGR126",
        "{file} 应为文件名,不含文件夹、.. 或盘符",
        "{file} must be the name of a file, without folders, .. or a drive",
    ),
    "file-type": ("OGR127", "不认识的文件类型 {suffix};支持 {known}", "unknown file type {suffix}; supported: {known}"),
    "toml-text": ("OGR128", "TOML 语法错误(此处:{text}):{error}", "TOML syntax (at {text}): {error}"),
    "json-text": (
        "OGR129",
        "JSON 语法错误(此处:{text});请检查引号、逗号、括号是否半角、是否成对",
        "JSON syntax (at {text}); check that quotation marks, commas and brackets are plain and paired",
    ),
    "json-shape": ("OGR130", "{key} 应为 {wanted}", "{key} must be {wanted}"),
    "key-missing": ("OGR131", "缺少 {key}", "{key} is missing"),
    "key-unknown": ("OGR132", "不认识的键 {key}", "unknown key {key}"),
    "key-twice": ("OGR133", "键 {key} 重复", "key {key} stands twice"),
    "value-unfit": ("OGR134", "值不合要求:{value}", "unfit value: {value}"),
    "text-wanted": ("OGR135", "这里应为文字,而不是 {value}", "text was expected here, not {value}"),
    "true-false-wanted": (
        "OGR136",
        "这里应为 true 或 false,而不是 {value}",
        "true or false was expected here, not {value}",
    ),
    "date-wanted": (
        "OGR137",
        "这里应为日期(如 2022-01-10),而不是 {value}",
        "a date such as 2022-01-10 was expected, not {value}",
    ),
    "list-wanted": ("OGR138", "这里应为列表 […],而不是 {value}", "a list […] was expected here, not {value}"),
    "list-empty": ("OGR139", "{key} 不能为空", "{key} must not be empty"),
    "table-wanted": (
        "OGR140",
        "这里应为一个表(键 = 值),而不是 {value}",
        "a table of keys was expected here, not {value}",
    ),
    "pairs-wanted": (
        "OGR141",
        '这里应为 { "事实" = 分值 },而不是 {value}',
        'expected { "FACT" = points } here, not {value}',
    ),
    "choice-unknown": ("OGR142", "不认识 {value};可用:{known}", "unknown: {value}; one of {known}"),
    "too-deep": ("OGR143", "嵌套过深(最多 {limit} 层)", "nested too deeply (at most {limit} levels)"),
    "cite-text": ("OGR144", "出处应写作“行号: 原文”,而不是 {value}", 'a citation reads "LINE: QUOTE", not {value}'),
    "path-text": ("OGR145", "路径写法有误:{path}", "not a path of keys: {path}"),
    "condition-text": (
        "OGR146",
        "条件应为事实名、列表或比较,而不是 {value}",
        "a condition is a fact, a list or a comparison, not {value}",
    ),
    "comparison-missing": ("OGR147", "缺少比较:{known}", "no comparison; one of {known}"),
    "quantity-text": (
        "OGR148",
        "这里应为数量:数字、日期、百分数,或恰有以下一个键的表:{known}",
        "a quantity was expected: a number, a date, a percentage, or a table with exactly one of {known}",
    ),
    # names
    "name-hidden": (
        "OGR181",
        "“{name}”含有看不见的字符 {char};请删去后重新键入",
        "{name!r} holds the invisible character {char}; delete it and type the name again",
    ),
    "name-nfc": (
        "OGR182",
        "“{name}”中的 {char} 不是规范写法(NFC);请改为“{fixed}”",
        "{char} in {name!r} is not the normal form (NFC); write {fixed!r}",
    ),
    "text-control": (
        "OGR183",
        "{key} 的文字含有控制字符 {char};请删去",
        "the text of {key} holds the control character {char}; delete it",
    ),
    "name-blank": ("OGR184", "名称“{name}”为空,或首尾有空格", "the name {name!r} is empty, or has blanks at its ends"),
    "name-alike": (
        "OGR185",
        "“{name}”与“{other}”只在全半角、大小写等写法上不同;请改用同一写法,或换一个名称",
        "{name!r} and {other!r} differ only in width, case or the like; write both alike, or rename one",
    ),
}

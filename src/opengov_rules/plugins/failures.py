"""What can be wrong with a plugin: each fault's stage, words and likeliest cure, in Chinese and English."""

from collections.abc import Mapping
from functools import partial
from typing import Final

from attrs import frozen

from ..hookspecs import API
from ..problems import OpenGovError
from ..words import Language


@frozen
class Fault:
    """One way to be wrong: the stage at which it shows, what is wrong, and the likeliest cure."""

    stage: str
    wrong: tuple[str, str]
    cure: tuple[str, str]


_REINSTALL: Final = ("请重新安装,或卸载", "reinstall it, or uninstall it")
FAULTS: Final[Mapping[str, Fault]] = {
    "metadata-text": Fault(
        "metadata", ("entry_points.txt 无法读取", "its entry_points.txt cannot be read"), _REINSTALL
    ),
    "metadata-name": Fault(
        "metadata",
        ("入口名只能用小写字母、数字和连字符", "its name may hold lower-case letters, digits and hyphens only"),
        ("请在 pyproject.toml 中改名", "rename its entry point in pyproject.toml"),
    ),
    "metadata-value": Fault(
        "metadata",
        ("入口的值不是模块名", "its entry point names no module"),
        ("请写包名,如 opengov_rules_lincheng", "write its package, such as opengov_rules_lincheng"),
    ),
    "api": Fault(
        "api",
        ("需要另一版本的接口", "it wants another version of the interface"),
        ("请安装适用于 {api} 的版本", "install a version of it for {api}"),
    ),
    "duplicate-name": Fault(
        "duplicate",
        ("多个软件包占用同一入口名", "several distributions claim this name"),
        ("请只保留一个,卸载其余", "uninstall all but one"),
    ),
    "duplicate-id": Fault(
        "duplicate",
        ("方案编号归名称更长的插件", "the id belongs to the plugin with the longer name"),
        ("请卸载其中一个;其余方案可用", "uninstall one of the two; the other editions work"),
    ),
    "import-absent": Fault("import", ("插件自己的模块不存在", "its own module is not there"), _REINSTALL),
    "import-missing": Fault(
        "import",
        ("缺少它要导入的内容", "something that it imports is missing"),
        ("请安装或更新它所依赖的软件包", "install or update what it depends on"),
    ),
    "import-exit": Fault(
        "import",
        ("导入时要求退出程序", "it exits at import"),
        ("请联系作者:导入时不应退出", "ask its author: an import must not exit"),
    ),
    "import-error": Fault(
        "import", ("导入时出错", "it fails at import"), ("请重新安装,或联系作者", "reinstall it, or ask its author")
    ),
    "hook-absent": Fault(
        "hook",
        ("没有钩子 opengov_schemes", "there is no hook opengov_schemes"),
        ("请定义 opengov_schemes,并标上 @hookimpl", "define opengov_schemes, marked with @hookimpl"),
    ),
    "hook-unmarked": Fault(
        "hook",
        ("钩子没有标记", "a hook is not marked"),
        ("请标上 opengov_rules 的 @hookimpl", "mark it with the @hookimpl of opengov_rules"),
    ),
    "hook-unknown": Fault(
        "hook",
        ("不认识的钩子", "unknown hook"),
        ("请写作 opengov_schemes 或 opengov_rule_kinds", "spell it opengov_schemes or opengov_rule_kinds"),
    ),
    "hook-options": Fault(
        "hook",
        ("@hookimpl 带有选项", "@hookimpl has options"),
        ("请去掉:每个插件都是单独询问的", "leave them out: every plugin is asked alone"),
    ),
    "hook-arguments": Fault("hook", ("钩子带有参数", "a hook takes arguments"), ("请去掉参数", "leave them out")),
    "hook-raised": Fault(
        "hook",
        ("钩子或其返回值出错", "a hook, or what it returned, raises"),
        ("请联系作者", "ask its author"),
    ),
    "hook-returned": Fault(
        "hook",
        ("opengov_schemes 返回的不是 SchemeFiles 列表", "opengov_schemes returned no list of SchemeFiles"),
        ("请写 return [SchemeFiles(…), …]", "write return [SchemeFiles(...), ...]"),
    ),
    "hook-kinds": Fault(
        "hook",
        ("opengov_rule_kinds 返回的不是规则类列表", "opengov_rule_kinds returned no list of classes"),
        ("请写 return [规则类, …]", "write return [YourKind, ...]"),
    ),
    "kind-attrs": Fault(
        "kind",
        ("规则类不是冻结的 attrs 类", "a kind of rule is no frozen attrs class"),
        ("请标上 attrs 的 @frozen(kw_only=True)", "mark it with @frozen(kw_only=True) of attrs"),
    ),
    "kind-name": Fault(
        "kind",
        ("规则种类的名称(kind)不合要求", "the name (kind) of a kind of rule is unfit"),
        (
            '请写 kind: ClassVar[str] = "名称",名称用小写字母、数字和下划线',
            'write kind: ClassVar[str] = "name": lower-case letters, digits and underscores',
        ),
    ),
    "kind-taken": Fault(
        "kind",
        ("规则种类与内置的同名", "a kind of rule has the name of a built-in one"),
        ("请另取名称", "choose another name"),
    ),
    "kind-twice": Fault(
        "kind", ("规则种类给出了两次", "a kind of rule is offered twice"), ("请只给一次", "offer it once")
    ),
    "kind-methods": Fault(
        "kind",
        ("规则类缺少方法", "a kind of rule lacks methods"),
        ("请按 opengov_rules.kinds.Rule 补齐", "define them as opengov_rules.kinds.Rule has them"),
    ),
    "kind-fields": Fault(
        "kind",
        ("规则类的字段无法写入方案文件", "a field of a kind of rule cannot be written in a scheme file"),
        (
            "请改名(不得与指标的键同名),或改用文件能写的类型",
            "rename it (the keys of an indicator are taken), or give it a type that files can write",
        ),
    ),
    "kind-raised": Fault(
        "kind",
        ("自带的规则种类在读取或编译方案时出错", "a kind of rule of its own fails while a scheme is compiled"),
        ("请联系作者", "ask its author"),
    ),
    "edition-name": Fault(
        "edition",
        ("版本的文件夹名不合要求", "the name of an edition's folder is unfit"),
        ("请写作 {name}-年份,只写名称,不写路径", "write {name}-YEAR: a name, not a path"),
    ),
    "edition-twice": Fault(
        "edition", ("同一版本给出了两次", "an edition is offered twice"), ("请只给一次", "offer it once")
    ),
    "files-package": Fault(
        "files",
        ("版本所在的包不能导入", "the package of an edition cannot be imported"),
        ("请写 SchemeFiles(__name__, …)", "write SchemeFiles(__name__, ...)"),
    ),
    "files-missing": Fault(
        "files",
        ("版本的文件夹里没有 scheme.toml", "an edition's folder holds no scheme.toml"),
        ("请检查打包时是否带上了 TOML 文件", "check that the package's build ships its TOML files"),
    ),
    "state": Fault(
        "state",
        ("改动了整个进程的设置,已还原", "it changed settings of the whole process, now put back"),
        ("请联系作者:导入和钩子都不得改动", "ask its author: neither import nor hook may change them"),
    ),
    "slow": Fault(
        "slow",
        ("加载太慢,但可以使用", "slow to load, but it works"),
        ("请联系作者:把费时的工作移出导入和钩子", "ask its author to move the work out of import and hook"),
    ),
}
"""Every fault by its code. The page on plugins holds the same table, and a test compares the two."""


class PluginFailure(OpenGovError):
    """What is wrong with one plugin, and the likeliest cure. One that is only slow, or lost one id, still works."""

    def __init__(self, *, name: str, distribution: str, code: str, detail: str) -> None:
        self.name = name
        self.distribution = distribution
        self.code = code
        self.detail = detail
        super().__init__(name, distribution, code, detail)

    def __reduce__(self) -> tuple[object, ...]:
        fields = {"name": self.name, "distribution": self.distribution, "code": self.code}
        return partial(PluginFailure, **fields, detail=self.detail), ()

    @property
    def stage(self) -> str:
        """Where it shows: metadata, api, duplicate, import, hook, kind, edition, files, state or slow."""
        return FAULTS[self.code].stage

    @property
    def reason(self) -> str:
        """What is wrong, in Chinese and English."""
        return f"{_both(FAULTS[self.code].wrong)}: {self.detail}"

    @property
    def cure(self) -> str:
        """The likeliest cure, in Chinese and English."""
        return _both(self._cure)

    @property
    def _cure(self) -> tuple[str, str]:
        zh, en = (text.replace("{api}", API).replace("{name}", self.name) for text in FAULTS[self.code].cure)
        return zh, en

    def message(self, lang: Language = "zh") -> str:
        """Which plugin, what is wrong and the likeliest cure, in one language."""
        at = 0 if lang == "zh" else 1
        wrong, cure = FAULTS[self.code].wrong[at], self._cure[at]
        return f"{self.name} ({self.distribution}): {wrong}: {self.detail}; {cure}"

    def __str__(self) -> str:
        return f"{self.name} ({self.distribution}): {self.stage}: {self.reason}; {self.cure}"


def _both(words: tuple[str, str]) -> str:
    return f"{words[0]} ({words[1]})"

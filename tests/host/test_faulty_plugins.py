"""A faulty plugin is named with its likeliest cure, hurts no other, and leaves the process as it was.

One small distribution for each fault, generated as pip would have installed it.
"""

import builtins
import decimal
import json
import locale
import logging
import os
import pickle
import re
import signal
import sys
import threading
import warnings
from collections.abc import Callable
from importlib.metadata import Distribution
from pathlib import Path
from typing import Final

import pytest
from attrs import frozen

from drafts import write
from opengov_rules import Host, OpenGovError, PluginFailure, SchemeError, UnknownScheme
from opengov_rules.cli import main
from opengov_rules.plugins.failures import FAULTS
from sites import SOUND, Site, failures_of, loaded, module_of, offer

HOOK: Final = "from opengov_rules import hookimpl, SchemeFiles\n@hookimpl\ndef opengov_schemes():\n    "
HOSTILE: Final = """
class Hostile(str):
    def _raise(self, *_):
        raise RuntimeError("hostile")
    __eq__ = __hash__ = __str__ = __repr__ = __format__ = __len__ = __iter__ = __contains__ = __add__ = _raise
    startswith = partition = encode = split = _raise
"""
OTHER_LOCALE: Final = "C" if locale.setlocale(locale.LC_ALL) != "C" else "C.UTF-8"


KIND: Final = """
from typing import ClassVar
from attrs import define, frozen
from opengov_rules import kinds

@frozen(kw_only=True)
class Own:
    kind: ClassVar[str] = "own"
    fact: str
    def facts(self, points): return (kinds.Fact(name=self.fact, type=kinds.FactType.COUNT),)
    def reads(self): return iter(())
    def numbers(self): return iter(())
    def check(self, points): return iter(())
    def lower(self, points, slots): return kinds.Lowered(value=slots.value(self.fact), losses=())
    def say(self, lang): return self.fact

"""
"""A sound kind of rule: as many points as the fact says."""
OWN: Final = SOUND.replace("deduct", "own").replace('faults = { "空白栏目" = 2 }', 'fact = "空白栏目"')
"""A rubric that names it."""


@frozen
class Case:
    """One way to be faulty: how the distribution comes about, the fault, and what its detail says."""

    install: Callable[[Site, str], object]
    code: str
    detail: str


def plugin(source: str, code: str, detail: str) -> Case:
    """A package with this `__init__.py`; `NAME` in it is the plugin's name."""
    return Case(lambda site, name: site.install(name, source.replace("NAME", name)), code, detail)


def changing(statement: str, detail: str, *, inside: bool = False) -> Case:
    """A plugin that is sound but for one statement, at import or in its hook."""

    def install(site: Site, name: str) -> None:
        where = {"inside": statement} if inside else {"before": statement}
        site.city(name, 2024, code=offer(f"{name}-2024", **where))

    return Case(install, "state", detail)


def offering(edition: str, code: str, detail: str) -> Case:
    """A plugin that offers this expression and ships no files."""
    return plugin(f"{HOOK}return [{edition}]\n", code, detail)


def with_kinds(name: str, *changes: tuple[str, str], returned: str = "[Own]") -> str:
    """A plugin's `__init__.py` that offers an edition and `Own`, with some of its text changed."""
    code = f"{offer(f'{name}-2024', before=KIND)}\n@hookimpl\ndef opengov_rule_kinds():\n    return {returned}\n"
    for was, now in changes:
        assert was in code
        code = code.replace(was, now)
    return code


def kinds(code: str, detail: str, *changes: tuple[str, str], returned: str = "[Own]") -> Case:
    """A plugin that is sound but for what it offers as kinds of rule."""
    return Case(
        lambda site, name: site.city(name, 2024, code=with_kinds(name, *changes, returned=returned)), code, detail
    )


def twins(site: Site, name: str) -> None:
    for which in ("first", "second"):
        code = offer(f"{name}-2024")
        site.install(name, code, distribution=f"fake-{name}-{which}")


def broken_metadata(site: Site, name: str) -> None:
    site.register(f"fake-{name}", f"[opengov_rules.v1]\n{name}\n")


def overlapping(site: Site, name: str) -> None:
    """Two sound plugins, `NAME` and `NAME-d`, that both offer `NAME-d-2024`."""
    site.city(f"{name}-d", 2024)
    site.city(name, 2024, "d-2024")


CASES: Final = {
    # metadata
    "entry points that cannot be read": Case(broken_metadata, "metadata-text", "TypeError"),
    "a name that no id can begin with": Case(
        lambda site, name: site.install(f"{name}_X", distribution=f"fake-{name}"), "metadata-name", "_X'"
    ),
    "an entry point that names no module": Case(
        lambda site, name: site.install(name, value="fake-town"), "metadata-value", "'fake-town'"
    ),
    "another version of the interface": Case(
        lambda site, name: site.install(name, "raise RuntimeError", group="opengov_rules.v2"), "api", "opengov_rules.v2"
    ),
    "a name that two distributions claim": Case(twins, "duplicate-name", "-first 1.0"),
    "an id that belongs to another": Case(overlapping, "duplicate-id", "-d-2024: "),
    # import
    "fails at import": plugin("raise RuntimeError('no licence')", "import-error", "RuntimeError: no licence"),
    "fails at import where it says": plugin("\n\n1 / 0", "import-error", "__init__.py:3)"),
    "is no Python": plugin("def", "import-error", "SyntaxError"),
    "lacks a dependency": plugin(
        "import no_such_dependency", "import-missing", "No module named 'no_such_dependency' (fake_"
    ),
    "wants more than its dependency has": plugin(
        "from opengov_rules import Parliament", "import-missing", "cannot import name 'Parliament'"
    ),
    "was uninstalled by hand": Case(
        lambda site, name: site.register(f"fake-{name}", f"[opengov_rules.v1]\n{name} = fake_gone\n"),
        "import-absent",
        "No module named 'fake_gone'",
    ),
    "raises SystemExit at import": plugin("raise SystemExit(3)", "import-exit", "SystemExit: 3"),
    "calls sys.exit at import": plugin("import sys\nsys.exit('no licence')", "import-exit", "SystemExit: no licence"),
    "raises what is no Exception": plugin("class Odd(BaseException): ...\nraise Odd", "import-error", "Odd"),
    "raises what has no words": plugin(
        "class Mute(Exception):\n    def __str__(self):\n        raise SystemExit\nraise Mute", "import-error", "?"
    ),
    # hook
    "raises in its hook": plugin(f"{HOOK}raise KeyError('year')\n", "hook-raised", "KeyError: 'year' (fake_"),
    "exits in its hook": plugin(f"{HOOK}raise SystemExit(1)\n", "hook-raised", "SystemExit: 1"),
    "misspells its hook": plugin(HOOK.replace("_schemes", "_scheme") + "return []", "hook-unknown", "opengov_scheme"),
    "wants an argument": plugin(HOOK.replace("()", "(year)") + "return []", "hook-arguments", "opengov_schemes(year)"),
    "forgets the marker": plugin("def opengov_schemes(): return []", "hook-unmarked", "fake_"),
    "has a variable of the hook's name": plugin("opengov_schemes = []", "hook-unmarked", "fake_"),
    "offers nothing": plugin("", "hook-absent", "fake_"),
    "wants to be first": plugin(
        HOOK.replace("hookimpl\ndef", "hookimpl(tryfirst=True)\ndef") + "return []", "hook-options", "tryfirst"
    ),
    "wraps the others": plugin(
        HOOK.replace("hookimpl\ndef", "hookimpl(wrapper=True)\ndef") + "return (yield)", "hook-options", "wrapper"
    ),
    "wraps the others in the old way": plugin(
        HOOK.replace("hookimpl\ndef", "hookimpl(hookwrapper=True)\ndef") + "yield", "hook-options", "hookwrapper"
    ),
    "raises when it is looked at": plugin("def __dir__(): raise RuntimeError('shy')", "hook-raised", "shy"),
    "returns None": plugin(f"{HOOK}return None\n", "hook-returned", "NoneType"),
    "returns one edition, not a list": plugin(
        f"{HOOK}return SchemeFiles(__name__, 'NAME-2024')\n", "hook-returned", "SchemeFiles"
    ),
    "returns a generator": plugin(f"{HOOK}yield SchemeFiles(__name__, 'NAME-2024')\n", "hook-returned", "generator"),
    "returns texts": offering("'NAME-2024'", "hook-returned", "list[str]"),
    "returns editions of rubbish": offering("SchemeFiles(None, 3)", "hook-returned", "list[SchemeFiles]"),
    "returns a list that raises": plugin(
        f"class Trap(list):\n    def __iter__(self): raise RuntimeError('trap')\n{HOOK}return Trap()\n",
        "hook-raised",
        "RuntimeError: trap",
    ),
    "returns what raises for its class": plugin(
        f"class Trap:\n    @property\n    def __class__(self): raise RuntimeError('trap')\n{HOOK}return [Trap()]\n",
        "hook-raised",
        "RuntimeError: trap",
    ),
    "returns what raises for every attribute": plugin(
        "class Trap:\n    def __getattribute__(self, name): raise RuntimeError('trap')\n" + HOOK + "return Trap()\n",
        "hook-raised",
        "RuntimeError: trap",
    ),
    "returns an edition that raises": plugin(
        "from opengov_rules import SchemeFiles\nclass Trap(SchemeFiles):\n"
        "    def __getattribute__(self, name): raise RuntimeError('trap')\n"
        f"{HOOK}return [Trap(__name__, 'NAME-2024')]\n",
        "hook-raised",
        "RuntimeError: trap",
    ),
    # kinds of rule
    "raises in its hook of kinds": kinds("hook-raised", "ZeroDivisionError: ", returned="1 / 0"),
    "misspells its hook of kinds": kinds("hook-unknown", "opengov_rule_kind", ("rule_kinds", "rule_kind")),
    "forgets the marker of its kinds": kinds(
        "hook-unmarked", "fake_bad", ("@hookimpl\ndef opengov_rule_kinds", "def opengov_rule_kinds")
    ),
    "wants an argument for its kinds": kinds(
        "hook-arguments", "opengov_rule_kinds(year)", ("rule_kinds()", "rule_kinds(year)")
    ),
    "returns no kinds": kinds("hook-kinds", "NoneType", returned="None"),
    "returns one kind, not a list": kinds("hook-kinds", "type", returned="Own"),
    "returns a generator of kinds": kinds("hook-kinds", "generator", returned="(kind for kind in [Own])"),
    "returns a rule, not its class": kinds("hook-kinds", "list[Own]", returned="[Own(fact='空白栏目')]"),
    "returns kinds that raise": kinds(
        "hook-raised",
        "RuntimeError: trap",
        ("@frozen(kw", "class Trap(list):\n    def __iter__(self): raise RuntimeError('trap')\n@frozen(kw"),
        returned="Trap()",
    ),
    "has a kind that is no attrs class": kinds("kind-attrs", "Own", ("@frozen(kw_only=True)", "")),
    "has a kind that can change": kinds("kind-attrs", "Own", ("@frozen", "@define")),
    "has a kind whose base alone is frozen": kinds(
        "kind-attrs",
        "Heir",
        ("@hookimpl\ndef opengov_rule", "class Heir(Own): pass\n@hookimpl\ndef opengov_rule"),
        returned="[Heir]",
    ),
    "has a kind without a name": kinds("kind-name", "Own: NoneType", ('    kind: ClassVar[str] = "own"\n', "")),
    "has a kind whose name is a field": kinds("kind-name", "Own: member_descriptor", ("ClassVar[str]", "str")),
    "has a kind with a capital": kinds("kind-name", "Own: Own", ('"own"', '"Own"')),
    "has a kind with a blank": kinds("kind-name", "Own: own kind", ('"own"', '"own kind"')),
    "has a kind whose name is hostile": kinds(
        "kind-name", "Own: Hostile", ("@frozen(kw", f"{HOSTILE}\n@frozen(kw"), ('"own"', 'Hostile("own")')
    ),
    "has a kind of a built-in name": kinds("kind-taken", "Own: per_event", ('"own"', '"per_event"')),
    "has a kind twice": kinds("kind-twice", "Own: own", returned="[Own, Own]"),
    "has a kind that cannot be lowered": kinds("kind-methods", "Own: lower", ("def lower(", "def _lower(")),
    "has a kind that says and checks nothing": kinds(
        "kind-methods", "Own: check, say", ("def check(", "def _check("), ("def say(", "def _say(")
    ),
    "has a kind that has only the protocol's methods": kinds(
        "kind-methods", "Own: say", ("class Own:", "class Own(kinds.Rule):"), ("def say(", "def _say(")
    ),
    "has a kind with a key of the indicator": kinds("kind-fields", "Own: points", ("fact: str", "points: str")),
    "has a kind with a key like a code": kinds("kind-fields", "Own: A1", ("fact: str", "A1: str")),
    "has a kind with a float": kinds(
        "kind-fields", "Own: weight_of: float", ("fact: str", "weight_of: tuple[float, ...]")
    ),
    "has a kind of a type that no file has": kinds(
        "kind-fields", "Unsupported type: <class 'object'>", ("fact: str", "fact: object")
    ),
    "has a kind of a type that is not there": kinds("kind-fields", "'Town'", ("fact: str", "fact: 'Town'")),
    # editions
    "takes another's id": offering("SchemeFiles('opengov_rules_yanshi', 'yanshi-2019')", "edition-name", "yanshi-2019"),
    "offers a folder above its package": offering("SchemeFiles(__name__, '../NAME-2024')", "edition-name", "'../"),
    "offers a path": offering("SchemeFiles(__name__, 'NAME-2024/../x')", "edition-name", "2024/../x'"),
    "offers an absolute path": offering("SchemeFiles(__name__, '/NAME-2024')", "edition-name", "'/"),
    "offers a path of Windows": offering(r"SchemeFiles(__name__, r'NAME-\2024')", "edition-name", "2024'"),
    "offers no name": offering("SchemeFiles(__name__, '')", "edition-name", "''"),
    "offers an edition twice": Case(
        lambda site, name: site.city(name, 2024, code=offer(f"{name}-2024", f"{name}-2024")), "edition-twice", "-2024"
    ),
    # files
    "ships no files": offering("SchemeFiles(__name__, 'NAME-2024')", "files-missing", "-2024"),
    "names a package that is not there": offering(
        "SchemeFiles('no_such_city', 'NAME-2024')", "files-package", "No module named 'no_such_city'"
    ),
    "names no package at all": offering("SchemeFiles('', 'NAME-2024')", "files-package", "ValueError"),
    "names a module that is no package": offering("SchemeFiles('this.x', 'NAME-2024')", "files-package", "this"),
    # process-wide settings
    "computes with three digits": changing("import decimal; decimal.getcontext().prec = 3", "getcontext().prec"),
    "rounds another way": changing(
        "import decimal; decimal.setcontext(decimal.Context(rounding=decimal.ROUND_UP))", "getcontext().rounding"
    ),
    "lets division by zero pass": changing(
        "import decimal; decimal.getcontext().traps[decimal.DivisionByZero] = False", "getcontext().traps"
    ),
    "changes the decimals of new threads": changing(
        "import decimal; decimal.DefaultContext.prec = 3", "decimal.DefaultContext.prec"
    ),
    "sets the locale": changing(
        f"import locale; locale.setlocale(locale.LC_ALL, {OTHER_LOCALE!r})", "locale.setlocale(LC_ALL)"
    ),
    "adds to sys.path": changing("import sys; sys.path.append('/nowhere')", "sys.path"),
    "stands first on sys.path": changing("import sys; sys.path.insert(0, '/nowhere')", "sys.path"),
    "replaces sys.path": changing("import sys; sys.path = ['/nowhere', *sys.path]", "sys.path"),
    "ruins sys.path": changing("import sys; sys.path = None", "sys.path"),
    "sets a variable of the environment": changing("import os; os.environ['NO_CITY'] = '1'", "os.environ[NO_CITY]"),
    "drops a variable of the environment": changing("import os; del os.environ['PATH']", "os.environ[PATH]"),
    "goes to another folder": changing("import os; os.chdir('/')", "os.getcwd()"),
    "silences warnings": changing("import warnings; warnings.simplefilter('ignore')", "warnings.filters"),
    "takes Ctrl-C": changing("import signal; signal.signal(signal.SIGINT, lambda *_: None)", "signal.signal(SIGINT)"),
    "logs everything": changing("import logging; logging.root.setLevel(1)", "logging.root.level"),
    "adds a handler to the root logger": changing(
        "import logging; logging.root.addHandler(logging.NullHandler())", "logging.root.handlers"
    ),
    "switches logging off": changing("import logging; logging.disable()", "logging.disable()"),
    "configures logging": changing(
        "import logging.config; logging.config.dictConfig({'version': 1})", "logging.getLogger(opengov_rules).disabled"
    ),
    "replaces stdout": changing("import io, sys; sys.stdout = io.StringIO()", "sys.stdout"),
    "allows little recursion": changing("import sys; sys.setrecursionlimit(900)", "sys.setrecursionlimit()"),
    "adds a builtin": changing("import gettext; gettext.install('city')", "builtins._"),
    "computes with three digits in its hook": changing(
        "import decimal; decimal.getcontext().prec = 3", "getcontext().prec", inside=True
    ),
    "changes two settings": changing(
        "import os, sys; sys.path.append('/nowhere'); os.environ['NO_CITY'] = '1'", "sys.path, os.environ[NO_CITY]"
    ),
}
every_case = pytest.mark.parametrize("case", CASES.values(), ids=CASES)


def process_state() -> dict[str, object]:
    """What a plugin must leave as it was, read here without the product's own list."""
    contexts = (decimal.getcontext(), decimal.DefaultContext)
    return {
        "decimal": [(c.prec, c.rounding, c.Emin, c.Emax, c.capitals, c.clamp, dict(c.traps)) for c in contexts],
        "locale": locale.setlocale(locale.LC_ALL),
        "sys.path": (id(sys.path), list(sys.path)),
        "environ": dict(os.environ),
        "folder": os.getcwd(),
        "warnings": (id(warnings.filters), list(warnings.filters)),
        "signals": [signal.getsignal(one) for one in sorted(signal.valid_signals())],
        "logging": (logging.root.level, list(logging.root.handlers), logging.root.manager.disable),
        "loggers": [logging.getLogger(name).disabled for name in ("opengov_rules", "asyncio")],
        "streams": (sys.stdin, sys.stdout, sys.stderr, sys.excepthook),
        "recursion": sys.getrecursionlimit(),
        "builtins": dict(vars(builtins)),
    }


def named(host: Host) -> list[PluginFailure]:
    """The failures of generated plugins."""
    return [failure for failure in host.failures if failure.distribution.startswith("fake")]


def test_every_fault_has_a_case() -> None:
    assert {case.code for case in CASES.values()} | {"slow", "kind-raised"} == set(FAULTS)


@every_case
def test_a_faulty_plugin_is_named_with_what_is_wrong_and_the_likeliest_cure(
    site: Site, caplog: pytest.LogCaptureFixture, case: Case
) -> None:
    case.install(site, "bad")
    with caplog.at_level(logging.WARNING, logger="opengov_rules"):
        host = Host.discover()
        failures = named(host)
    assert {failure.code for failure in failures} == {case.code}
    for failure in failures:
        stage, cure = FAULTS[case.code].stage, FAULTS[case.code].cure
        assert case.detail in failure.detail
        assert failure.name.startswith("bad") or case.code == "metadata-text"
        assert failure.distribution.startswith("fake-bad")
        assert failure.stage == stage
        assert failure.cure.startswith(cure[0][:4])
        assert str(failure) == f"{failure.name} ({failure.distribution}): {stage}: {failure.reason}; {failure.cure}"
        assert isinstance(failure, OpenGovError)
        assert str(pickle.loads(pickle.dumps(failure))) == str(failure)  # noqa: S301
        assert "\n" not in str(failure)
    assert sorted(record.getMessage() for record in caplog.records) == sorted(f"plugin {one}" for one in failures)


@every_case
def test_beside_a_faulty_plugin_the_healthy_ones_work(site: Site, case: Case) -> None:
    case.install(site, "bad")
    site.city("aazhou", 2024)
    site.city("zzzhou", 2024)
    host = Host.discover()
    assert host.failures
    for id in ("aazhou-2024", "zzzhou-2024"):
        assert host.scheme(id).score("甲县", {"空白栏目": 3}).total == 14  # 20 - 3 × 2
    states = {entry.name: entry.status for entry in host.plugins()}
    healthy = ("aazhou", "zzzhou", "baoji", "jingzhou", "yanshi")
    assert [states[name] for name in healthy] == ["ok"] * len(healthy)


@every_case
def test_a_faulty_plugin_leaves_the_process_as_it_was(site: Site, case: Case) -> None:
    case.install(site, "bad")
    before = process_state()
    host = Host.discover()
    assert named(host)
    assert process_state() == before
    if case.code != "duplicate-id":
        assert loaded() == set()


@every_case
def test_another_host_finds_the_same_fault_again(site: Site, case: Case) -> None:
    """Python imports a module once; a refused plugin's is dropped, or a second look would find nothing wrong."""
    case.install(site, "bad")
    assert [str(failure) for failure in named(Host.discover())] == [str(failure) for failure in named(Host.discover())]


@every_case
def test_the_command_names_a_faulty_plugin(site: Site, capsys: pytest.CaptureFixture[str], case: Case) -> None:
    case.install(site, "bad")
    failures = named(Host.discover())
    assert main(["plugins"]) == 1
    printed = capsys.readouterr().out
    for failure in failures:
        assert str(failure) in printed
        assert failure.cure in printed
    assert main(["plugins", "--json"]) == 1
    told = [told for entry in json.loads(capsys.readouterr().out) for told in entry["failures"]]
    for failure in failures:
        assert {"stage": failure.stage, "zh": failure.message("zh"), "en": failure.message("en")} in told


def test_a_failure_speaks_chinese_first_and_english(site: Site) -> None:
    site.install("bad", "raise RuntimeError('no licence')")
    (failure,) = failures_of(Host.discover(), "bad")
    assert str(failure) == (
        "bad (fake-bad 1.0): import: 导入时出错 (it fails at import): "
        "RuntimeError: no licence (fake_bad/__init__.py:1); 请重新安装,或联系作者 (reinstall it, or ask its author)"
    )
    assert failure.message("zh") == (
        "bad (fake-bad 1.0): 导入时出错: RuntimeError: no licence (fake_bad/__init__.py:1); 请重新安装,或联系作者"
    )
    assert failure.message("en") == (
        "bad (fake-bad 1.0): it fails at import: RuntimeError: no licence (fake_bad/__init__.py:1); "
        "reinstall it, or ask its author"
    )


@pytest.mark.parametrize("code", FAULTS)
def test_every_fault_has_words_and_a_cure_in_both_languages(code: str) -> None:
    for zh, en in (FAULTS[code].wrong, FAULTS[code].cure):
        assert re.search(r"[\u4e00-\u9fff]", zh)
        assert en.isascii()
    failure = PluginFailure(name="bad", distribution="fake-bad 1.0", code=code, detail="x")
    assert not re.search(r"[{}]", failure.message("zh") + failure.message("en"))


def test_all_of_them_at_once_and_one_that_takes_five_seconds(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """The only real wait of the suite: every fault in one environment, and the shipped cities score as ever."""
    for number, case in enumerate(CASES.values()):
        case.install(site, f"bad-{number}")
    site.city("linzhou", 2024)
    site.city("tired", 2024, code=offer("tired-2024", before="import time; time.sleep(5)"))
    before = process_state()
    host = Host.discover()
    found = {failure.name: failure for failure in host.failures}
    assert process_state() == before
    named = {failure.distribution for failure in host.failures}
    for number in range(len(CASES)):
        assert named & {f"fake-bad-{number} 1.0", f"fake-bad-{number}-first 1.0"}
    assert found["tired"].stage == "slow"
    assert re.fullmatch(r"\d\.\d s", found["tired"].detail)
    for id in ("linzhou-2024", "tired-2024"):
        assert host.scheme(id).score("甲县", {"空白栏目": 3}).total == 14
    bulletin = host.scheme("yanshi-2019").assess(host.published("yanshi-2019"))
    assert all(check.agrees is not False for check in bulletin.checks)
    result = host.scheme("jingzhou-2021").score("荆州区", {"空白栏目": 3, "应更新未更新栏目": 1})
    assert [str(result[code].points) for code in ("3.1.1", "3.1.2")] == ["0", "1.5"]  # 2 - 3, and 2 - 0.5
    (entry,) = [entry for entry in host.plugins() if entry.name == "tired"]
    assert (entry.status, entry.schemes, entry.failures) == ("ok", ("tired-2024",), (found["tired"],))


# The ones that still work -------------------------------------------------------------------------


def test_a_slow_plugin_works_and_is_named_with_a_warning(
    site: Site,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    site.city("linzhou", 2024)
    monkeypatch.setattr("opengov_rules.plugins.loading.SLOW", -1.0)
    host = Host.discover()
    with caplog.at_level(logging.WARNING, logger="opengov_rules"):
        host.scheme("linzhou-2024")
    (failure,) = failures_of(host, "linzhou")
    assert (failure.stage, failure.detail) == ("slow", "0.0 s")
    assert caplog.records[0].getMessage() == f"plugin {failure}"
    assert main(["plugins"]) == 1
    assert f"linzhou  fake-linzhou 1.0  linzhou-2024  [ok]\n  {failure}\n" in capsys.readouterr().out


# Kinds of rule that are sound until a scheme is compiled ------------------------------------------


def own(site: Site, name: str, *changes: tuple[str, str], county: str = OWN) -> None:
    """A plugin with a kind of its own, and a scheme that names it."""
    write(site.install(name, with_kinds(name, *changes)), county, name=f"{name}-2024")


def test_a_kind_of_its_own_serves_the_plugins_schemes_and_no_others(site: Site) -> None:
    own(site, "anzhou")
    write(site.install("linzhou", offer("linzhou-2024")), OWN, name="linzhou-2024")
    host = Host.discover()
    assert host.failures == ()
    assert host.scheme("anzhou-2024").score("甲县", {"空白栏目": 3}).total == 3
    with pytest.raises(SchemeError) as caught:
        host.scheme("linzhou-2024")
    (problem,) = caught.value.problems
    assert (problem.code, problem.params["kind"]) == ("rule-unknown", "own")
    assert "own" not in problem.params["known"]


def test_two_plugins_may_call_their_kinds_alike(site: Site) -> None:
    own(site, "anzhou")
    own(site, "linzhou", ("slots.value(self.fact)", "kinds.times(kinds.const(2), slots.value(self.fact))"))
    host = Host.discover()
    totals = [host.scheme(id).score("甲县", {"空白栏目": 3}).total for id in ("anzhou-2024", "linzhou-2024")]
    assert totals == [3, 6]


FAILING: Final = {
    "while it is read": ("def facts(self, points): ", "1 / 0; ", "ZeroDivisionError: division by zero (fake_bad/"),
    "while it is checked": ("def check(self, points): ", "{}['x']; ", "KeyError: 'x' (fake_bad/"),
    "while it is lowered": ("def lower(self, points, slots): ", "raise RuntimeError('low'); ", "RuntimeError: low (fa"),
    "by what it returns": ("def lower(self, points, slots): ", "return 7; ", "AttributeError: 'int' object"),
    "by a problem without words": (
        "def check(self, points): ",
        "return [kinds.Invalid('odd')]; ",
        "(no such problem): odd",
    ),
}


@pytest.mark.parametrize(("start", "added", "detail"), FAILING.values(), ids=FAILING)
def test_a_kind_that_fails_over_a_scheme_is_its_plugins_fault(
    site: Site, capsys: pytest.CaptureFixture[str], start: str, added: str, detail: str
) -> None:
    own(site, "bad", (start, start + added))
    site.city("linzhou", 2024)
    host = Host.discover()
    with pytest.raises(PluginFailure) as caught:
        host.scheme("bad-2024")
    failure = caught.value
    assert (failure.code, failure.stage, failure.name) == ("kind-raised", "kind", "bad")
    assert detail in failure.detail
    assert {entry.id: entry.status for entry in host.schemes()}["bad-2024"] == str(failure)
    assert host.scheme("linzhou-2024").score("甲县", {"空白栏目": 3}).total == 14
    assert main(["show", "bad-2024", "--lang", "en"]) == 2
    assert capsys.readouterr().err == f"{failure.message('en')}\n"


def test_a_problem_that_a_kind_finds_is_one_of_the_scheme(site: Site) -> None:
    found = "return [kinds.Invalid('value-unfit', value='fact: 太长 (too long)')]; "
    own(site, "bad", ("def check(self, points): ", f"def check(self, points): {found}"))
    with pytest.raises(SchemeError, match=r"值不合要求:fact: 太长 \(too long\)"):
        Host.discover().scheme("bad-2024")


def test_an_id_is_the_plugins_with_the_longer_name_and_the_other_keeps_its_rest(site: Site) -> None:
    """`abc` and `abc-d` both offer abc-d-2020: the same one answers before and after all plugins are loaded."""
    site.city("abc", 2020, "d-2020")
    package = site.city("abc-d", 2020)
    head = package / "abc-d-2020" / "scheme.toml"
    head.write_text(head.read_text(encoding="utf-8").replace("拟定市", "丁市"), encoding="utf-8")
    host = Host.discover()
    assert host.scheme("abc-d-2020").scheme.city == "丁市"
    (failure,) = failures_of(host, "abc")
    assert (failure.code, failure.detail) == ("duplicate-id", "abc-d-2020: abc-d (fake-abc-d 1.0)")
    assert Host.discover().scheme("abc-d-2020").scheme.city == "丁市"
    assert [entry.city for entry in host.schemes() if entry.id == "abc-d-2020"] == ["丁市"]
    assert host.scheme("abc-2020").scheme.city == "拟定市"
    assert len(failures_of(host, "abc")) == 1
    (entry,) = [entry for entry in host.plugins() if entry.name == "abc"]
    assert (entry.status, entry.schemes) == ("ok", ("abc-2020",))


def test_a_broken_plugin_does_not_take_an_id_from_the_one_that_works(site: Site) -> None:
    site.city("abc", 2020, "d-2020")
    site.install("abc-d", "raise RuntimeError")
    host = Host.discover()
    assert host.scheme("abc-d-2020").scheme.id == "abc-d-2020"
    assert failures_of(host, "abc") == []


def test_a_plugin_may_serve_two_versions_of_the_interface(site: Site) -> None:
    site.city("linzhou", 2024)
    info = site.root / "fake_linzhou-1.0.dist-info"
    with (info / "entry_points.txt").open("a") as file:
        file.write("[opengov_rules.v2]\nlinzhou = fake_linzhou.next\n")
    host = Host.discover()
    assert failures_of(host, "linzhou") == []
    assert host.scheme("linzhou-2024").scheme.id == "linzhou-2024"


def test_texts_of_a_class_of_the_plugins_own_are_taken_as_plain_texts(site: Site) -> None:
    """None of the class's methods ever runs."""
    hostile = HOSTILE + f'{HOOK}return [SchemeFiles(Hostile(__name__), Hostile("linzhou-2024"))]\n'
    site.city("linzhou", 2024, code=hostile)
    host = Host.discover()
    assert host.scheme("linzhou-2024").scheme.id == "linzhou-2024"
    assert failures_of(host, "linzhou") == []
    assert {type(entry.id) for entry in host.schemes()} == {str}


def test_a_plugin_that_prints_does_not_spoil_what_the_host_prints(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.city("linzhou", 2024, code=offer("linzhou-2024", before="print('hello')", inside="print('there')"))
    assert main(["plugins", "--json"]) == 0
    printed = capsys.readouterr()
    assert "linzhou" in {entry["name"] for entry in json.loads(printed.out)}
    assert printed.err == "hello\nthere\n"


def test_a_plugin_may_be_an_object_of_a_module(site: Site) -> None:
    code = offer("linzhou-2024").replace("@hookimpl", "class Plugin:\n  @hookimpl\n  @staticmethod")
    package = site.city("linzhou", 2024, code="")
    indented = code.replace("def opengov", "  def opengov").replace("\n    pass\n    return", "\n      return")
    (package / "__init__.py").write_text(indented + "\nplugin = Plugin()\n", encoding="utf-8")
    info = site.root / "fake_linzhou-1.0.dist-info" / "entry_points.txt"
    info.write_text("[opengov_rules.v1]\nlinzhou = fake_linzhou:plugin\n")
    assert Host.discover().scheme("linzhou-2024").scheme.id == "linzhou-2024"


# Discovery ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("metadata", ["Version: 1.0\n", "Name: 临州\n"])
def test_a_plugin_whose_metadata_cannot_be_read_works_and_is_a_question_mark(site: Site, metadata: str) -> None:
    site.city("linzhou", 2024)
    (site.root / "fake_linzhou-1.0.dist-info" / "METADATA").write_bytes(metadata.encode("gbk"))
    (entry,) = [entry for entry in Host.discover().plugins() if entry.name == "linzhou"]
    assert (entry.distribution, entry.status) == ("?", "ok")


def test_two_that_claim_one_name_are_both_named_and_neither_is_imported(site: Site) -> None:
    twins(site, "twin")
    host = Host.discover()
    failures = failures_of(host, "twin")
    assert [failure.distribution for failure in failures] == ["fake-twin-first 1.0", "fake-twin-second 1.0"]
    assert "fake-twin-first 1.0" in failures[1].detail
    assert not {module_of("fake-twin-first"), module_of("fake-twin-second")} & set(sys.modules)
    with pytest.raises(UnknownScheme, match="fake-twin-first"):
        host.scheme("twin-2024")


def test_a_plugin_for_another_version_is_not_imported(site: Site) -> None:
    site.install("future", "raise RuntimeError", group="opengov_rules.v2")
    (failure,) = failures_of(Host.discover(), "future")
    assert failure.cure == "请安装适用于 opengov_rules.v1 的版本 (install a version of it for opengov_rules.v1)"
    assert loaded() == set()


@pytest.mark.parametrize("garbage", ["[console_scripts]\nno equals sign\n", "\udc81"])
def test_a_stranger_with_unreadable_entry_points_hides_no_plugin(site: Site, garbage: str) -> None:
    info = site.register("stranger", "")
    (info / "entry_points.txt").write_bytes(garbage.encode("utf-8", "surrogateescape"))
    site.city("linzhou", 2024)
    host = Host.discover()
    assert host.scheme("linzhou-2024").scheme.id == "linzhou-2024"
    assert named(host) == []


def test_a_distribution_that_nothing_can_be_read_of_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    class Sealed(Distribution):
        def read_text(self, filename: str) -> str:
            raise RuntimeError(filename)

        def locate_file(self, path: object) -> Path:
            raise RuntimeError(path)

    monkeypatch.setattr("opengov_rules.plugins.discovery.distributions", lambda: [Sealed()])
    assert Host.discover().failures == ()


def test_a_plugin_whose_entry_points_are_no_utf8_is_named(site: Site) -> None:
    info = site.register("fake-gbk", "")
    (info / "entry_points.txt").write_bytes("# 城市\n[opengov_rules.v1]\nlinzhou = fake_linzhou\n".encode("gbk"))
    (failure,) = named(Host.discover())
    assert (failure.code, failure.distribution) == ("metadata-text", "fake-gbk 1.0")


def test_the_first_of_a_distribution_on_the_path_is_the_one(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.city("linzhou", 2024)
    again = Site(site.root / "again")
    again.root.mkdir()
    again.city("linzhou", 2024)
    monkeypatch.syspath_prepend(again.root)
    host = Host.discover()
    assert failures_of(host, "linzhou") == []
    assert host.scheme("linzhou-2024")


# Isolation ----------------------------------------------------------------------------------------


def test_a_plugin_that_fails_and_changes_settings_is_named_with_both(site: Site) -> None:
    site.install("bad", "import decimal\ndecimal.getcontext().prec = 3\nraise RuntimeError")
    before = process_state()
    assert [failure.code for failure in failures_of(Host.discover(), "bad")] == ["import-error", "state"]
    assert process_state() == before


def test_ctrl_c_while_a_plugin_loads_is_the_users_and_settings_are_put_back(site: Site) -> None:
    site.install("bad", "import decimal\ndecimal.getcontext().prec = 3\nraise KeyboardInterrupt")
    before = process_state()
    host = Host.discover()
    for _ in range(2):  # the plugin is tried again when it is next asked for
        with pytest.raises(KeyboardInterrupt):
            host.scheme("bad-2024")
        assert process_state() == before


def test_a_setting_that_cannot_be_put_back_is_named_so(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    home = site.root / "home"
    home.mkdir()
    monkeypatch.chdir(home)
    site.install("bad", offer(before="import os; here = os.getcwd(); os.chdir('..'); os.rmdir(here)"))
    (failure,) = failures_of(Host.discover(), "bad")
    assert failure.detail == "os.getcwd() (无法还原, not put back)"


def test_a_working_folder_that_was_removed_is_not_the_plugins_doing(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = site.root / "home"
    home.mkdir()
    monkeypatch.chdir(home)
    home.rmdir()
    site.city("linzhou", 2024)
    assert failures_of(Host.discover(), "linzhou") == []


def test_a_plugin_may_compute_with_decimals_of_its_own(site: Site) -> None:
    own = "import decimal\nwith decimal.localcontext(prec=3): decimal.Decimal(1) / 3\ndecimal.Decimal(1) / 3"
    site.city("linzhou", 2024, code=offer("linzhou-2024", before=own))
    assert failures_of(Host.discover(), "linzhou") == []


def test_settings_are_put_back_when_another_thread_than_the_main_one_loads(site: Site) -> None:
    changing("import os; os.environ['NO_CITY'] = '1'", "").install(site, "bad")
    found = list[PluginFailure]()
    before = process_state()
    thread = threading.Thread(target=lambda: found.extend(failures_of(Host.discover(), "bad")))
    thread.start()
    thread.join()
    assert [failure.detail for failure in found] == ["os.environ[NO_CITY]"]
    assert process_state() == before


def test_a_warning_that_a_plugin_had_silenced_is_heard_again(site: Site) -> None:
    """The interpreter remembers which filters it has applied; putting the list back alone would not reach it."""
    changing("import warnings; warnings.simplefilter('ignore'); warnings.warn('x')", "").install(site, "bad")
    assert failures_of(Host.discover(), "bad")
    with pytest.warns(UserWarning, match="x"):
        warnings.warn("x", stacklevel=1)


def test_a_folder_of_data_need_not_be_the_plugins_own_package(site: Site) -> None:
    """A module that is one file may name a folder beside it, without any `__init__.py`."""
    (site.root / "fake_single.py").write_text(
        f"{HOOK}return [SchemeFiles('fake_single_data', 'single-2024')]\n", encoding="utf-8"
    )
    write(site.root / "fake_single_data", SOUND, name="single-2024")
    site.register("fake-single", "[opengov_rules.v1]\nsingle = fake_single\n")
    host = Host.discover()
    assert failures_of(host, "single") == []
    assert host.scheme("single-2024").scheme.id == "single-2024"

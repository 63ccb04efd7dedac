"""One application's plugins: found without importing, loaded one by one, and a broken one named instead of raised."""

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import frozen

from drafts import COLUMNS, write
from opengov_rules import Host, OpenGovError, PluginFailure, SchemeError, UnknownScheme
from opengov_rules.hookspecs import API

SOUND = COLUMNS + 'cite = "34: 每个空白栏目扣2分,扣完为止。(20分)"\n'
OFFER = """
from opengov_rules import SchemeFiles, hookimpl

@hookimpl
def opengov_schemes():
    return [{editions}]
"""


@frozen
class Site:
    """A folder on `sys.path` with plugins as pip would have installed them."""

    root: Path

    def install(self, name: str, code: str, *, distribution: str = "", group: str = API) -> Path:
        """A distribution with one entry point, and its package with this code; returns the package's folder."""
        distribution = distribution or f"fake-{name}"
        module = "fake_" + distribution.replace("-", "_")
        package = self.root / module
        package.mkdir()
        (package / "__init__.py").write_text(code, encoding="utf-8")
        info = self.root / f"{distribution.replace('-', '_')}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[{group}]\n{name} = {module}\n")
        return package

    def city(self, name: str, *years: int, county: str = SOUND) -> Path:
        """A working plugin with an edition for each year."""
        editions = ", ".join(f'SchemeFiles(__name__, "{name}-{year}")' for year in years)
        package = self.install(name, OFFER.format(editions=editions))
        for year in years:
            write(package, county, name=f"{name}-{year}")
        return package


def loaded(name: str) -> bool:
    return f"fake_fake_{name}" in sys.modules


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.syspath_prepend(tmp_path)
    before = set(sys.modules)
    yield Site(tmp_path)
    for name in set(sys.modules) - before:
        if name.startswith("fake_"):
            del sys.modules[name]


def failure_of(host: Host, name: str) -> PluginFailure:
    (failure,) = [failure for failure in host.failures if failure.name == name]
    return failure


# Healthy plugins ----------------------------------------------------------------------------------


def test_discovery_imports_no_plugin(site: Site) -> None:
    site.city("linzhou", 2024)
    Host.discover()
    assert not loaded("linzhou")


def test_asking_for_one_scheme_loads_its_plugin_alone(site: Site) -> None:
    site.city("linzhou", 2024)
    site.city("other", 2024)
    program = Host.discover().scheme("linzhou-2024")
    assert program.scheme.id == "linzhou-2024"
    assert (loaded("linzhou"), loaded("other")) == (True, False)


def test_a_plugins_editions_stand_in_the_catalogue_by_id(site: Site) -> None:
    site.city("linzhou", 2024, 2023)
    site.city("anzhou", 2024)
    entries = {entry.id: entry for entry in Host.discover().schemes()}
    fake = [id for id in entries if id.startswith(("linzhou", "anzhou"))]
    assert fake == ["anzhou-2024", "linzhou-2023", "linzhou-2024"]
    entry = entries["anzhou-2024"]
    assert (entry.city, entry.edition, entry.title, entry.status) == (
        "拟定市",
        "2024",
        "拟定市2024年度政务公开考评通知",
        "ok",
    )


def test_the_list_of_plugins_names_distribution_and_editions(site: Site) -> None:
    site.city("linzhou", 2024)
    (entry,) = [entry for entry in Host.discover().plugins() if entry.name == "linzhou"]
    assert (entry.distribution, entry.status, entry.schemes) == ("fake-linzhou 1.0", "ok", ("linzhou-2024",))


def test_a_program_is_compiled_once_and_kept(site: Site) -> None:
    site.city("linzhou", 2024)
    host = Host.discover()
    assert host.scheme("linzhou-2024") is host.scheme("linzhou-2024")


def test_two_threads_get_the_same_program(site: Site) -> None:
    site.city("linzhou", 2024)
    host = Host.discover()
    programs = list[object]()
    threads = [threading.Thread(target=lambda: programs.append(host.scheme("linzhou-2024"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(programs) == 8
    assert len({id(program) for program in programs}) == 1


def test_two_hosts_are_independent(site: Site) -> None:
    site.city("linzhou", 2024)
    one = Host.discover()
    site.install("late", "raise RuntimeError('late')")
    two = Host.discover()
    assert one.scheme("linzhou-2024") is not two.scheme("linzhou-2024")
    assert "late" in {failure.name for failure in two.failures}
    assert "late" not in {failure.name for failure in one.failures}


def test_a_host_of_no_plugins_is_empty() -> None:
    host = Host()
    assert (host.schemes(), host.plugins(), host.failures) == ((), (), ())
    with pytest.raises(UnknownScheme, match="没有方案"):
        host.scheme("linzhou-2024")


def test_an_unknown_scheme_comes_with_the_nearest_id(site: Site) -> None:
    site.city("linzhou", 2024)
    with pytest.raises(UnknownScheme, match="did you mean") as caught:
        Host.discover().scheme("linzhuo-2024")
    assert "linzhou-2024" in str(caught.value)
    assert isinstance(caught.value, LookupError)


def test_an_edition_that_the_plugin_does_not_offer_is_unknown(site: Site) -> None:
    site.city("linzhou", 2024)
    with pytest.raises(UnknownScheme):
        Host.discover().scheme("linzhou-2019")


def test_the_rounds_of_an_edition_are_read_by_the_host(site: Site) -> None:
    package = site.city("linzhou", 2024)
    (package / "linzhou-2024" / "sample.json").write_text(
        '{"scheme": "linzhou-2024", "label": "示例数据", "units": {"甲县": {"空白栏目": 3}}}', encoding="utf-8"
    )
    host = Host.discover()
    sample = host.sample("linzhou-2024")
    assert (sample.label, list(sample)) == ("示例数据", ["甲县"])
    with pytest.raises(LookupError, match=r"published\.json"):
        host.published("linzhou-2024")


# Broken plugins -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "stage", "reason", "cure"),
    [
        pytest.param(
            "raise RuntimeError('no licence')",
            "import",
            "RuntimeError: no licence",
            "reinstall it, or ask its author",
            id="fails at import",
        ),
        pytest.param(
            "import no_such_dependency",
            "import",
            "ModuleNotFoundError: No module named 'no_such_dependency'",
            "install what it imports",
            id="lacks a dependency",
        ),
        pytest.param(
            "raise SystemExit(3)", "import", "SystemExit: 3", "reinstall it, or ask its author", id="exits at import"
        ),
        pytest.param(
            "from opengov_rules import hookimpl\n@hookimpl\ndef opengov_schemes():\n    raise KeyError('year')\n",
            "hook",
            "opengov_schemes: KeyError: 'year'",
            "ask its author",
            id="raises in its hook",
        ),
        pytest.param(
            "from opengov_rules import hookimpl\n@hookimpl\ndef opengov_schemes():\n    raise SystemExit(1)\n",
            "hook",
            "opengov_schemes: SystemExit: 1",
            "ask its author",
            id="exits in its hook",
        ),
        pytest.param(
            "from opengov_rules import hookimpl\n@hookimpl\ndef opengov_scheme():\n    return []\n",
            "hook",
            "unknown hook 'opengov_scheme'",
            "spell the hook opengov_schemes, without arguments",
            id="misspells its hook",
        ),
        pytest.param(
            "from opengov_rules import hookimpl\n@hookimpl\ndef opengov_schemes(year):\n    return []\n",
            "hook",
            "year",
            "spell the hook opengov_schemes, without arguments",
            id="wants an argument",
        ),
        pytest.param(
            "def opengov_schemes():\n    return []\n",
            "hook",
            "no marked hook opengov_schemes",
            "mark it with @hookimpl",
            id="forgets the marker",
        ),
        pytest.param(
            "",
            "hook",
            "no marked hook opengov_schemes",
            "define opengov_schemes, marked with @hookimpl",
            id="offers nothing",
        ),
        pytest.param(
            "from opengov_rules import hookimpl\n@hookimpl\ndef opengov_schemes():\n    return None\n",
            "hook",
            "opengov_schemes returned None",
            "return a list of SchemeFiles",
            id="returns None",
        ),
        pytest.param(
            "from opengov_rules import hookimpl\n@hookimpl\ndef opengov_schemes():\n    return ['bad-2024']\n",
            "hook",
            "opengov_schemes returned list",
            "return a list of SchemeFiles",
            id="returns rubbish",
        ),
        pytest.param(
            OFFER.format(editions='SchemeFiles(__name__, "town-2024")'),
            "edition",
            "edition 'town-2024'",
            "name each edition's folder bad-YEAR, once",
            id="an edition with another name than its own",
        ),
        pytest.param(
            OFFER.format(editions='SchemeFiles(__name__, "bad-2024")'),
            "files",
            "no scheme.toml in fake_fake_bad/bad-2024",
            "check that the package's build ships its TOML files",
            id="ships no files",
        ),
        pytest.param(
            OFFER.format(editions='SchemeFiles("no_such_package_of_a_city", "bad-2024")'),
            "files",
            "no scheme.toml in no_such_package_of_a_city/bad-2024",
            "check that the package's build ships its TOML files",
            id="names a package that is not there",
        ),
    ],
)
def test_a_broken_plugin_is_a_named_failure_and_the_others_keep_working(
    site: Site, caplog: pytest.LogCaptureFixture, *, code: str, stage: str, reason: str, cure: str
) -> None:
    site.install("bad", code)
    site.city("linzhou", 2024)
    host = Host.discover()
    with caplog.at_level(logging.WARNING, logger="opengov_rules"):
        failure = failure_of(host, "bad")
    assert (failure.distribution, failure.stage, failure.cure) == ("fake-bad 1.0", stage, cure)
    assert reason in failure.reason
    assert str(failure) == f"bad (fake-bad 1.0): {stage}: {failure.reason}; {cure}"
    assert isinstance(failure, OpenGovError)
    assert [record.getMessage() for record in caplog.records] == [f"plugin failed: {failure}"]
    assert host.scheme("linzhou-2024").scheme.id == "linzhou-2024"
    assert "linzhou-2024" in {entry.id for entry in host.schemes()}
    (entry,) = [entry for entry in host.plugins() if entry.name == "bad"]
    assert entry.status == str(failure)


def test_an_edition_that_is_offered_twice_is_a_failure(site: Site) -> None:
    package = site.city("linzhou", 2024)
    twice = 'SchemeFiles(__name__, "linzhou-2024"), SchemeFiles(__name__, "linzhou-2024")'
    (package / "__init__.py").write_text(OFFER.format(editions=twice))
    failure = failure_of(Host.discover(), "linzhou")
    assert (failure.stage, failure.reason) == ("edition", "edition 'linzhou-2024'")


def test_a_name_that_two_distributions_claim_belongs_to_neither(site: Site) -> None:
    code = OFFER.format(editions='SchemeFiles(__name__, "twin-2024")')
    site.install("twin", code, distribution="fake-first")
    site.install("twin", code, distribution="fake-second")
    host = Host.discover()
    failures = [failure for failure in host.failures if failure.name == "twin"]
    assert {(failure.distribution, failure.stage) for failure in failures} == {
        ("fake-first 1.0", "duplicate"),
        ("fake-second 1.0", "duplicate"),
    }
    assert all(failure.cure == "uninstall all but one" for failure in failures)
    assert not loaded("first")
    with pytest.raises(UnknownScheme):
        host.scheme("twin-2024")


def test_a_plugin_for_another_api_is_listed_without_being_imported(site: Site) -> None:
    site.install("future", "raise RuntimeError", group="opengov_rules.v2")
    failure = failure_of(Host.discover(), "future")
    assert (failure.stage, failure.reason, failure.cure) == (
        "api",
        "wants opengov_rules.v2, this is opengov_rules.v1",
        "install a matching version",
    )
    assert not loaded("future")


def test_a_plugin_without_a_distribution_is_named_with_a_question_mark() -> None:
    from importlib.metadata import EntryPoint

    (failure,) = Host([EntryPoint(name="loose", value="no_such_module_at_all", group=API)]).failures
    assert failure.distribution == "?"


def test_a_slow_plugin_works_with_a_warning(
    site: Site, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.city("linzhou", 2024)
    monkeypatch.setattr("opengov_rules.host._SLOW", -1.0)
    host = Host.discover()
    with caplog.at_level(logging.WARNING, logger="opengov_rules"):
        host.scheme("linzhou-2024")
    assert [record.getMessage()[:30] for record in caplog.records] == ["plugin linzhou took 0.0 s to l"]


# Broken schemes of healthy plugins ----------------------------------------------------------------


def test_a_broken_scheme_is_listed_with_its_reason_and_raised_when_asked_for(site: Site) -> None:
    package = site.city("linzhou", 2024)
    write(package, COLUMNS, name="linzhou-2023")
    (package / "__init__.py").write_text(
        OFFER.format(editions='SchemeFiles(__name__, "linzhou-2023"), SchemeFiles(__name__, "linzhou-2024")')
    )
    host = Host.discover()
    with pytest.raises(SchemeError) as caught:
        host.scheme("linzhou-2023")
    assert {problem.code for problem in caught.value.problems} == {"uncited"}
    statuses = {entry.id: entry.status for entry in host.schemes() if entry.id.startswith("linzhou")}
    assert statuses["linzhou-2024"] == "ok"
    assert statuses["linzhou-2023"] == str(caught.value)
    assert not [failure for failure in host.failures if failure.name == "linzhou"]


def test_an_id_that_differs_from_its_folder_is_a_problem_of_the_scheme(site: Site) -> None:
    package = site.city("linzhou", 2024)
    head = package / "linzhou-2024" / "scheme.toml"
    head.write_text(head.read_text(encoding="utf-8").replace("linzhou-2024", "linzhou-2025"), encoding="utf-8")
    with pytest.raises(SchemeError) as caught:
        Host.discover().scheme("linzhou-2024")
    (problem,) = caught.value.problems
    assert (problem.code, problem.params) == ("id-folder", {"id": "linzhou-2025", "folder": "linzhou-2024"})
    assert str(problem.where) == "scheme.toml:1:1"

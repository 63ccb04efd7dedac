"""One application's plugins: found without importing, loaded when asked for, each scheme compiled once."""

import threading
from importlib.metadata import EntryPoint

import pytest

from drafts import COLUMNS, write
from opengov_rules import Host, Scheme, SchemeError, UnknownScheme
from opengov_rules.hookspecs import API
from sites import Site, failures_of, loaded, offer


def test_discovery_imports_no_plugin(site: Site) -> None:
    site.city("linzhou", 2024)
    Host.discover()
    assert loaded() == set()


def test_asking_for_one_scheme_loads_its_plugin_alone(site: Site) -> None:
    site.city("linzhou", 2024)
    site.city("other", 2024)
    program = Host.discover().scheme("linzhou-2024")
    assert program.scheme.id == "linzhou-2024"
    assert loaded() == {"linzhou"}


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
    assert entry.failures == ()


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
    assert (failures_of(one, "late"), len(failures_of(two, "late"))) == ([], 1)


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


def test_an_unknown_scheme_of_a_broken_plugin_comes_with_its_failure(site: Site) -> None:
    site.install("linzhou", "raise RuntimeError('no licence')")
    host = Host.discover()
    with pytest.raises(UnknownScheme) as caught:
        host.scheme("linzhou-2024")
    (failure,) = failures_of(host, "linzhou")
    assert str(caught.value) == f"没有方案 (no scheme) linzhou-2024;{failure}"


def test_an_edition_that_the_plugin_does_not_offer_is_unknown(site: Site) -> None:
    site.city("linzhou", 2024)
    with pytest.raises(UnknownScheme, match="linzhou-2024"):
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


def test_a_plugin_without_a_distribution_is_named_with_a_question_mark() -> None:
    (failure,) = Host([EntryPoint(name="loose", value="no_such_module_at_all", group=API)]).failures
    assert failure.distribution == "?"


# Broken schemes of healthy plugins ----------------------------------------------------------------


def test_a_broken_scheme_is_listed_with_its_reason_and_raised_when_asked_for(site: Site) -> None:
    package = site.city("linzhou", 2024, code=offer("linzhou-2023", "linzhou-2024"))
    write(package, COLUMNS, name="linzhou-2023")
    host = Host.discover()
    with pytest.raises(SchemeError) as caught:
        host.scheme("linzhou-2023")
    assert {problem.code for problem in caught.value.problems} == {"uncited"}
    statuses = {entry.id: entry.status for entry in host.schemes() if entry.id.startswith("linzhou")}
    assert statuses["linzhou-2024"] == "ok"
    assert statuses["linzhou-2023"] == str(caught.value)
    assert failures_of(host, "linzhou") == []


def test_an_id_that_differs_from_its_folder_is_a_problem_of_the_scheme(site: Site) -> None:
    package = site.city("linzhou", 2024)
    head = package / "linzhou-2024" / "scheme.toml"
    head.write_text(head.read_text(encoding="utf-8").replace("linzhou-2024", "linzhou-2025"), encoding="utf-8")
    with pytest.raises(SchemeError) as caught:
        Host.discover().scheme("linzhou-2024")
    (problem,) = caught.value.problems
    assert (problem.code, problem.params) == ("id-folder", {"id": "linzhou-2025", "folder": "linzhou-2024"})
    assert str(problem.where) == "scheme.toml:1:1"


def test_a_fault_of_ours_that_one_scheme_brings_to_light_does_not_hide_the_others(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.city("linzhou", 2024)
    host = Host.discover()
    host.scheme("yanshi-2019")

    def forgetful(_: Scheme) -> None:
        raise KeyError("forgotten")

    monkeypatch.setattr("opengov_rules.program.compile_scheme", forgetful)
    statuses = {entry.id: entry.status for entry in host.schemes()}
    assert statuses["linzhou-2024"] == "内部错误 (internal error): KeyError: 'forgotten'"
    assert statuses["yanshi-2019"] == "ok"

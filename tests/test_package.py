"""The package: one screen of public names, lazy, typed and light."""

import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

import opengov_rules

PUBLIC = [
    "NEVER",
    "Assessment",
    "Cause",
    "Evidence",
    "EvidenceError",
    "Host",
    "Observation",
    "OpenGovError",
    "PluginFailure",
    "Problem",
    "Program",
    "Result",
    "ResultLine",
    "Round",
    "Sample",
    "Scheme",
    "SchemeError",
    "SchemeFiles",
    "ScoringRefused",
    "Standings",
    "Status",
    "UnknownScheme",
    "UnknownUnit",
    "compile_scheme",
    "hookimpl",
    "read_evidence",
    "read_scheme",
]


def test_the_public_names_are_these() -> None:
    """A name that joins or leaves this list is a promise made or broken."""
    assert sorted(opengov_rules.__all__) == sorted(PUBLIC)
    assert set(PUBLIC) | {"__version__"} == set(dir(opengov_rules))


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_name_is_there_and_says_what_it_is(name: str) -> None:
    value = getattr(opengov_rules, name)
    assert value is getattr(opengov_rules, name)
    if name != "NEVER":
        assert (value.__doc__ or "").strip()


def test_type_checkers_see_every_public_name() -> None:
    """The imports for type checkers and the lazy ones name the same things."""
    text = Path(opengov_rules.__file__).read_text(encoding="utf-8")
    assert sorted(re.findall(r"^    from \.[\w.]+ import (\w+) as \1$", text, re.MULTILINE)) == sorted(PUBLIC)


def test_another_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="'opengov_rules' has no attribute 'Hots'"):
        opengov_rules.Hots  # noqa: B018


def test_the_init_is_short_enough_to_read_at_once() -> None:
    assert len(Path(opengov_rules.__file__).read_text(encoding="utf-8").splitlines()) < 100


def test_the_package_is_typed_and_has_one_version() -> None:
    assert Path(opengov_rules.__file__).with_name("py.typed").is_file()
    assert opengov_rules.__version__ == version("opengov-rules")


HEAVY = ("attrs", "cattrs", "tomli", "pluggy", "hypothesis", "pytest")


def loaded_by(code: str) -> set[str]:
    """The modules that a fresh interpreter has loaded after this code."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", f"{code}\nimport sys\nprint('\\n'.join(sys.modules))"],
        capture_output=True,
        check=True,
        text=True,
        encoding="utf-8",
    )
    return set(done.stdout.split())


def test_importing_the_package_imports_nothing_heavy_and_no_city() -> None:
    loaded = loaded_by("import opengov_rules")
    assert loaded & set(HEAVY) == set()
    assert {name for name in loaded if name.startswith("opengov_rules")} == {"opengov_rules"}


def test_discovery_imports_no_city() -> None:
    loaded = loaded_by("import opengov_rules; opengov_rules.Host.discover()")
    assert {name for name in loaded if name.startswith("opengov_rules_")} == set()
    assert loaded & {"hypothesis", "pytest"} == set()


def test_loading_plugins_without_kinds_of_their_own_reads_no_files_and_needs_no_rules() -> None:
    loaded = loaded_by("import opengov_rules; opengov_rules.Host.discover().failures")
    assert {"opengov_rules_baoji", "opengov_rules_jingzhou", "opengov_rules_yanshi"} <= loaded
    assert loaded & {"cattrs", "tomli", "opengov_rules.rules"} == set()


def test_the_data_model_knows_nothing_of_wire_formats() -> None:
    loaded = loaded_by("import opengov_rules.scoring, opengov_rules.standings, opengov_rules.compiler")
    assert loaded & {"cattrs", "tomli", "pluggy", "csv"} == set()

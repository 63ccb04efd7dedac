"""The schema of case files accepts what their reader accepts, but for what JSON Schema cannot say."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from hypothesis import given, settings
from hypothesis import strategies as st

from judging import as_json, judge, unsaid
from opengov_rules.json_schema import schemas
from opengov_rules.problems import Problem
from opengov_rules.testing.cases import CaseError, read_cases, reading
from written import CITES, NUMBERS, Drawn, one_or_more, scribbled, toml_of

UNSEEN: Final = {"case-name-twice", "choice-unknown", "number-range"}
TEXTS: Final = st.sampled_from(["甲", "空白栏目2个", "unit 1"])
POINTS: Final = st.one_of(NUMBERS, st.sampled_from(["open", "not_applicable"]))
CASES: Final[Drawn] = st.fixed_dictionaries(
    {"name": TEXTS, "expect": st.dictionaries(st.sampled_from(["1", "2.1", "total"]), POINTS)},
    optional={
        "unit": TEXTS,
        "cite": CITES,
        "why": TEXTS,
        "evidence": st.dictionaries(TEXTS, NUMBERS, max_size=1),
        "bounds": st.dictionaries(TEXTS, one_or_more(NUMBERS, 2), max_size=1),
        "grade": TEXTS,
        "vetoes": st.lists(TEXTS, max_size=1),
    },
)
FILES: Final[Drawn] = st.fixed_dictionaries(
    {"scheme": TEXTS, "unit": TEXTS, "case": one_or_more(CASES)}, optional={"evidence": st.just({})}
)


def test_the_schema_has_the_readers_keys() -> None:
    schema = schemas()["cases.json"]
    assert tuple(schema["properties"]) == reading._HEAD
    assert sorted(schema["definitions"]["case"]["properties"]) == sorted(reading._KEYS)


@settings(max_examples=100, deadline=None)
@given(scribbled(FILES))
def test_a_file_of_cases_has_one_verdict(document: Any) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "cases.toml"
        file.write_text(toml_of(document), encoding="utf-8")
        try:
            read_cases(file)
            problems: tuple[Problem, ...] = ()
        except CaseError as error:
            problems = error.problems
    errors = [error.message for error in judge("cases.json").iter_errors(as_json(document))]
    if not problems:
        assert errors == []
    elif not all(problem.code in UNSEEN or unsaid(problem) for problem in problems):
        assert errors, [problem.message("en") for problem in problems]

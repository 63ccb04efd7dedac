"""What is behind every code: a bad example, what is said about it, the same made good, and the cure.

One TOML file a family (`files.toml` … `findings.toml`) holds what people write, a table a code:

    [points-differ]
    file = "county.toml"
    good = "points = 30"
    bad = "points = 31"
    cure.zh = "……"
    cure.en = "…"

`bad` and `good` are what the reader sees: as short as may be. `file` says what they are a piece of, and so how
`docs/tools/trying.py` tries them (it says more about each):

- `scheme.toml`, `county.toml`, `town.toml`, `office.toml`: the small scheme in `tests/bad/base`. `bad` takes the place
  of `good`, which stands there once; where it does not, `was` is what both replace ("": they follow at the end).
  `also = [{ file = "…", was = "…", now = "…" }]` changes the scheme for both before. Then `check` is asked; with
  `notice = "…"` the file of the notice is there too, and `today = 2026-01-01` is the day.
- `round.json`, `round.csv`, `published.json`, `supply.json`: the whole file; with `unit = "甲县"` that unit's answers.
- `after.json`: two rounds compared; `before` is the earlier one (`also` changes the scheme of the later one).
- `cases/county.toml`: a whole file of cases, beside the scheme.
- `python`: lines of Python, where `program` is that scheme.
- `cases/….toml`: a file of cases, whose scheme is `../lincheng-2024`.
- `command`: a whole command line, in a folder that holds the scheme and `files = { name = text }`; `slow = true` where
  it takes more than a few seconds.

`cure` says in one to three plain sentences why it is wrong and how it is mended, without repeating the message.
`said.json` is not written by hand: `python docs/tools/codes.py` tries every example, and writes it and the pages.
"""

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any, Final

import tomli
from attrs import frozen

from ..problems import Severity, suggestion
from ..words import FAMILIES, NUMBERS, PROBLEMS, Language

FAMILIES_TOLD: Final[Mapping[str, Mapping[Language, str]]] = {
    "files": {"zh": "文件与写法", "en": "files and how things are written"},
    "schemes": {"zh": "方案", "en": "schemes"},
    "evidence": {"zh": "数据与条件", "en": "evidence, conditions and effects"},
    "comparisons": {"zh": "比较", "en": "comparisons"},
    "findings": {"zh": "核查发现", "en": "what the verifier finds"},
    "kit": {"zh": "编写工具", "en": "the author's kit"},
}
"""The families of codes, in words."""
_ANSWERS: Final = '{{"scheme": "lincheng-2024", "units": {{"{0}": {{\n  {1}\n}}}}}}'
_WRITTEN: Final = frozenset({"bad", "good", "cure"})


@frozen(kw_only=True)
class Explanation:
    """One code: its words, an example of what is wrong and of what is right, and the cure; texts by language."""

    code: str
    number: str
    family: str
    words: Mapping[Language, str]
    """What is said, with the places still to fill: `{fact} is missing`."""
    file: str
    """What the examples are a piece of."""
    bad: str
    good: str
    cure: Mapping[Language, str]
    said: Mapping[Language, tuple[str, ...]]
    """The messages about the bad example; none before they have been written."""
    severity: Severity | None
    """What the messages about the bad example are."""
    setting: Mapping[str, Any]
    """How the examples are tried."""

    @property
    def beside(self) -> tuple[tuple[str, str], ...]:
        """What stands beside both examples: files, and changes of the scheme, by file."""
        found = dict[str, str]()
        for change in self.setting.get("also", ()):
            found[change["file"]] = f"{found.get(change['file'], '')}\n{change['now']}".strip("\n")
        files = self.setting.get("files", {})
        rounds = {f"{name}.json": self.setting[name] for name in ("before", "after") if name in self.setting}
        return tuple((name, text) for name, text in (found | files | rounds).items() if text)


def code_named(name: str) -> str:
    """The code of a number (`OGR233`, `233`) or a slug, in any case. LookupError with the nearest one if unknown."""
    wanted = name.strip().lower()
    by_name = {code: code for code in NUMBERS} | {number.lower(): code for code, number in NUMBERS.items()}
    for key in (wanted, f"ogr{wanted}", wanted.replace("_", "-")):
        if key in by_name:
            return by_name[key]
    near = suggestion(wanted, by_name)
    raise LookupError(near.upper() if near.startswith("ogr") else near)


def explanation(code: str) -> Explanation:
    """What is behind one code (a slug). LookupError where nobody has written it."""
    family = next(name for name, codes in FAMILIES.items() if code in codes)
    return _explanation(code, family, written(family)[code], _said().get(code, {}))


def written(family: str) -> Mapping[str, Mapping[str, Any]]:
    """A family's file as people wrote it: by code, the example and the cure."""
    file = files(__name__) / f"{family}.toml"
    return tomli.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


def _said() -> Mapping[str, Any]:
    return dict(json.loads((files(__name__) / "said.json").read_text(encoding="utf-8")))


def _explanation(code: str, family: str, entry: Mapping[str, Any], said: Mapping[str, Any]) -> Explanation:
    chinese, english = PROBLEMS[code]
    whole = _ANSWERS.format(entry["unit"], "{}") if "unit" in entry else "{}"
    return Explanation(
        code=code,
        number=NUMBERS[code],
        family=family,
        words={"zh": chinese.replace("!r}", "}"), "en": english.replace("!r}", "}")},
        file=entry["file"],
        bad=whole.replace("{}", entry["bad"]),
        good=whole.replace("{}", entry["good"]),
        cure=entry["cure"],
        said={"zh": tuple(said.get("zh", ())), "en": tuple(said.get("en", ()))},
        severity=said.get("severity"),
        setting={key: value for key, value in entry.items() if key not in _WRITTEN},
    )

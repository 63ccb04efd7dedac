"""What is said about every case, in both languages: `python -m bad.snapshots` in `tests` writes it anew, for review."""

from typing import Final

from bad.api import CASES
from bad.cases import HERE, Told, found_in, good
from opengov_rules.words import Language

LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")


def text(found: dict[str, tuple[Told, ...]], lang: Language) -> str:
    """The messages of all cases, below the case's name."""
    at = LANGUAGES.index(lang)
    return "\n".join(line for id, told in found.items() for line in (f"# {id}", *(t.words[at] for t in told), ""))


def written(lang: Language) -> str:
    """The snapshot as it was reviewed."""
    return (HERE / f"snapshots.{lang}.txt").read_text(encoding="utf-8")


if __name__ == "__main__":
    program = good()
    said = {case.id: found_in(case, program) for case in CASES}
    for language in LANGUAGES:
        (HERE / f"snapshots.{language}.txt").write_text(text(said, language), encoding="utf-8", newline="\n")

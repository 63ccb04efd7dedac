"""Rule coverage in words and as data."""

from collections.abc import Iterator, Mapping
from typing import Any

from ...words import Language
from .measuring import Covered, RuleCoverage


def percent(coverage: RuleCoverage) -> str:
    """The share in per cent, never rounded up."""
    tenths = coverage.share.numerator * 1000 // coverage.share.denominator
    return f"{tenths // 10}.{tenths % 10}%"


def summary(coverage: RuleCoverage, lang: Language) -> Iterator[str]:
    """Per section how much is covered, then what is not, with the line of the notice and the evidence wanted."""
    head = {"zh": "条文覆盖", "en": "rule coverage"}[lang]
    counts = {"zh": f"{coverage.cases} 个用例", "en": f"{coverage.cases} cases"}[lang]
    yield f"{coverage.scheme} {head}: {coverage.covered}/{len(coverage.targets)} = {percent(coverage)} ({counts})"
    yield from (f"  {name}: {covered}/{total}" for name, covered, total in section_counts(coverage))
    if coverage.missing:
        yield {"zh": "未覆盖:", "en": "not covered:"}[lang]
    for target in coverage.missing:
        yield f"  {target.rubric}: {target.message(lang)}"
    if coverage.unreachable:
        proved = len(coverage.unreachable)
        yield {
            "zh": f"另有 {proved} 项已证明任何数据都达不到",
            "en": f"{proved} more that no evidence can reach, by proof",
        }[lang]
    if coverage.untestable:
        yield {"zh": "用例考不到(涉及全部单位):", "en": "what no case can test, being about all units:"}[lang]
    yield from (f"  {part.message(lang)}" for part in coverage.untestable)


def section_counts(coverage: RuleCoverage) -> Iterator[tuple[str, int, int]]:
    """For each section of each rubric: its name, how many targets are covered, and how many there are."""
    found = dict[str, list[bool]]()
    for one in coverage.targets:
        found.setdefault(f"{one.target.rubric} {one.target.section}", []).append(bool(one.by))
    return ((name, sum(covered), len(covered)) for name, covered in found.items())


def coverage_dict(coverage: RuleCoverage, lang: Language) -> dict[str, Any]:
    """The same as JSON-ready data."""
    return {
        "scheme": coverage.scheme,
        "cases": coverage.cases,
        "covered": coverage.covered,
        "total": len(coverage.targets),
        "share": percent(coverage),
        "targets": [_target_dict(found, lang) for found in coverage.targets],
        "unreachable": [_target_dict(Covered(target=target, by=()), lang) for target in coverage.unreachable],
        "untestable": [part.message(lang) for part in coverage.untestable],
    }


def _target_dict(found: Covered, lang: Language) -> Mapping[str, Any]:
    target = found.target
    return {
        "rubric": target.rubric,
        "code": target.code,
        "kind": target.kind,
        "what": target.what[0 if lang == "zh" else 1],
        "line": target.cite[0].line if target.cite else None,
        "where": None if target.where is None else str(target.where),
        "cases": list(found.by),
    }

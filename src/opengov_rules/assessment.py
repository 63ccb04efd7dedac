"""A whole round: the standings of every group, and the source's own figures beside the engine's."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Final, Literal, TypeAlias

from attrs import evolve, field, frozen

from .causes import cite_dict
from .compiler import CompiledRubric, RankingPlan
from .evidence import Published
from .figures import Check, Figures
from .peers import with_peers
from .problems import OpenGovError, ScoringRefused
from .scheme import Scheme, Ties
from .scoring import Result
from .standings import NO_PLANS, Row, Standings, rank, rank_by

GroupedBy: TypeAlias = Literal["rubric", "kind", "all"]
"""Who is ranked together: the units of a rubric, of a kind, or all of them."""
NOT_IN_ROUND: Final = "本次无检查结果 (nothing found this round)"
NOTHING_APPLIES: Final = "全部指标不适用 (no indicator applies)"


@frozen(kw_only=True, eq=False)
class Assessment(Mapping[str, Standings]):
    """The standings of every group with units in the round. `errors`: units that could not be scored, if collected."""

    scheme: Scheme = field(repr=False)
    label: str | None
    groups: Mapping[str, Standings]
    as_published: Mapping[str, Standings] = field(repr=False)
    """The groups as the notice ranks them, by rubric: what its figures are compared with."""
    published: tuple[Published, ...] = ()
    errors: Mapping[str, OpenGovError] = field(factory=dict)

    def __getitem__(self, group: str) -> Standings:
        return self.groups[group]

    def __iter__(self) -> Iterator[str]:
        return iter(self.groups)

    def __len__(self) -> int:
        return len(self.groups)

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """Every figure that the source prints, beside the engine's own."""
        return Figures(self.scheme, self.as_published, self.published).checks()

    def told(self, *, disclose: bool = False) -> tuple[Check, ...]:
        """The checks that may be shown: where the notice keeps results back, none that would tell of totals."""
        hidden = self.scheme.restricted and not disclose
        return tuple(check.restricted() for check in self.checks) if hidden else self.checks

    def to_dict(self, *, disclose: bool = False, top: int | None = None) -> dict[str, Any]:
        """All groups as JSON-ready data, and the published figures; see `Standings.to_dict`."""
        file = self.scheme.source.file
        return {
            "scheme": self.scheme.id,
            "label": self.label,
            "groups": [standings.to_dict(disclose=disclose, top=top) for standings in self.groups.values()],
            "published": [
                {
                    "what": check.printed.what,
                    "name": check.printed.name or None,
                    "group": check.printed.group or None,
                    "units": list(check.printed.units),
                    "printed": check.printed.text,
                    "computed": check.computed,
                    "agrees": check.agrees,
                    "status": check.status,
                    "inferred": check.printed.inferred or None,
                    "note": check.printed.note or None,
                    "cite": cite_dict(check.printed.cite, file),
                }
                for check in self.told(disclose=disclose)
            ],
        }


@frozen(kw_only=True)
class _Group:
    """Units that are ranked together, with the rubrics that they have."""

    name: str
    units: tuple[str, ...]
    rubrics: tuple[CompiledRubric, ...]

    @property
    def lower(self) -> bool:
        """Whether less is better. Raises `ScoringRefused` where the rubrics do not agree."""
        directions = {compiled.rubric.better for compiled in self.rubrics}
        if len(directions) > 1:
            raise ScoringRefused("指标表方向不一,不能合并排名 (rubrics disagree on what is better)")
        return directions == {"lower"}


def grouped(
    scheme: Scheme,
    rubrics: Sequence[CompiledRubric],
    results: Mapping[str, Result],
    errors: Mapping[str, OpenGovError],
    *,
    by: GroupedBy = "rubric",
    ties: Ties | None = None,
    label: str | None = None,
) -> dict[str, Standings]:
    """The standings of every group with results. What rests on peers rests on all units of the rubric, in any group.

    A unit to which nothing applies is not ranked, and counts in no figure.
    """
    known = dict[str, Result]()
    for compiled in rubrics:
        mine = [results[name] for name in _units(scheme, compiled.rubric.kinds) if name in results]
        known |= {result.unit.name: result for result in with_peers(compiled, mine)}
    graded = _by_quota(scheme, rubrics, known)
    found = dict[str, Standings]()
    for group in _groups(scheme, rubrics, by):
        here = [known[name] for name in group.units if name in known]
        scored = [result for result in here if result.status != "not_applicable"]
        spared = dict.fromkeys(
            (result.unit.name for result in here if result.status == "not_applicable"), NOTHING_APPLIES
        )
        reasons = {name: str(errors.get(name, NOT_IN_ROUND)) for name in group.units if name not in known} | spared
        absent = tuple((name, reasons[name]) for name in group.units if name in reasons)
        if here:
            standings = _standings(scheme, group, scored, ties)
            rows = tuple(
                evolve(row, grade=told.grade, graded=told.graded, refused=told.refused)
                if (told := graded.get(row.unit)) is not None
                else row
                for row in standings.rows
            )
            excluded = (*absent, *scheme.roster.excluded)
            found[group.name] = evolve(standings, rows=rows, label=label, excluded=excluded)
    return found


def _by_quota(scheme: Scheme, rubrics: Sequence[CompiledRubric], known: Mapping[str, Result]) -> dict[str, Row]:
    """Every unit with its grade, where quotas decide it: among all units of its rubric, equals together, however they
    are grouped and ranked to be shown. Nothing where no grade has a quota."""
    if all(grade.quota is None for grade in scheme.grades):
        return {}
    found = dict[str, Row]()
    for group in _groups(scheme, rubrics, "rubric"):
        here = [known[name] for name in group.units if name in known]
        scored = [result for result in here if result.status != "not_applicable"]
        found |= {row.unit: row for row in _standings(scheme, group, scored, "competition").rows}
    return found


def _standings(scheme: Scheme, group: _Group, scored: Sequence[Result], ties: Ties | None) -> Standings:
    plans = {ranking.name: dict[str, RankingPlan]() for ranking in scheme.rankings}
    for compiled in group.rubrics:
        for plan in compiled.rankings:
            plans[plan.ranking.name][compiled.rubric.id] = plan
    others = [ranking.name for ranking in scheme.rankings if ranking.by is not None and plans[ranking.name]]
    grades = [grade.name for grade in scheme.grades]
    return Standings(
        scheme=scheme,
        group=group.name,
        rows=rank(
            scored,
            plans.get(scheme.ranking.name, NO_PLANS),
            ties=ties or scheme.ranking.ties,
            lower=group.lower,
            grades=grades,
        ),
        rubrics=tuple(compiled.rubric for compiled in group.rubrics),
        rankings={name: rank_by(scored, plans[name], ties=ties) for name in others},
    )


def _groups(scheme: Scheme, rubrics: Sequence[CompiledRubric], by: GroupedBy) -> Iterator[_Group]:
    if by == "all":
        names = _units(scheme, [kind for compiled in rubrics for kind in compiled.rubric.kinds])
        yield _Group(name="all", units=names, rubrics=tuple(rubrics))
        return
    for compiled in rubrics:
        kinds = compiled.rubric.kinds
        for name, members in ((kind, [kind]) for kind in kinds) if by == "kind" else ((compiled.rubric.id, kinds),):
            yield _Group(name=name, units=_units(scheme, members), rubrics=(compiled,))


def _units(scheme: Scheme, kinds: Sequence[str]) -> tuple[str, ...]:
    """The units of these kinds, in the roster's order."""
    return tuple(unit.name for unit in scheme.roster.units if unit.kind in kinds)

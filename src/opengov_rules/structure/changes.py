"""A scheme as a host wants it: other readings, and what the notice does not print."""

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import evolve

from ..points import read_number, to_text
from ..problems import Invalid, Problem, SchemeError, suggestion
from ..provenance import Patch
from ..scheme import Changes, Scheme, Supplied
from .builder import Document
from .conditions import listed
from .patches import patched


def changed_document(published: Scheme, current: Scheme, changes: Changes) -> tuple[Document, Scheme]:
    """The published document with what was changed before and what is changed now, and `current` with a record of it.

    Raises `SchemeError` with every change that does not fit.
    """
    taken = dict(current.taken) | dict(changes.readings)
    problems = list[Problem]()
    patches = list[Patch]()
    for key, option in taken.items():
        try:
            patches += _option(published, key, option)
        except Invalid as error:
            problems.append(error.at(path=("readings",)))
    supplied = list(current.supplied)
    for found in (_profile(published, changes.profile), _points(current, changes.points), _roster(published, changes)):
        for one in found:
            if isinstance(one, Problem):
                problems.append(one)
            else:
                supplied.append(one)
    if problems:
        raise SchemeError(problems)
    try:
        document = patched(published.document, [*patches, *(patch for one in supplied for patch in one.patches)])
    except Invalid as error:
        raise SchemeError([error.at(path=("readings",))]) from None
    kept = tuple(sorted((key, option) for key, option in taken.items() if not _is_chosen(published, key, option)))
    return document, evolve(current, taken=kept, supplied=tuple(supplied))


def _option(published: Scheme, key: str, option: str) -> tuple[Patch, ...]:
    """The patches of an answer to a reading. Raises `Invalid`."""
    reading = published.reading(key)
    if reading is None:
        raise Invalid("reading-unknown", reading=key, near=suggestion(key, (r.key for r in published.readings)))
    try:
        return reading.option(option)
    except LookupError:
        known = (reading.chosen, *(name for name, _ in reading.options))
        raise Invalid("option-unknown", option=option, reading=key, known="、".join(known)) from None


def _is_chosen(published: Scheme, key: str, option: str) -> bool:
    reading = published.reading(key)
    return reading is not None and reading.chosen == option


def _profile(published: Scheme, key: str | None) -> Iterator[Supplied | Problem]:
    """The values that a profile assumes."""
    if key is None:
        return
    profile = next((profile for profile in published.profiles if profile.key == key), None)
    if profile is None:
        known = "、".join(profile.key for profile in published.profiles) or "–"
        yield Invalid("profile-unknown", profile=key, known=known).at(path=("profiles",))
    else:
        yield Supplied(what=f"{profile.key}: {profile.why}", patches=profile.patches)


def _points(current: Scheme, points: Mapping[str, Any]) -> Iterator[Supplied | Problem]:
    """Points of leaves whose points are not published."""
    rubrics = {rubric.id: rubric for rubric in current.rubrics}
    patches = list[Patch]()
    for id, by_code in points.items():
        rubric = rubrics.get(id)
        if rubric is None:
            yield Invalid("supplied-rubric", rubric=id, known=", ".join(rubrics)).at(path=("points", str(id)))
            continue
        if not isinstance(by_code, Mapping):
            yield Invalid("table-wanted", value=by_code).at(path=("points", id))
            continue
        leaves = {leaf.code: leaf for leaf in rubric.leaves()}
        for code, value in by_code.items():
            leaf = leaves.get(code)
            try:
                if leaf is None:
                    raise Invalid("supplied-code", rubric=id, code=code, near=suggestion(str(code), leaves))
                if not rubric.unpublished and leaf.points is not None:
                    raise Invalid("supplied-printed", code=code, points=to_text(leaf.points))
                if not rubric.unpublished:
                    raise Invalid("supplied-unasked", rubric=id)
                patches.append(Patch(path=(id, *code.split("."), "points"), value=read_number(value)))
            except Invalid as error:
                yield error.at(path=("points", id, str(code)))
    if patches:
        yield Supplied(what="分值由使用方提供 (points supplied by the host)", patches=tuple(patches))


def _roster(published: Scheme, changes: Changes) -> Iterator[Supplied | Problem]:
    """Units by name, kind by kind."""
    kinds = [kind for rubric in published.rubrics for kind in rubric.kinds]
    named = {unit.kind for unit in published.roster.units}
    written = published.document["scheme"].get("roster", {})
    patches = list[Patch]()
    for kind, names in changes.roster.items():
        try:
            if kind not in kinds:
                raise Invalid("roster-kind", kind=kind, near=suggestion(str(kind), kinds))
            if kind in named:
                raise Invalid("roster-printed", kind=kind)
            tabled = isinstance(written.get(kind), Mapping)
            path = ("scheme", "roster", kind, "names") if tabled else ("scheme", "roster", kind)
            patches.append(Patch(path=path, value=list(listed(names))))
        except Invalid as error:
            yield error.at(path=("roster", str(kind)))
    if patches:
        yield Supplied(what="名单由使用方提供 (roster supplied by the host)", patches=tuple(patches))

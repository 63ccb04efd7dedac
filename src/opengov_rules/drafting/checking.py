"""Only what the checks accept is written: a rule that they refuse becomes a `todo`, and what is left is tried again."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

import tomli
from attrs import evolve

from ..problems import Problem, SchemeError
from ..program import compile_scheme
from ..structure import structure_scheme
from .assembly import Draft, Head, assemble
from .items import Outline
from .nodes import Key, Node
from .printing import files_of, leaf_names, veto_key

_SUMS: Final = ("children-sum", "points-differ")
_CODE: Final = re.compile(r"[0-9]{1,6}|[A-Z][0-9]{0,6}", re.ASCII)
_TRIES: Final = 12


def settled(head: Head, found: Sequence[Outline]) -> tuple[Draft, dict[str, str]]:
    """The draft that the checks accept, and its files. Raises `SchemeError` where the head itself is refused."""
    refused, sums = dict[tuple[str, Key], str](), dict[tuple[str, ...], str]()
    problems: Sequence[Problem] = ()
    for _ in range(_TRIES):
        draft = assemble(head, found, refused, sums)
        files = files_of(draft)
        problems = _problems(files)
        if not problems:
            return draft, files
        before = (len(refused), len(sums), head)
        for problem in problems:
            head = _mended(problem, draft, head, refused, sums)
        if before == (len(refused), len(sums), head):
            refused |= {
                (sheet.id, key): problems[0].message() for sheet in draft.sheets for key, _ in _leaves(sheet.nodes)
            }
    raise SchemeError(problems)


def _problems(files: Mapping[str, str]) -> tuple[Problem, ...]:
    document = {name.removesuffix(".toml"): tomli.loads(text, parse_float=Decimal) for name, text in files.items()}
    try:
        compile_scheme(structure_scheme(document))
    except SchemeError as error:
        return error.problems
    return ()


def _mended(
    problem: Problem, draft: Draft, head: Head, refused: dict[tuple[str, Key], str], sums: dict[tuple[str, ...], str]
) -> Head:
    """What a problem takes out of the draft: a rule, a roster, the grades; or it goes on record as the notice's own."""
    path, why = problem.path, f"检查未通过:{_words(problem)}"
    if path[:1] == ("scheme",):
        return _mended_head(problem, draft, head, refused)
    sheet = next((sheet for sheet in draft.sheets if path[:1] == (sheet.id,)), None)
    if sheet is None:
        return head
    codes = tuple(part for part in path[1:] if _CODE.fullmatch(part)) if path[1:2] != ("vetoes",) else ()
    if problem.code in _SUMS:
        unsure = [
            key for key, node in _leaves(sheet.nodes) if node.told and tuple(key[0].split("."))[: len(codes)] == codes
        ]
        refused.update({(sheet.id, key): f"分值由条款推得,与上级不符:{_words(problem)}" for key in unsure})
        if not unsure:
            sums[(sheet.id, *codes)] = f"照录原文,未作改动,请核对:{_words(problem)}"
        return head
    for key, node in _leaves(sheet.nodes):
        keys = [veto_key(node, n) for n in range(1, 9)] if node.proposal and node.proposal.vetoes else []
        named = path[2] in keys if path[1:2] == ("vetoes",) else tuple(key[0].split("."))[: len(codes)] == codes
        whom = path[path.index("variant") + 1] if "variant" in path else None
        if named and (whom is None or len(key) == 1 or key[1] == whom or whom in node.kinds):
            refused.setdefault((sheet.id, key), why)
    return head


def _mended_head(problem: Problem, draft: Draft, head: Head, refused: dict[tuple[str, Key], str]) -> Head:
    part, name, why = problem.path[1:2], problem.path[2:3], f"检查未通过:{_words(problem)}"
    match part:
        case ("grades",):
            doubtful = tuple((grade.cites[0], why) for grade in head.grades)
            return evolve(head, grades=(), doubtful=(*head.doubtful, *doubtful))
        case ("window",) if head.window is not None:
            doubtful = tuple((cite, why) for cite in head.window.cite)
            return evolve(head, window=None, doubtful=(*head.doubtful, *doubtful))
        case ("roster",) | ("aliases",):
            bad = tuple(
                listed for listed in head.rosters if not name or name[0] == listed.kind or name[0] in listed.units
            )
            kept = tuple(listed for listed in head.rosters if listed not in bad)
            return evolve(head, rosters=kept, doubtful=(*head.doubtful, *((listed.cite, why) for listed in bad)))
        case ("facts",):
            for sheet in draft.sheets:
                for key, node in _leaves(sheet.nodes):
                    if name and name[0] in leaf_names(node):
                        refused.setdefault((sheet.id, key), why)
    return head


def _leaves(nodes: Sequence[Node]) -> Iterator[tuple[Key, Node]]:
    """The leaves and variants that have a rule, each with its key."""
    for top in nodes:
        for node in top.walk():
            if node.proposal is not None:
                yield (node.code, *node.units[:1]), node


def _words(problem: Problem) -> str:
    """What a problem says, without its number and place."""
    return re.sub(r"^.*?OGR\d+ |;若.*$", "", evolve(problem, where=None, path=(), cite=None).message())

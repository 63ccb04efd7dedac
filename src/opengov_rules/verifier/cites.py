"""Citations: one clause for two indicators, lines out of order, operative words of the notice that nobody quotes."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from ..problems import Invalid, Problem
from ..provenance import Citation
from ..scheme import Cited, Indicator, Rubric
from .looking import Looked, told, told_at, told_in
from .notices import Notice, operative, spans

_WEIGHTY: Final = re.compile(r"\d\s*分|^\d+(?:\.\d+)?$|一票否决")

_BOTH: Final = re.compile(r"各占|各[得给计为]|各\s*\d+(?:\.\d+)?\s*分|分别|一半")

_ZERO: Final = re.compile(r"[得计给]\s*0(?:\.0+)?\s*分")


def shared(looked: Looked) -> Iterator[Problem]:
    """One clause that prints points, cited for two indicators; the one whose citations lie far apart copied it."""
    for rubric in looked.scheme.rubrics:
        first = dict[Citation, Indicator]()
        found = set[str]()
        for body in rubric.bodies():
            mine = _own_cites(body, rubric) if body.units or body.kinds else body.cite
            for cite in mine:
                other = first.setdefault(cite, body)
                apart = other.code != body.code or (other.path != body.path and bool(body.units) and bool(other.units))
                if apart and _WEIGHTY.search(cite.quote) is not None and not _of_both(rubric, body, other, cite):
                    copied, owner = (other, body) if _spread(other) > _spread(body) else (body, other)
                    if copied.code not in found:
                        yield told(
                            copied, Invalid("cite-shared", quote=str(cite), other=owner.code, code=copied.code), "cite"
                        )
                    found.add(copied.code)
                    break
        yield from _headings(rubric, looked.notice)


def _of_both(rubric: Rubric, one: Indicator, other: Indicator, cite: Citation) -> bool:
    """Whether words about two leaves of one heading are of both by their own saying: 预算、决算各占一半."""
    above = next((node for node in rubric.walk() if {one.code, other.code} <= {c.code for c in node.children}), None)
    if above is None or one.code == other.code:
        return False
    text = "".join(own.quote for own in (*above.cite, *one.cite, *other.cite) if own.line == cite.line)
    named = all(any(name[at : at + 2] in text for at in range(len(name) - 1)) for name in (one.name, other.name))
    return named and _BOTH.search(text) is not None


def _spread(body: Indicator) -> int:
    lines = [cite.line for cite in body.cite]
    return max(lines) - min(lines)


def _own_cites(variant: Indicator, rubric: Rubric) -> tuple[Citation, ...]:
    """What a variant cites besides what its node does."""
    node = next(node for node in rubric.walk() if node.code == variant.code)
    return tuple(cite for cite in variant.cite if cite not in node.cite)


def _headings(rubric: Rubric, notice: Notice | None) -> Iterator[Problem]:
    """Two headings that cite the same one; in a row of a table each has a place of its own."""
    seen = list[tuple[Citation, Indicator]]()
    for node in rubric.walk():
        for cite in node.cite if node.children else ():
            for other, owner in seen:
                if owner is not node and other.line == cite.line and other != cite and _overlap(other, cite, notice):
                    yield told(node, Invalid("cite-shared", quote=str(cite), other=owner.code, code=node.code), "cite")
            seen.append((cite, node))


def _overlap(one: Citation, other: Citation, notice: Notice | None) -> bool:
    """Whether one of two quotes of a line is a piece of the other, and does not stand beside it too."""
    short, long = sorted((one, other), key=lambda cite: len(cite.quote))
    apart = notice is not None and len(spans(short, notice[short.line])) > 1
    return short.quote in long.quote and _WEIGHTY.search(long.quote) is not None and not apart


def order(looked: Looked) -> Iterator[Problem]:
    """An indicator that cites lines before those of the one before it: its clause may be another's."""
    for rubric in looked.scheme.rubrics:
        for nodes in (rubric.indicators, *(node.children for node in rubric.walk())):
            before: Indicator | None = None
            for node in nodes:
                lines = [cite.line for cite in node.cite]
                weighty = [any(_WEIGHTY.search(c.quote) for c in one.cite) for one in (before, node) if one is not None]
                if before is not None and lines and all(weighty) and max(lines) < min(c.line for c in before.cite):
                    lower = max(lines)
                    yield told(
                        node,
                        Invalid("cite-order", line=lower, other=before.code, later=min(c.line for c in before.cite)),
                        "cite",
                    )
                if lines:
                    before = node


def repeated(looked: Looked) -> Iterator[Problem]:
    """How many quotes stand in other lines too, told once; one whose line is told is found all the same."""
    notice = looked.notice
    if notice is None:
        return
    cites = {cite for cite, _ in looked.scheme.citations() if not cite.quote.isdigit()}
    several = {cite for cite in cites if sum(cite.stands_in(line) for line in notice.lines) > 1}
    twice = {cite for cite in cites if len(spans(cite, notice[cite.line])) > 1}
    if several or twice:
        first = str(min(several | twice, key=lambda cite: (cite.line, cite.quote)))
        count, of = len(several | twice), len(cites)
        yield told_at(("scheme", "source"), Invalid("quote-repeated", count=count, of=of, first=first), severity="info")


def unread(looked: Looked) -> Iterator[Problem]:
    """Words of the notice that give, take or limit points, and that no citation covers."""
    notice = looked.notice
    if notice is None:
        return
    covered = dict[int, list[tuple[int, int]]]()
    for cite, _ in looked.scheme.citations():
        covered.setdefault(cite.line, []).extend(spans(cite, notice[cite.line]))
    for line, text in notice.numbered():
        for match in operative(text):
            held = any(begin <= match.start() and match.end() <= end for begin, end in covered.get(line, ()))
            held = held or (match[0].startswith("最") and _group_limit(looked, text[: match.start()], match[0]))
            if not held:
                part = citing(looked, line)
                if _ZERO.fullmatch(match[0]) is not None and _has_rest(part):
                    continue
                if part is None:
                    yield told_in(notice, line, Invalid("clause-unread", line=line, words=match[0]))
                else:
                    yield told(part, Invalid("clause-unread", line=line, words=match[0]), "cite")
                break


def _has_rest(part: Cited | None) -> bool:
    """Whether a rule gives nothing to whatever meets no tier, so that 其他计0分 says nothing more."""
    return isinstance(part, Indicator) and part.rule is not None and part.rule.kind in ("tiers", "table")


def _group_limit(looked: Looked, before: str, words: str) -> bool:
    """Whether words say once more what all that is added, or taken off, comes to at most: 加分最高不超过8分."""
    role = {"加分": "bonus", "扣分": "penalty"}.get(re.split(r"[,;。，；]", before)[-1].removesuffix("项")[-2:])
    limit = re.search(r"\d+(?:\.\d+)?", words)
    tops = [node for rubric in looked.scheme.rubrics for node in rubric.indicators if node.role == role]
    return limit is not None and any(Fraction(limit[0]) in (node.points, node.cap) for node in tops)


def citing(looked: Looked, line: int) -> Cited | None:
    """The part of the scheme that cites a line: a leaf or variant before a heading, that before anything else."""
    cited = [part for part in looked.scheme.cited() if any(cite.line == line for cite in part.cite)]
    leaves = [part for part in cited if isinstance(part, Indicator) and part.rule is not None]
    nodes = [part for part in cited if isinstance(part, Indicator)]
    own = [part for part in leaves if part.cite and part.cite[0].line == line]
    return next(iter((*own, *leaves, *nodes, *cited)), None)


def short(looked: Looked) -> Iterator[Problem]:
    """A rule that cites nothing but numbers, so that nobody sees what it rests on."""
    for rubric in looked.scheme.rubrics:
        for body in rubric.bodies():
            quotes: Sequence[str] = [cite.quote for cite in body.cite]
            if body.rule is not None and quotes and all(len(re.sub(r"[\d.…]", "", quote)) < 2 for quote in quotes):
                yield told(body, Invalid("quote-short", quote=" | ".join(quotes)), "cite", severity="info")

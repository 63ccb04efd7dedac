"""What a notice rules and no case can test, since a case is about one unit: quotas, rankings, rosters and the like."""

from collections.abc import Iterator

from attrs import frozen

from ...provenance import Citation
from ...scheme import Scheme
from ...words import Language


@frozen
class Untestable:
    """A cited part of a scheme without targets, and in Chinese and English what it is."""

    what: tuple[str, str]
    cite: tuple[Citation, ...]

    def message(self, lang: Language = "zh") -> str:
        """What it is, with the notice's words."""
        quotes = " | ".join(map(str, self.cite))
        return f"{self.what[0 if lang == 'zh' else 1]} [{quotes}]"


def untestable(scheme: Scheme, *, dated: bool) -> tuple[Untestable, ...]:
    """All of them that are cited. `dated`: whether the last day for submissions has targets."""
    return tuple(part for part in _parts(scheme, dated) if part.cite)


def _parts(scheme: Scheme, dated: bool) -> Iterator[Untestable]:
    for size in scheme.sizes:
        yield Untestable((f"名单:{size.kind}", f"roster: {size.kind}"), size.cite)
    if not dated:
        yield Untestable(("采集时间", "the days on which is collected"), scheme.window.cite)
    yield Untestable(("有效期", "the days on which it holds"), scheme.valid.cite)
    for grade in scheme.grades:
        if grade.quota is not None:
            said = tuple(cite for cite in grade.cite if grade.quota.text in cite.quote)
            words = f"{grade.name}的名额 {grade.quota.text}", f"quota of {grade.name}: {grade.quota.text}"
            yield Untestable(words, said or grade.cite)
    for ranking in scheme.rankings:
        yield Untestable((f"排名:{ranking.name}", f"ranking: {ranking.name}"), ranking.cite)
    yield Untestable(("结果是否公开", "whether results are made public"), scheme.restricted)

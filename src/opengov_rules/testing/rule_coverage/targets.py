"""What there is to cover of a rubric: a target is one thing that cases should show, as data."""

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias, get_args

from attrs import field, frozen

from ...provenance import Citation, Location
from ...words import Language

TargetKind: TypeAlias = Literal[
    "full",
    "lost",
    "way",
    "holds",
    "fails",
    "at",
    "beside",
    "limit",
    "acts",
    "unsent",
    "late",
    "punctual",
    "not_applicable",
    "several",
    "never",
    "ruled",
    "open",
    "grade",
]
TARGET_KINDS: Final[tuple[TargetKind, ...]] = get_args(TargetKind)
MEANINGS: Final[Mapping[TargetKind, tuple[str, str]]] = {
    "full": ("得满分", "earns all its points"),
    "lost": ("未得满分", "earns less"),
    "way": ("计分的一种情形", "one way in which the rule gives or takes points"),
    "holds": ("条件成立,且由它决定", "a condition holds, and decides"),
    "fails": ("条件不成立,且由它决定", "a condition fails, and decides"),
    "at": ("恰在界上", "the number itself"),
    "beside": ("刚过界", "just beyond the number"),
    "limit": ("扣完、封顶", "used up, or capped"),
    "acts": ("前提、说明、否决等改变了得分", "a gate, an excuse, a veto, a floor or a cap moved points"),
    "unsent": ("应报送而未报送", "what must be submitted was not"),
    "late": ("逾期报送", "submitted too late"),
    "punctual": ("截止当日报送", "submitted on the last day"),
    "not_applicable": ("不适用", "does not apply"),
    "several": ("不止一个对象", "more than one asset"),
    "never": ("从未", "an answer that never came"),
    "ruled": ("无条款,已裁定", "no clause, and a ruling"),
    "open": ("待定", "left open"),
    "grade": ("给出等次", "a grade is given"),
}
"""By kind, what it means in Chinese and in English."""


@frozen(kw_only=True)
class Target:
    """One thing to show: `code` is the clause (`3.1.1`, `vetoes.blank`, `grades.优秀`), `section` its top-level node.

    `what` says in Chinese and English which evidence shows it; `cite` are the notice's lines concerned.
    """

    kind: TargetKind
    rubric: str
    section: str
    code: str
    name: str
    what: tuple[str, str]
    cite: tuple[Citation, ...] = ()
    where: Location | None = field(default=None, eq=False)

    def message(self, lang: Language = "zh") -> str:
        """The clause, the kind of target and the evidence that shows it, in one line."""
        at = 0 if lang == "zh" else 1
        quote = f" [{self.cite[0]}]" if self.cite else ""
        return f"{self.code} {self.name}".rstrip() + f": {MEANINGS[self.kind][at]}: {self.what[at]}{quote}"

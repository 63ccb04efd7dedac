"""Small schemes with readings: random options of a generated scheme, which touch the same places now and then."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from opengov_rules.testing.dice import Dice
from opengov_rules.testing.generating import EDGES, POLICIES, ROUNDINGS, SchemeWriter, Table, cited, published

Options = list[list[tuple[tuple[str, ...], Any]]]
"""The options of one reading besides the chosen one, each as patches."""


def doubtful(dice: Dice, *, readings: int = 3, mixed: bool = False, wide: bool = False) -> dict[str, Table]:
    """The files of a small scheme with readings that have an option or two."""
    writer = SchemeWriter(dice, mixed, wide)
    files = published(writer.scheme())
    head = files.pop("scheme")
    doubter = _Doubter(writer, head, files)
    head["readings"] = {
        f"疑{number}": {
            "ask": "如何理解?",
            "cite": "1: 原文",
            "chosen": "如此",
            "option": {
                f"第{at}种": {"set": {_text(path): value for path, value in patches}}
                for at, patches in enumerate(doubter.options())
            },
        }
        for number in range(readings)
    }
    return {"scheme": head, **files}


def _text(path: tuple[str, ...]) -> str:
    return ".".join(key if key.isascii() and key.replace("-", "").isalnum() else f'"{key}"' for key in path)


class _Doubter:
    def __init__(self, writer: SchemeWriter, head: Table, files: dict[str, Table]) -> None:
        self.writer = writer
        self.head = head
        self.files = files
        self.owners: dict[tuple[str, ...], int] = {}
        self.reading = 0
        self.told: list[tuple[str, ...]] = []
        """What readings so far touch; another one goes there too now and then."""

    def options(self) -> Options:
        self.reading += 1
        return [self.patches() for _ in range(self.writer.one(1, 1, 1, 2))]

    def patches(self) -> list[tuple[tuple[str, ...], Any]]:
        """One or two patches, and the declarations of facts that only they ask."""
        known = len(self.writer.facts)
        found = dict[tuple[str, ...], Any]()
        for _ in range(self.writer.one(1, 1, 2)):
            patch = self.patch()
            if patch is not None and self.owners.setdefault(patch[0], self.reading) == self.reading:
                found |= dict([patch])
        for fact in self.writer.facts[known:]:
            if fact.declared and '"' not in fact.name:
                found["scheme", "facts", fact.name] = fact.declared
        return list(found.items()) or [(("scheme", "title"), "评估指标二")]

    def patch(self) -> tuple[tuple[str, ...], Any] | None:
        w = self.writer
        w.number = w.one(*range(len(self.files)))
        rubric = f"rubric-{w.number}"
        nodes = list(_nodes(self.files[rubric]))
        w.done, w.rated = [], []
        if w.chance(3) and [place for place in self.told if place[0] == rubric]:
            _, *code = w.one(*(place for place in self.told if place[0] == rubric))
        else:
            code = list(w.one(*nodes))
        self.told.append((rubric, *code))
        node = _at(self.files[rubric], code)
        role = self.files[rubric][code[0]].get("role", "base")
        place = (rubric, *code)
        kinds = ["leaf", "leaf", "policy", "policy", "shape", "limit", "limit", "gate", "gate", "veto", "veto", "total"]
        kinds += ["combine", "grade", "grade", "fact", "fact", "due", "evidence", "points"]
        match w.one(*kinds):
            case "leaf" if "rule" in node:
                return place, cited({"name": node["name"], **w.leaf(role, node.get("points"))})
            case "policy":
                return (*place, "not_applicable"), w.one(*POLICIES, "rescale", "drop")
            case "shape":
                key, value = w.one(
                    ("offset", w.offset()), ("factor", w.one(2, Decimal("0.5"))), ("round", {"to": w.one(1, 2)})
                )
                return (*place, key), value if key != "round" else value | {"how": w.one(*ROUNDINGS)}
            case "limit":
                return (*place, w.one("floor", "cap")), w.one(-2, -1, 1, 2)
            case "gate":
                w.done = w.one(list[str](), [".".join(c) for c in nodes if c[0] != code[0]])
                rises = w.rises(role)
                key = w.one("only_if", "zero_if", "applies_if")
                return (*place, key), w.condition(rises if key == "only_if" else not rises, 1)
            case "veto" if "vetoes" in self.files[rubric]:
                key = w.one(*self.files[rubric]["vetoes"])
                effects = [{"points": 0}, {"replace": 1}, {"at_most": 1}]
                what, value = w.one(
                    ("scope", w.one("total", ".".join(code))),
                    ("when", w.condition(False, 1)),
                    ("effect", w.one(*effects)),
                )
                return (rubric, "vetoes", key, what), value
            case "total":
                return (rubric, "total", w.one("floor", "cap")), w.one(0, 1, 3)
            case "combine" if "rule" not in node and "variant" not in node:
                return (*place, "combine"), w.one("sum", "best", "worst", "mean", "ladder")
            case "grade" if self.head.get("grades"):
                graded = [name for name, table in self.head["grades"].items() if {"at_least", "at_most"} & set(table)]
                if not graded:
                    return None
                key = "at_most" if w.lower else "at_least"
                return ("scheme", "grades", w.one(*graded), key), w.one(*EDGES)
            case "fact" if self.head["facts"]:
                name = w.one(*self.head["facts"])
                table = self.head["facts"][name]
                if '"' in name:
                    return None
                if "take" in table:
                    return ("scheme", "facts", name, "take"), w.one("sum", "min", "max", "count")
                return (("scheme", "facts", name, "absent"), "none") if table["type"] in ("yes_no", "count") else None
            case "due" if "window" in self.head:
                return ("scheme", "window", "due"), self.head["window"]["due"].replace(day=w.one(1, 9, 11, 20))
            case "evidence":
                return (*place, "needs_evidence"), w.one(True, False)
            case "points" if "rule" in node and "points" in node and len(code) == 1:
                return (*place, "points"), node["points"] + w.one(1, 2)
            case _:
                return (*place, "not_applicable"), w.one(*POLICIES)


def _nodes(table: Mapping[str, Any], above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for key, inner in table.items():
        if isinstance(inner, dict) and (key.isdigit() or key[:1].isupper()):
            yield (*above, key)
            yield from _nodes(inner, (*above, key))


def _at(table: Mapping[str, Any], code: list[str]) -> Mapping[str, Any]:
    for part in code:
        table = table[part]
    return table

"""What the published figures claim: those that the engine computes, those that it takes, and the cells of tables."""

from collections.abc import Mapping
from fractions import Fraction

from claims import Claim, Covered, Datum, Kind, Made
from editions import Edition
from numerals import Numeral
from opengov_rules import Round
from opengov_rules.evidence import Published
from opengov_rules.figures import Check, Figures
from opengov_rules.points import round_half_up, to_text


def of_published(edition: Edition, published: Round, covered: Covered) -> Made:
    """The figures that the source prints, computed by the engine or not, and the cells of its tables."""
    assessment = edition.program.assess(published)
    figures = Figures(edition.program.scheme, assessment.groups, published.published)
    places = edition.cells()
    for check in assessment.checks:
        printed, found = check.printed, covered.by(check.printed.cite)
        cells = _cells(published, printed) if printed.what == "total" else {}
        if cells and [numeral.text for numeral in found[:-1]] == list(cells.values()):
            for numeral, fact in zip(found[:-1], cells, strict=True):
                path = ("units", printed.units[0], fact)
                yield numeral, Claim(Kind.GIVEN, Datum(path, places.get(path)), exact=True)
            found = found[-1:]
        for numeral in found:
            yield numeral, _of_figure(check, numeral, figures, cells)


def _cells(published: Round, printed: Published) -> dict[str, str]:
    """The row of a table that a total ends: fact to number, in the order of the file."""
    answers = published[printed.units[0]].observations
    return {answer.fact: to_text(answer.value) for answer in answers if isinstance(answer.value, Fraction)}


def _of_figure(check: Check, numeral: Numeral, figures: Figures, cells: Mapping[str, str]) -> Claim:
    printed = check.printed
    about = [printed.name or printed.code or "".join(printed.units[:1]), printed.group]
    path = ("published", " ".join(filter(None, [printed.what, *about, f"L{printed.cite.line}"])))
    if numeral.text == printed.count:
        return Claim(Kind.GIVEN, Datum((*path, "count"), printed.where), exact=True)
    if numeral.text != printed.value:
        return Claim(Kind.GIVEN, Datum(path, printed.where))
    if not check.agrees:
        return Claim(Kind.GIVEN, Datum((*path, "value"), printed.where), exact=True)
    kind, expression = _computed(check, figures, cells)
    return Claim(kind, Datum((*path, "value"), printed.where, expression), exact=True)


def _computed(check: Check, figures: Figures, cells: Mapping[str, str]) -> tuple[Kind, str]:
    """How the engine computes a figure: in the numbers that it takes, where that is short."""
    printed, computed = check.printed, check.computed
    match printed.what:
        case "total":
            return Kind.DERIVED, " + ".join(cells.values())
        case "size":
            return Kind.DERIVED, f"{computed} names in the roster"
        case "grade-count":
            return Kind.DERIVED, f"units of {printed.group} with grade {printed.name}"
        case "share":
            return Kind.DERIVED, f"{printed.count} ÷ {figures.size(printed.group)}"
        case "sum":
            by_name = {one.name: one.value for one in figures.published if one.name}
            return Kind.DERIVED, " + ".join(by_name.get(name) or str(figures.size(name)) for name in printed.of)
        case "grade-share":
            return _share_of_grade(check, figures)
        case what:
            return Kind.DERIVED, f"{what} of {printed.group or '、'.join(printed.units)}"


def _share_of_grade(check: Check, figures: Figures) -> tuple[Kind, str]:
    """A share that plain rounding prints too is derived; else it rests on how shares are made to add up."""
    name, group = check.printed.name, check.printed.group
    standings = figures.standings(group)
    grades = () if standings is None else standings.grades
    count, size = sum(count for grade, count, _ in grades if grade == name), figures.size(group)
    plain = f"{round_half_up(Fraction(100 * count, size), 2):.2f}"
    if plain == check.computed:
        return Kind.DERIVED, f"{count} ÷ {size}"
    return Kind.ROUNDED, f"{count} ÷ {size} by largest remainder: shares add up to 100.00 ({plain} by itself)"

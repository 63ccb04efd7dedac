"""Who is assessed."""

import pytest

from opengov_rules import UnknownUnit
from opengov_rules.units import Roster, Unit

ROSTER = Roster((Unit("人力资源社会保障局", "部门", ("市人社局",)), Unit("财政局", "部门")), (("档案局", "已撤并"),))


def test_a_unit_answers_to_its_name_and_its_aliases() -> None:
    assert ROSTER["人力资源社会保障局"] is ROSTER["市人社局"] is ROSTER.find("市人社局")
    assert ROSTER.find("档案局") is None
    assert set(ROSTER.names()) == {"人力资源社会保障局", "市人社局", "财政局"}


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("市人社", "名单中没有 (not in the roster): 市人社 您是否指 (did you mean) 市人社局?"),
        ("档案局", "名单中没有 (not in the roster): 档案局 不参评 (not assessed): 已撤并"),
        ("xyz", "名单中没有 (not in the roster): xyz"),
    ],
)
def test_an_unknown_name_is_refused_with_what_is_known_of_it(name: str, message: str) -> None:
    with pytest.raises(UnknownUnit) as caught:
        ROSTER[name]
    assert str(caught.value) == message


def test_rosters_are_equal_by_their_units() -> None:
    assert Roster((Unit("甲", "县"),)) == Roster((Unit("甲", "县"),))
    assert Roster() != ROSTER

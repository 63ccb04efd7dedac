"""Two hundred installed cities: who is imported when. Looked up in `sys.modules`, not by the clock."""

import pytest

from opengov_rules import Host
from sites import Site, loaded


@pytest.fixture
def two_hundred(site: Site) -> Site:
    for number in range(197):
        site.city(f"city{number}", 2024)
    site.city("abc", 2020)
    site.city("abc-d", 2020)
    site.city("abc-d-e", 2020)
    return site


@pytest.mark.usefixtures("two_hundred")
def test_discovery_imports_none_and_a_scheme_its_own_plugin_alone() -> None:
    host = Host.discover()
    assert loaded() == set()
    assert host.scheme("city7-2024").scheme.id == "city7-2024"
    assert loaded() == {"city7"}
    assert host.scheme("city77-2024").scheme.id == "city77-2024"
    assert loaded() == {"city7", "city77"}
    assert len([entry for entry in host.plugins() if entry.distribution.startswith("fake-")]) == 200
    assert host.failures == ()


@pytest.mark.usefixtures("two_hundred")
@pytest.mark.parametrize(("id", "plugin"), [("abc-2020", "abc"), ("abc-d-2020", "abc_d"), ("abc-d-e-2020", "abc_d_e")])
def test_of_ids_that_share_a_prefix_each_loads_its_own_plugin(id: str, plugin: str) -> None:
    assert Host.discover().scheme(id).scheme.id == id
    assert loaded() == {plugin}

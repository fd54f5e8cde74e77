"""Cost of a network: counts against hand-worked numbers, a time that is a time."""

import pytest

from cnncourse.nets import lenet5
from cnncourse.nets.cost import cost, cost_table


def test_counts_are_the_networks_own_and_the_time_is_positive():
    found = cost(lenet5(), batch=2, tries=1)
    assert (found.parameters, found.macs) == (61_706, 416_520)
    assert found.milliseconds > 0
    assert found.gigamacs_per_second == pytest.approx(416_520 / found.milliseconds / 1e6)


def test_the_table_has_a_line_for_each():
    lines = cost_table({"LeNet": lenet5()}, batch=1, tries=1).splitlines()
    assert len(lines) == 2 and lines[1].startswith("LeNet") and "61,706" in lines[1] and "416,520" in lines[1]


def test_no_images_and_no_tries_are_refused():
    with pytest.raises(ValueError, match="at least 1, got 0 and 5"):
        cost(lenet5(), batch=0)

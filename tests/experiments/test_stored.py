"""Stored runs: complete, made by the present code, plausible, and one of each made again, shortened."""

import numpy as np
import pytest

from cnncourse.experiments import declared, record, stored

ALL = declared()


def within(made, results):
    """Every result lies within the bounds that the experiment declares."""
    assert set(made.plausible) <= set(results), f"{made.name} declares bounds for results that it does not give"
    for name, (low, high) in made.plausible.items():
        values = np.asarray(results[name], float)
        assert np.isfinite(values).all() and (low <= values).all() and (values <= high).all(), (name, values)


@pytest.mark.parametrize("name", ALL)
def test_the_stored_runs_are_complete_and_of_the_present_code(name):
    kept = stored(name)
    for run in record.runs_of(ALL[name]):
        assert record.is_current(ALL[name], run), "the code changed: `cnncourse experiments` makes the runs again"
    for results in kept.runs.values():
        within(ALL[name], results)
    assert kept.seconds() > 0


@pytest.mark.parametrize("name", ALL)
def test_a_shortened_run_is_plausible(name):
    made = ALL[name]
    label = next(iter(made.settings))
    results = made.run(label, made.seeds[0], short=True)
    assert set(results) | {"seconds"} == set(stored(name).runs[label, made.seeds[0]])
    within(made, results)

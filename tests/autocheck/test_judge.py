"""Verdicts: the outcome, the points by named cases, the slip by name."""

import numpy as np
import pytest

from cnncourse.autocheck import judge, observe
from cnncourse.autocheck.define import Case, Exercise, Mistake, Option
from cnncourse.autocheck.slips import references


def half(x):
    return x / 2


def made(**settings):
    exercise = Exercise("half", "function", "test", half, 2, 1, **settings)
    exercise.draw = lambda rng: iter(
        [("one", (1.0,)), ("zero", (0.0,)), ("minus", (-4.0,)), ("drawn", (float(rng.random()),))]
    )
    exercise.mistakes.append(Mistake("doubled", "you doubled", "Divide.", lambda x: x * 2))
    exercise.mistakes.append(Mistake("crashed", "no zero", "Zero is a number.", lambda x: 1 / (2 / x)))
    return exercise


def verdict(answer, exercise=None, seed=0):
    exercise = exercise or made()
    return judge(exercise, observe(exercise, answer, references(exercise, seed)[0]), seed)


def test_a_right_answer_passes_every_seed():
    assert all(verdict(lambda x: 0.5 * x, seed=seed).outcome == "passed" for seed in range(5))


@pytest.mark.parametrize(
    ("answer", "outcome", "points", "mistake"),
    [
        (lambda x: x * 2, "partly", 0.5, "doubled"),
        (lambda x: 0.5 * x if x else 1 / x, "raised", 1.5, "crashed"),
        (lambda x: abs(x) / 2, "partly", 1.5, None),
        (lambda x: "no", "failed", 0.0, None),
        (lambda x: None, "failed", 0.0, None),
        (lambda: 1, "raised", 0.0, None),
    ],
)
def test_wrong_answers(answer, outcome, points, mistake):
    found = verdict(answer)
    assert (found.outcome, found.points, found.mistake) == (outcome, points, mistake), found


def test_a_slip_is_run_only_as_far_as_it_may_still_be_the_readers():
    """A slow exercise may know forty slips; most are not the reader's on the first case already."""
    exercise, runs = made(), []
    exercise.mistakes[:] = [
        Mistake(name, name, "", lambda x, name=name, wrong=wrong: (runs.append((name, x)), wrong(x))[1])
        for name, wrong in [("doubled", lambda x: x * 2), ("flat", abs), ("halved but for zero", lambda x: x / 2 or 1)]
    ]
    assert verdict(lambda x: x / 2 or 1, exercise).mistake == "halved but for zero"
    assert [run for run in runs if run[1] != runs[-1][1]] == [
        ("doubled", 1.0), ("flat", 1.0), *(("halved but for zero", x) for x in (1.0, 0.0, -4.0))
    ]  # fmt: skip
    again = len(runs)
    assert verdict(lambda x: x / 2 or 1, exercise).mistake == "halved but for zero" and len(runs) == again


def test_two_slips_at_once_get_a_guess_at_the_one_that_fits_most_wrong_cases():
    exercise = made()
    found = verdict(lambda x: x * 2 if x != 1 else 7.0, exercise)  # fits minus and drawn, of three wrong ones
    assert "Perhaps" not in found.detail
    exercise.draw = lambda rng: iter([(f"case {n}", (float(n),)) for n in range(1, 6)])
    found = verdict(lambda x: x * 2 if x < 5 else 0.0, exercise, seed=1)
    assert found.mistake is None and found.detail.endswith(
        "Perhaps: you doubled? That gives the same on 4 of the 5 cases where yours is wrong. Divide."
    )
    exercise.mistakes.append(Mistake("added", "you added", "Halve.", lambda x: x + x))
    assert "Perhaps" not in verdict(lambda x: x * 2 if x < 5 else 0.0, exercise, seed=2).detail, "two fit alike"
    exercise.mistakes.pop()
    exercise.seconds = 60
    assert "Perhaps" not in verdict(lambda x: x * 2 if x < 5 else 0.0, exercise, seed=3).detail, "may be slow"


def test_a_slip_that_runs_out_of_time_is_named_for_it():
    exercise = made(seconds=0.3)

    def endless(x):
        while x == 0:
            pass
        return x / 2

    exercise.mistakes.append(Mistake("endless", "it never ends", "", endless))
    found = verdict(endless, exercise)
    assert (found.outcome, found.mistake) == ("timed out", "endless")


def test_points_come_in_halves_and_never_reach_full():
    exercise = made()
    exercise.points = 1
    assert verdict(lambda x: abs(x) / 2, exercise).points == 0.5


def test_not_attempted_is_only_what_no_case_gets_past():
    def stub(x):
        raise NotImplementedError

    def begun(x):
        if x:
            return x / 2
        raise NotImplementedError

    assert verdict(stub).outcome == "not attempted"
    assert verdict(begun).outcome != "not attempted"


def test_time_is_up():
    def slow(x):
        while x < 0:
            pass
        return x / 2

    found = verdict(slow, made(seconds=0.2))
    assert found.outcome == "timed out" and "0.2 seconds" in found.message
    assert dict(found.labels) == {"one": True, "zero": True, "minus": False, "drawn": False}


def test_an_answer_that_keeps_state_does_not_pass():
    calls = []

    def answer(x):
        calls.append(x)
        return x / 2 if len(calls) < 5 else 7.0

    assert "two answers" in verdict(answer).message


def test_a_reference_that_raises_wants_the_same_exception():
    def positive(x):
        if x < 0:
            raise ValueError("x is negative; give a positive x")
        return x

    exercise = Exercise("positive", "function", "test", positive, 1, 1)
    exercise.draw = lambda rng: iter([("fine", (1.0,)), ("refused", (-1.0,))])
    assert verdict(positive, exercise).outcome == "passed"
    assert "must raise ValueError" in verdict(lambda x: x, exercise).message
    assert "it raised TypeError" in verdict(lambda x: x if x > 0 else len(3), exercise).message


def test_a_changed_argument_loses_the_case():
    exercise = Exercise("total", "function", "test", lambda x: x.sum(), 1, 1)
    exercise.draw = lambda rng: iter([("small", (np.array([1.0, 2]),))])

    def answer(x):
        total = x.sum()
        x[:] = 0
        return total

    found = verdict(answer, exercise)
    assert found.points == 0 and "changes `x` in place" in found.message


@pytest.mark.parametrize(
    ("picked", "outcome", "words"),
    [
        ("b", "passed", ""), (" B ", "passed", ""), ("b)", "passed", ""), ("(b)\n", "passed", ""), ("a", "failed", "not a"), ("z", "failed", "the answer is one of"),
        (2, "failed", "the answer is one of"), (None, "not attempted", "write one of"), (..., "not attempted", "write one of"),
        (["b"], "failed", "the answer is one of"),
    ],
)  # fmt: skip
def test_choices(picked, outcome, words):
    exercise = Exercise("pick", "choice", "test", lambda: "b", 1, 1)
    exercise.options = {"a": Option("first", "because no"), "b": Option("second", "because yes")}
    found = judge(exercise, observe(exercise, picked, []))
    assert found.outcome == outcome and words in found.message
    assert "because yes" not in found.detail or outcome == "passed"


def test_a_wrong_prediction_does_not_show_the_answer():
    exercise = Exercise("guess", "predict", "test", lambda: (3, 5), 1, 1)
    exercise.mistakes.append(Mistake("swapped", "width comes second", "Height first.", lambda: (5, 3)))
    shown = {value: judge(exercise, observe(exercise, value, [])) for value in ((3, 5), (5, 3), (4, 4), ...)}
    assert [found.outcome for found in shown.values()] == ["passed", "failed", "failed", "not attempted"]
    assert shown[(5, 3)].mistake == "swapped" and shown[(4, 4)].failing is None


def test_cases_are_drawn_from_the_seed():
    exercise = made()
    assert exercise.draw_cases(1)[3] == exercise.draw_cases(1)[3] != exercise.draw_cases(2)[3]
    assert isinstance(exercise.draw_cases(1)[0], Case)

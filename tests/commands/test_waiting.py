"""The bar that a waiting reader sees."""

import io
import sys

import numpy as np
import pytest

from cnncourse import waiting
from cnncourse.waiting import clock_text, each, fitting


class Clock:
    now = 100.0

    def monotonic(self):
        return self.now


def keep(lines):
    return lambda line, share: lines.append(line)


@pytest.fixture
def clock(monkeypatch):
    made = Clock()
    monkeypatch.setattr(waiting, "time", made)
    return made


def test_what_ends_soon_shows_no_line(clock):
    lines = []
    with waiting.waiting("training", 10, keep(lines)) as tell:
        for done in range(10):
            clock.now += 0.15
            tell(done)
    assert lines == []


def test_a_line_now_and_then_and_none_left_behind(clock):
    lines = []
    with waiting.waiting("training", 40, keep(lines)) as tell:
        for done in range(1, 41):
            clock.now += 0.25
            tell(done)
    assert lines[0] == "training: 20 %, about 8 s left" and lines[-1] == ""
    assert len(lines) == 18


def test_an_error_takes_the_line_away_too(clock):
    lines = []
    with pytest.raises(KeyError), waiting.waiting("training", 2, keep(lines)) as tell:
        clock.now += 5
        tell(1)
        raise KeyError
    assert lines == ["training: 50 %, about 5 s left", ""]


def test_silent_in_tests_and_where_nobody_looks(monkeypatch):
    assert waiting._place() is None
    monkeypatch.setenv("CNNCOURSE_HOME", "")
    monkeypatch.setattr(sys, "__stdout__", io.StringIO())
    assert waiting._place() is None
    monkeypatch.setattr(sys, "__stdout__", None)
    assert waiting._place() is None


def test_a_terminal_shows_it_past_what_is_held_back(monkeypatch, clock):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    terminal = Terminal()
    monkeypatch.setenv("CNNCOURSE_HOME", "")
    monkeypatch.setattr(sys, "__stdout__", terminal)
    from cnncourse.autocheck.capture import captured

    with captured() as printed, waiting.waiting("training", 2) as tell:
        clock.now += 4
        tell(1)
    bar = "█" * 10 + "░" * 10
    assert terminal.getvalue().startswith(f"\r{bar} training: 50 %, about 4 s left") and printed.text == ""
    assert terminal.getvalue().endswith("\r" + " " * 90 + "\r")


def test_a_notebook_updates_one_output(monkeypatch, clock):
    import IPython.display

    shown = []

    class Handle:
        def update(self, what):
            shown.append(("update", what.data))

    def display(what, display_id):
        shown.append(("display", what.data))
        return Handle()

    monkeypatch.setattr(IPython.display, "display", display)
    show = waiting._notebook()
    for line, share in (("a", 0.25), ("b", 0.5), ("", 1)):
        show(line, share)
    assert [kind for kind, _ in shown] == ["display", "update", "update"] and shown[-1][1] == ""
    assert '<progress value="0.250"' in shown[0][1] and "</progress> a<" in shown[0][1]


def test_going_through_things_shows_a_bar_when_one_is_done(clock):
    lines, squares = [], []
    for seed in each(range(4), "training", keep(lines)):
        clock.now += 3
        squares.append(seed**2)
    assert squares == [0, 1, 4, 9]
    assert lines == [f"training: {done} %, about {left} s left" for done, left in ((25, 9), (50, 6), (75, 3), (100, 0))] + [""]


def test_leaving_early_takes_the_bar_away(clock):
    lines = []
    going = each(range(4), "training", keep(lines))
    for _ in range(2):
        next(going)
        clock.now += 3
    going.close()
    assert lines == ["training: 25 %, about 9 s left", ""]


def test_nothing_done_yet():
    assert clock_text(0, 5, 3.0) == "0 %"


@pytest.mark.parametrize(("at_a_time", "shares"), [(1, (25, 50, 75, 100)), (2, (50, 100))])
def test_a_fit_shows_a_bar_that_moves_with_each_batch_and_keras_is_left_as_it_was(clock, at_a_time, shares):
    import keras

    keras.utils.set_random_seed(0)
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    model.compile("sgd", "mse", steps_per_execution=at_a_time)
    before, lines = keras.Model.fit, []
    slow = keras.callbacks.LambdaCallback(on_train_batch_begin=lambda batch, logs: setattr(clock, "now", clock.now + 3))
    x = np.ones((6, 2))
    with fitting("training", keep(lines)):
        losses = model.fit(x, x[:, :1], batch_size=3, epochs=2, verbose=0, callbacks=[slow]).history["loss"]
    assert len(losses) == 2 and losses[1] < losses[0]
    assert lines[0] == f"training: {shares[0]} %"  # the first batch tells nothing of the others
    left = [3 * (len(shares) - done) for done in range(2, len(shares) + 1)]
    later = [f"training: {share} %, about {seconds} s left" for share, seconds in zip(shares[1:], left, strict=True)]
    assert lines[1:] == [*later, ""]
    with pytest.raises(KeyError), fitting("training"):
        raise KeyError
    assert keras.Model.fit is before

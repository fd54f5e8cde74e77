"""What comes back from a reader's code is plain data, whatever the code does."""

import sys

import numpy as np
import pytest

from cnncourse.autocheck.define import Case, Exercise
from cnncourse.autocheck.observe import LONGEST, Strange, observe, plain


def made(function, **settings):
    return Exercise(function.__name__, "function", "test", function, 1, 1, **settings)


def run(answer, *args, **settings):
    return observe(made(lambda x=None: x, **settings), answer, [Case("only", args)])


class Liar(np.ndarray):
    """An array that says it equals everything."""

    def __eq__(self, other):
        return np.ones(self.shape, bool)

    def __array_ufunc__(self, *args, **kwargs):
        return np.ones(())


class LyingInt(int):
    def __eq__(self, other):
        return True

    __hash__ = int.__hash__

    def __int__(self):
        return 99


def test_subclasses_lose_what_they_override():
    lie = np.arange(6).reshape(2, 3).view(Liar)
    assert type(plain(lie)) is np.ndarray
    assert plain(lie).tolist() == [[0, 1, 2], [3, 4, 5]]
    assert type(plain(LyingInt(3))) is int and plain(LyingInt(3)) == 3


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None), (..., ...), (np.float32(0.5), 0.5), (np.int8(-3), -3), (np.bool_(True), True),
        ((1, [2.0, "a"]), (1, [2.0, "a"])), ({"a": (1,)}, {"a": (1,)}), (float("inf"), float("inf")),
    ],
)  # fmt: skip
def test_plain_values_stay_themselves(value, expected):
    assert plain(value) == expected
    assert type(plain(value)) is type(expected)


def test_tensors_become_arrays():
    import tensorflow as tf

    assert plain(tf.constant([[1.0, 2.0]])).tolist() == [[1.0, 2.0]]


@pytest.mark.parametrize(
    ("value", "name"),
    [((i for i in range(3)), "generator"), (object(), "object"), (len, "builtin_function_or_method"), ({1, 2}, "set")],
)
def test_other_things_are_told_by_their_type(value, name):
    assert plain(value).type_name == name


def test_hostile_shapes_are_bounded():
    deep = []
    for _ in range(50):
        deep = [deep]
    assert "Strange" in repr(plain(deep))
    assert isinstance(plain(list(range(LONGEST + 1))), Strange)
    assert isinstance(plain(np.array([object()])), Strange)
    assert isinstance(plain(np.broadcast_to(np.zeros(1), (2**28,))), Strange)  # 2 GB if copied

    class Rude:
        def __repr__(self):
            raise RuntimeError("no")

    assert plain(Rude()).type_name == "Rude"


def test_exceptions_tell_the_readers_line():
    def answer(x):
        return x["missing"]  # this line

    raised = run(answer, {"a": 1}).each[0].raised
    assert raised.type_name == "KeyError"
    assert "this line" in raised.line


@pytest.mark.parametrize("error", [SystemExit, KeyboardInterrupt, RecursionError, MemoryError, GeneratorExit])
def test_no_exception_gets_through(error):
    def answer(x):
        raise error("stop")

    assert run(answer, 1).each[0].raised.type_name == error.__name__


def test_changed_arguments_are_seen_and_the_next_case_gets_fresh_ones():
    def answer(x):
        x[0] = 5
        return x.sum()

    cases = [Case("a", (np.array([1.0, 2]),)), Case("b", (np.array([1.0, 2]),))]
    shown = observe(made(lambda x: x), answer, cases)
    assert [one.changed for one in shown.each] == [(0,), (0,)]
    assert cases[0].args[0].tolist() == [1.0, 2.0]


def test_what_is_printed_is_held_back_from_python_and_from_c(capfd):
    import os

    def answer(x):
        print("from python", file=sys.stderr)
        os.write(2, b"from c\n")
        print("y" * 50_000)
        return x

    shown = run(answer, 1)
    assert "from python" in shown.printed and "from c" in shown.printed or len(shown.printed) == 20_000
    out, err = capfd.readouterr()
    assert out == err == ""


def test_an_endless_loop_is_stopped_even_if_it_catches_everything():
    def answer(x):
        while True:
            try:
                while True:
                    pass
            except Exception:
                pass

    shown = run(answer, 1, seconds=0.2)
    assert shown.each[0].timed_out


def test_a_second_call_with_another_answer_is_seen():
    calls = []

    def answer(x):
        calls.append(x)
        return len(calls)

    assert not run(answer, 1).repeatable
    assert run(lambda x: x, 1).repeatable

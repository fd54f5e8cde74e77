"""Plain data survive the way over a pipe; anything else is refused on either side."""

import io
import json

import numpy as np
import pytest

from cnncourse.autocheck import wire
from cnncourse.autocheck.observe import Observation, Observations, Raised, Strange

PLAIN = [
    None, True, 0, -(2**80), 1.5, float("inf"), -0.0, 1e-320, 2 + 3j, "ü\0", ..., (), [1, [2]], {"a": (1,), 3: None},
    b"raw", Strange("Model", "text"), Raised("ValueError", "no", 3, "x = 1"), {"float": 1}, {"array": [1, 2]},
    Observation((1, 2), None, (0,), False), Observation(raised=Raised("A", "b")), Observation(timed_out=True),
    Observations((Observation(1),), "printed", False, 0.25),
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(PLAIN)))
def test_plain_data_come_back_as_they_were(number):
    value = PLAIN[number]
    found = wire.unpack(wire.pack(value))
    assert found == value and type(found) is type(value)
    assert str(found) == str(value)


def test_nan_and_numpy_numbers():
    assert np.isnan(wire.unpack(wire.pack(float("nan"))))
    assert wire.unpack(wire.pack(np.float32(0.5))) == 0.5


@pytest.mark.parametrize("dtype", ["?", "u1", "i8", "f2", "f4", "f8", "c16", "U5"])
@pytest.mark.parametrize("shape", [(), (0, 3), (2, 3, 1)])
def test_arrays_keep_shape_type_and_numbers(dtype, shape):
    array = np.arange(int(np.prod(shape)) or 1)[: int(np.prod(shape))].reshape(shape).astype(dtype)
    found = wire.unpack(wire.pack({"x": [array, array[::-1] if shape else array]}))["x"]
    for got, expected in zip(found, [array, array[::-1] if shape else array], strict=True):
        assert got.dtype == array.dtype and type(got) is np.ndarray
        np.testing.assert_array_equal(got, expected)


def test_a_generator_goes_on_where_it_stood():
    rng = np.random.default_rng(4)
    rng.normal(size=3)
    assert wire.unpack(wire.pack(rng)).normal() == rng.normal()


@pytest.mark.parametrize("value", [object(), {1, 2}, np.array([object()]), lambda: 1, np.datetime64("2020")])
def test_what_is_no_plain_data_is_not_packed(value):
    with pytest.raises(TypeError, match="no plain data"):
        wire.pack([value])


def test_an_object_that_looks_like_a_number_is_not_packed():
    class Liar(int):
        pass

    with pytest.raises(TypeError):
        wire.pack(Liar(3))


def message(header, body=b""):
    coded = json.dumps(header).encode()
    return wire._HEAD.pack(b"cnn1", len(coded), len(body)) + coded + body


@pytest.mark.parametrize(
    "sent",
    [
        b"", b"x" * 20, message({"array": ["O", [1]]}, b"12345678"), message({"array": ["<f8", [2]]}, b"12345678"),
        message({"array": ["<f8", [-1]]}), message({"array": ["<f8", [2**62, 2**62]]}), message({"eval": "1"}),
        message({"__class__": 1}), message([1]), message({"a": 1, "b": 2}), message({"observation": [1, 2, 3, 4]}),
        message({"float": "nonsense"}), message({"array": ["V8", [1]]}, b"12345678"), message({"tuple": 3}),
        message({"int": "0x" + "f" * 9}) + b"more", message({"observations": [{"tuple": [1]}, "", True, 0]}),
    ],
)  # fmt: skip
def test_nonsense_is_refused(sent):
    with pytest.raises(wire.Malformed):
        wire.unpack(sent)


def test_pipes():
    pipe = io.BytesIO()
    wire.send(pipe, {"a": 1})
    pipe.seek(0)
    assert wire.receive(pipe) == {"a": 1}
    with pytest.raises(EOFError):
        wire.receive(pipe)
    with pytest.raises(wire.Malformed, match="at most"):
        wire.read_raw(io.BytesIO(wire._HEAD.pack(b"cnn1", 2**40, 0)))

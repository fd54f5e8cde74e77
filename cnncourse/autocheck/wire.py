"""Plain data over a pipe: a JSON header and the raw bytes of arrays. Nothing is ever unpickled."""

from __future__ import annotations

import json
import struct
from typing import Any, BinaryIO

import numpy as np

from .observe import Observation, Observations, Raised, Strange

LARGEST = 512 * 2**20  # bytes of one message
KINDS = "biufcU"  # of arrays that are let through: numbers, truth values, texts
_HEAD = struct.Struct("<4sQQ")
_MARK = b"cnn1"


class Malformed(ValueError):
    """Bytes that are no message; whoever sent them is not to be trusted."""


def pack(value: Any) -> bytes:
    """A message for plain data: None, numbers, texts, tuples, lists, dicts, arrays, and observations.

    Raises:
        TypeError: something in it is not plain data.

    >>> unpack(pack({"a": (1, 2.5), "b": [None, ...]}))
    {'a': (1, 2.5), 'b': [None, Ellipsis]}
    """
    arrays: list[np.ndarray] = []
    header = json.dumps(_encode(value, arrays)).encode()
    body = b"".join(np.ascontiguousarray(array).tobytes() for array in arrays)
    return _HEAD.pack(_MARK, len(header), len(body)) + header + body


def unpack(message: bytes) -> Any:
    """What `pack` packed.

    Raises:
        Malformed: the bytes are no message, or tell sizes that do not agree.
    """
    if len(message) < _HEAD.size:
        raise Malformed(f"a message has at least {_HEAD.size} bytes, got {len(message)}")
    mark, header, body = _HEAD.unpack_from(message)
    if mark != _MARK or len(message) != _HEAD.size + header + body:
        raise Malformed("the message does not have the length that it tells")
    try:
        decoder = _Decoder(message[_HEAD.size + header :])
        value = decoder.value(json.loads(message[_HEAD.size : _HEAD.size + header]))
    except Malformed:
        raise
    except (ValueError, TypeError, KeyError, IndexError, RecursionError, AttributeError) as error:
        raise Malformed(f"the message cannot be read: {error}") from None
    return value


def send(pipe: BinaryIO, value: Any) -> None:
    """Write one message and push it out."""
    pipe.write(pack(value))
    pipe.flush()


def receive(pipe: BinaryIO) -> Any:
    """Read one message.

    Raises:
        EOFError: the other side has closed.
        Malformed: what came is no message.
    """
    return unpack(read_raw(pipe))


def read_raw(pipe: BinaryIO, largest: int = LARGEST) -> bytes:
    """The bytes of one message, unread; errors as in `receive`."""
    head = _exactly(pipe, _HEAD.size)
    mark, header, body = _HEAD.unpack(head)
    if mark != _MARK or header + body > largest:
        raise Malformed(f"expected a message of at most {largest} bytes")
    return head + _exactly(pipe, header + body)


def _exactly(pipe: BinaryIO, count: int) -> bytes:
    parts, left = [], count
    while left:
        part = pipe.read(left)
        if not part:
            raise EOFError("the other side has closed")
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def _encode(value: Any, arrays: list[np.ndarray]) -> Any:
    if value is None or type(value) in (bool, str):
        return value
    if type(value) is int:
        return value if abs(value) < 2**53 else {"int": hex(value)}
    if type(value) is float:
        return {"float": value.hex()}
    if value is ...:
        return {"ellipsis": 0}
    if type(value) is complex:
        return {"complex": [value.real.hex(), value.imag.hex()]}
    if isinstance(value, np.ndarray):
        return _encode_array(value, arrays)
    if type(value) in (tuple, list):
        return {type(value).__name__: [_encode(item, arrays) for item in value]}
    if type(value) is dict:
        return {"dict": [[_encode(key, arrays), _encode(item, arrays)] for key, item in value.items()]}
    if isinstance(value, bytes):
        return _encode_array(np.frombuffer(value, np.uint8), arrays) | {"bytes": 1}
    if isinstance(value, Strange):
        return {"strange": [value.type_name, value.text]}
    if isinstance(value, Raised):
        return {"raised": [value.type_name, value.message, value.line_number, value.line]}
    if isinstance(value, Observation):
        parts = (value.value, value.raised, value.changed, value.timed_out)
        return {"observation": [_encode(part, arrays) for part in parts]}
    if isinstance(value, Observations):
        parts = (value.each, value.printed, value.repeatable, value.seconds)
        return {"observations": [_encode(part, arrays) for part in parts]}
    if isinstance(value, np.generic):
        return _encode(value.item(), arrays)
    if isinstance(value, np.random.Generator):
        state = {"state": value.bit_generator.state}
        return {"generator": json.dumps(state)}
    raise TypeError(f"a {type(value).__name__} is no plain data")


def _encode_array(value: np.ndarray, arrays: list[np.ndarray]) -> dict:
    if value.dtype.kind not in KINDS:
        raise TypeError(f"an array of {value.dtype} is no plain data")
    arrays.append(value)
    return {"array": [value.dtype.str, list(value.shape)]}


class _Decoder:
    def __init__(self, body: bytes):
        self.body, self.at = body, 0

    def value(self, coded: Any) -> Any:
        if coded is None or isinstance(coded, (bool, str, int)):
            return coded
        if not isinstance(coded, dict):
            raise Malformed(f"a bare {type(coded).__name__} in a header")
        if "bytes" in coded:
            return self.array(*coded["array"]).tobytes()
        ((kind, given),) = coded.items()
        return getattr(self, f"_{kind}")(given)

    def array(self, dtype: str, shape: list[int]) -> np.ndarray:
        kind = np.dtype(dtype)
        if kind.kind not in KINDS or kind.hasobject or any(type(side) is not int or side < 0 for side in shape):
            raise Malformed(f"an array of {dtype!r} and shape {shape}")
        count = 1
        for side in shape:
            count *= side
        size = count * kind.itemsize
        if self.at + size > len(self.body):
            raise Malformed("an array is longer than its bytes")
        found = np.frombuffer(self.body, kind, count, self.at).reshape(shape).copy()
        self.at += size
        return found

    def _array(self, given):
        return self.array(*given)

    def _int(self, given):
        return int(given, 16)

    def _float(self, given):
        return float.fromhex(given)

    def _ellipsis(self, given):
        return ...

    def _complex(self, given):
        return complex(*map(float.fromhex, given))

    def _tuple(self, given):
        return tuple(self.value(item) for item in given)

    def _list(self, given):
        return [self.value(item) for item in given]

    def _dict(self, given):
        return {self.value(key): self.value(item) for key, item in given}

    def _strange(self, given):
        return Strange(str(given[0])[:80], str(given[1])[:200])

    def _raised(self, given):
        number = given[2] if isinstance(given[2], int) else None
        return Raised(str(given[0])[:80], str(given[1])[:1000], number, str(given[3])[:200])

    def _observation(self, given):
        value, raised, changed, timed_out = map(self.value, given)
        if not (raised is None or isinstance(raised, Raised)) or not isinstance(changed, tuple):
            raise Malformed("an observation that is none")
        return Observation(value, raised, tuple(map(int, changed)), bool(timed_out))

    def _observations(self, given):
        each, printed, repeatable, seconds = map(self.value, given)
        if not isinstance(each, tuple) or not all(isinstance(one, Observation) for one in each):
            raise Malformed("observations that are none")
        return Observations(each, str(printed), bool(repeatable), float(seconds))

    def _generator(self, given):
        found = np.random.default_rng(0)
        found.bit_generator.state = json.loads(given)["state"]
        return found

"""The reader of PyTorch files: right for right ones, and closed to everything else."""

import collections
import io
import pickle
import struct
import sys
import types

import numpy as np
import pytest

from cnncourse.data.store import DamagedFile
from cnncourse.pretrained import torch_file
from cnncourse.pretrained.torch_file import read_tensors

SYSTEM = {"protocol_version": 1001, "little_endian": True, "type_sizes": {"short": 2, "int": 4, "long": 4}}


@pytest.fixture
def torch(monkeypatch):
    """Just enough of a package `torch` for `pickle` to write its names."""
    package, utilities = types.ModuleType("torch"), types.ModuleType("torch._utils")
    for name in ("FloatStorage", "LongStorage", "HalfStorage"):
        setattr(package, name, type(name, (), {"__module__": "torch"}))
    exec("def _rebuild_tensor_v2(*parts): ...", utilities.__dict__)
    utilities._rebuild_tensor_v2.__module__ = "torch._utils"
    monkeypatch.setitem(sys.modules, "torch", package)
    monkeypatch.setitem(sys.modules, "torch._utils", utilities)
    return package


class Storage:
    def __init__(self, kind, key, values, announced=None):
        self.kind, self.key, self.values = kind, key, values
        self.announced = len(values) if announced is None else announced


class Tensor:
    def __init__(self, storage, offset, shape, stride):
        self.parts = storage, offset, shape, stride, False, collections.OrderedDict()

    def __reduce__(self):
        return sys.modules["torch._utils"]._rebuild_tensor_v2, self.parts


def save(state, magic=torch_file._MAGIC, system=SYSTEM):
    """What `torch.save` wrote before 2020: four pickles, the names of the storages, the numbers."""
    storages, described = {}, io.BytesIO()

    class Pickler(pickle.Pickler):
        def persistent_id(self, thing):
            if isinstance(thing, Storage):
                storages[thing.key] = thing
                kind = getattr(sys.modules["torch"], thing.kind)
                return "storage", kind, thing.key, "cpu", thing.announced, None
            return None

    Pickler(described, protocol=2).dump(state)
    head = b"".join(pickle.dumps(part, protocol=2) for part in (magic, 1001, system))
    numbers = b"".join(struct.pack("<q", len(s.values)) + s.values.tobytes() for s in storages.values())
    return head + described.getvalue() + pickle.dumps(list(storages), protocol=2) + numbers


def example():
    first = Storage("FloatStorage", "1", np.arange(24, dtype="<f4"))
    second = Storage("LongStorage", "2", np.array([7, 8, 9], "<i8"))
    state = collections.OrderedDict(
        plain=Tensor(first, 0, (2, 3, 4), (12, 4, 1)),
        turned=Tensor(first, 0, (4, 3, 2), (1, 4, 12)),
        part=Tensor(first, 20, (4,), (1,)),
        single=Tensor(second, 2, (), ()),
    )
    state._metadata = collections.OrderedDict(version=1)
    return state


def test_tensors_come_back(torch):
    tensors = read_tensors(save(example()))
    plain = np.arange(24, dtype=np.float32).reshape(2, 3, 4)
    assert list(tensors) == ["plain", "turned", "part", "single"]
    np.testing.assert_array_equal(tensors["plain"], plain)
    np.testing.assert_array_equal(tensors["turned"], plain.T)
    np.testing.assert_array_equal(tensors["part"], [20, 21, 22, 23])
    assert tensors["single"] == 9 and tensors["single"].dtype == np.int64
    assert not tensors["plain"].flags.writeable


def test_every_shortened_file_is_refused(torch):
    content = save(example())
    for length in range(len(content)):
        with pytest.raises(DamagedFile):
            read_tensors(content[:length])


def test_a_changed_byte_is_refused_or_harmless(torch):
    content, rng = save(example()), np.random.default_rng(0)
    for _ in range(2000):
        changed = bytearray(content)
        for position in rng.integers(len(content), size=rng.integers(1, 4)):
            changed[position] = rng.integers(256)
        try:
            tensors = read_tensors(bytes(changed))
        except DamagedFile:
            continue
        assert all(type(tensor) is np.ndarray and tensor.size <= 24 for tensor in tensors.values())


class Call:
    """Pickles as a call of any function: what a hostile file does."""

    def __init__(self, function, *arguments):
        self.call = function, arguments

    def __reduce__(self):
        return self.call


def hostile_files(mark):
    import os

    command = Call(os.system, f"touch {mark}")
    head = b"".join(pickle.dumps(part, protocol=2) for part in (torch_file._MAGIC, 1001, SYSTEM))
    yield "in place of the magic number", pickle.dumps(command)
    yield "in place of the tensors", head + pickle.dumps(command)
    yield "among the tensors", head + pickle.dumps(collections.OrderedDict(weight=command))
    yield "in place of the names", save(example())[:-300] + pickle.dumps([command])
    yield "by eval", head + pickle.dumps(Call(eval, f"open({str(mark)!r}, 'w')"))
    yield "by getattr", head + pickle.dumps(Call(getattr, collections.OrderedDict(), "__class__"))
    yield "newest protocol", head + pickle.dumps(command, protocol=pickle.HIGHEST_PROTOCOL)


def test_a_claim_on_all_memory_is_refused():
    """Python's own reader takes 32 GB for this one instruction."""
    with pytest.raises(DamagedFile, match="2,000,000,000 places"):
        read_tensors(b"\x80\x02]r" + struct.pack("<I", 2_000_000_000) + b".")


def test_commands_are_refused_and_never_run(torch, tmp_path):
    mark = tmp_path / "ran"
    for name, content in hostile_files(mark):
        with pytest.raises(DamagedFile):
            read_tensors(content)
        assert not mark.exists(), name
    with pytest.raises(DamagedFile, match=r"asks for (posix|nt)\.system, which is no tensor"):
        read_tensors(pickle.dumps(Call(__import__("os").system, "exit"), protocol=2))


@pytest.mark.parametrize(
    "offset, shape, stride, complaint",
    [
        (0, (25,), (1,), "beyond"),
        (1, (2, 3, 4), (12, 4, 1), "beyond"),
        (0, (2, 2), (23, 1), "beyond"),
        (0, (1000, 1000), (0, 0), "beyond"),
        (25, (), (), "beyond"),
        (-1, (4,), (1,), "whole numbers"),
        (0, (4,), (-1,), "whole numbers"),
        (0, (2.0,), (1,), "BINFLOAT"),
        (0, (True,), (1,), "whole numbers"),
        (0, (2, 3), (1,), "zip"),
    ],
)
def test_tensors_that_would_read_elsewhere_are_refused(torch, offset, shape, stride, complaint):
    storage = Storage("FloatStorage", "1", np.arange(24, dtype="<f4"))
    with pytest.raises(DamagedFile, match=complaint):
        read_tensors(save({"weight": Tensor(storage, offset, shape, stride)}))


def test_other_contents_are_refused(torch):
    numbers = np.arange(4, dtype="<f4")
    storage = Storage("FloatStorage", "1", numbers)
    tensor = Tensor(storage, 0, (4,), (1,))
    for state, complaint in (
        ([tensor], "dictionary"),
        (collections.OrderedDict({3: tensor}), "dictionary"),
        (collections.OrderedDict(weight=tensor, version="1.4"), "besides tensors"),
        (collections.OrderedDict(weight=Tensor(7, 0, (4,), (1,))), "whole numbers"),
        (collections.OrderedDict(a=Tensor(Storage("HalfStorage", "1", numbers), 0, (4,), (1,))), "HalfStorage"),
        (collections.OrderedDict(a=Tensor(Storage("FloatStorage", "1", numbers, 9), 0, (4,), (1,))), "announced"),
        (collections.OrderedDict(a=tensor, b=Tensor(Storage("LongStorage", "1", numbers), 0, (), ())), "twice"),
    ):
        with pytest.raises(DamagedFile, match=complaint):
            read_tensors(save(state))


def test_other_formats_are_refused(torch):
    for content in (b"", b"PK\x03\x04 a zip file", save(example(), magic=7), save(example(), system={})):
        with pytest.raises(DamagedFile):
            read_tensors(content)
    with pytest.raises(DamagedFile, match="legacy"):
        read_tensors(save(example(), system={**SYSTEM, "little_endian": False}))

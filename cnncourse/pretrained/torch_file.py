"""Read the tensors of a legacy PyTorch file without PyTorch, and without running anything that the file says."""

import io
import math
import pickle
import pickletools
import struct
import warnings

import numpy as np

from cnncourse.data.store import DamagedFile

_MAGIC, _PROTOCOL = 0x1950A86A20F9469CFC6C, 1001  # torch/serialization.py, MAGIC_NUMBER and PROTOCOL_VERSION
_STORAGES = {"FloatStorage": np.dtype("<f4"), "LongStorage": np.dtype("<i8")}
# All that `torch.save` writes for tensors. The pickle machine has more, and some of it takes memory without limit.
_OPCODES = {
    "APPEND", "APPENDS", "BINGET", "BININT", "BININT1", "BININT2", "BINPERSID", "BINPUT", "BINUNICODE", "BUILD",
    "EMPTY_DICT", "EMPTY_LIST", "EMPTY_TUPLE", "GLOBAL", "LONG1", "LONG_BINGET", "LONG_BINPUT", "MARK", "NEWFALSE",
    "NEWTRUE", "NONE", "PROTO", "REDUCE", "SETITEM", "SETITEMS", "STOP", "TUPLE", "TUPLE1", "TUPLE2", "TUPLE3",
}  # fmt: skip
# What a damaged pickle can raise; anything else is a fault of ours and shall be seen as one.
_BROKEN = (
    pickle.UnpicklingError, EOFError, struct.error, ValueError, TypeError, KeyError, IndexError, AttributeError,
    OverflowError, MemoryError, UnicodeDecodeError,
)  # fmt: skip


class _Mapping(dict):
    """Stands for `OrderedDict`; the attributes that PyTorch hangs on one are dropped."""

    def __setstate__(self, state: object) -> None:
        pass


class _Storage:
    """A run of numbers in the file; they follow after the description of the tensors."""

    def __init__(self, dtype: np.dtype, size: int):
        self.dtype, self.size, self.values = dtype, size, None


class _Tensor:
    """A part of a storage, described before its numbers are read."""

    def __init__(self, storage: _Storage, offset: int, shape: tuple, stride: tuple, *rest: object):
        sizes = (offset, *shape, *stride)
        if not isinstance(storage, _Storage) or any(type(n) is not int or n < 0 for n in sizes):
            raise pickle.UnpicklingError("a tensor is described by something other than whole numbers")
        last = offset + sum((n - 1) * step for n, step in zip(shape, stride, strict=True))
        if math.prod(shape) > storage.size or last >= storage.size:
            raise pickle.UnpicklingError("a tensor reaches beyond its numbers")
        self.storage, self.offset, self.shape, self.stride = storage, offset, shape, stride

    def array(self) -> np.ndarray:
        values = self.storage.values
        if values is None:
            raise pickle.UnpicklingError("a tensor has no numbers")
        steps = [step * values.itemsize for step in self.stride]
        return np.lib.stride_tricks.as_strided(values[self.offset :], self.shape, steps, writeable=False)


class _TensorsOnly(pickle.Unpickler):
    """Knows a dictionary, a tensor and two kinds of storage; everything else is refused by name."""

    def __init__(self, file: io.BytesIO):
        super().__init__(file, encoding="ascii")
        self.storages: dict[str, _Storage] = {}

    @staticmethod
    def admitted(module: str, name: str) -> object:
        known = {
            ("collections", "OrderedDict"): _Mapping,
            ("torch._utils", "_rebuild_tensor_v2"): _Tensor,
            **{("torch", storage): dtype for storage, dtype in _STORAGES.items()},
        }
        if (module, name) not in known:
            raise pickle.UnpicklingError(f"it asks for {module}.{name}, which is no tensor")
        return known[module, name]

    def find_class(self, module: str, name: str) -> object:
        return self.admitted(module, name)

    def persistent_load(self, pid: tuple) -> _Storage:
        tag, dtype, key, _device, size, _view = pid
        if tag != "storage" or type(key) is not str or type(size) is not int or size < 0:
            raise pickle.UnpicklingError("a storage is described in an unknown way")
        storage = self.storages.setdefault(key, _Storage(dtype, size))
        if (storage.dtype, storage.size) != (dtype, size):
            raise pickle.UnpicklingError(f"storage {key} is described twice, differently")
        return storage


def read_tensors(content: bytes) -> dict[str, np.ndarray]:
    """The named tensors of a file that `torch.save` wrote in its format of before 2020.

    Such a file is a pickle, and a pickle is a program: read carelessly it can run any command. This reader admits
    dictionaries, numbers, strings and tensors of float32 or int64 that stay within the file, and nothing else.

    Args:
        content: the whole file.

    Returns:
        Arrays by name. They are read-only views of `content`.

    Raises:
        DamagedFile: the file is cut short, is no such file, or asks for something that is no tensor.

    Source: pytorch/torch/serialization.py, `_legacy_save`; Python's `pickle`, "Restricting Globals".

    >>> read_tensors(b"cos\\nsystem\\n(S'echo hello'\\ntR.")
    Traceback (most recent call last):
    cnncourse.data.store.DamagedFile: Refused the weights file: it asks for os.system, which is no tensor.
    """
    try:
        return _read(content)
    except _BROKEN as reason:
        raise DamagedFile(f"Refused the weights file: {reason}.") from None


def _read(content: bytes) -> dict[str, np.ndarray]:
    file = io.BytesIO(content)
    magic, protocol, system = (_load(file)[0] for _ in range(3))
    if magic != _MAGIC or protocol != _PROTOCOL or system["little_endian"] is not True:
        raise pickle.UnpicklingError("it is not a legacy PyTorch file")
    tensors, storages = _load(file)
    names, _ = _load(file)
    position = file.tell()
    for name in names:
        position = _fill(storages[name], content, position)
    if type(tensors) is not _Mapping or not all(type(name) is str for name in tensors):
        raise pickle.UnpicklingError("it is not a dictionary of named tensors")
    if not all(type(tensor) is _Tensor for tensor in tensors.values()):
        raise pickle.UnpicklingError("it holds something besides tensors")
    return {name: tensor.array() for name, tensor in tensors.items()}


def _load(file: io.BytesIO) -> tuple[object, dict[str, _Storage]]:
    """The next pickle and the storages that it names, after a look at each of its instructions."""
    start = file.tell()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a damaged file's odd strings
        for count, (opcode, argument, _) in enumerate(pickletools.genops(file)):
            _inspect(opcode.name, argument, count)
    file.seek(start)
    reader = _TensorsOnly(file)
    return reader.load(), reader.storages


def _inspect(opcode: str, argument: object, count: int) -> None:
    if opcode == "GLOBAL":
        _TensorsOnly.admitted(*argument.split(" ", 1))
    elif opcode not in _OPCODES:
        raise pickle.UnpicklingError(f"it uses the instruction {opcode}, which no tensor needs")
    elif opcode == "LONG_BINPUT" and argument > count:
        raise pickle.UnpicklingError(f"it asks for {argument:,} places of memory")


def _fill(storage: _Storage, content: bytes, position: int) -> int:
    """Read a storage's numbers; returns the position after them."""
    (size,) = struct.unpack_from("<q", content, position)
    if size != storage.size:
        raise pickle.UnpicklingError(f"a storage has {size} numbers where {storage.size} were announced")
    start = position + 8
    storage.values = np.frombuffer(content, storage.dtype, size, start)  # raises if the file ends too early
    return start + storage.values.nbytes

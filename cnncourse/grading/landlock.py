"""Landlock: refuse files, the network and signals to this process and all that it starts. It asks for no rights.

System calls as `man 7 landlock` describes them. What a kernel does not know yet is left out of the rules; its version
of the interface, the ABI, tells. Open files stay open.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import stat
import struct
from collections.abc import Iterable
from pathlib import Path

KEPT_OUT = "CNNCOURSE_KEPT_OUT"  # variable that names the folder of the course with its solutions
_CREATE, _ADD, _RESTRICT = 444, 445, 446  # alike on all processors
_VERSION, _BENEATH = 1, 1
_NO_NEW_PRIVILEGES = 38  # of prctl
_EXECUTE, _WRITE, _READ, _LIST = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_TRUNCATE, _IOCTL = 1 << 14, 1 << 15
_FILE = _EXECUTE | _WRITE | _READ | _TRUNCATE | _IOCTL  # rights that a single file can have
_FIRST = (1 << 13) - 1  # rights of the first ABI; each later one that added a right, and the right, stand below
_LATER = {2: 1 << 13, 3: _TRUNCATE, 5: _IOCTL}
_TCP = 0b11  # ABI 4: bind and connect
_SCOPES = 0b11  # ABI 6: no abstract sockets and no signals to processes outside


def version() -> int:
    """The kernel's ABI, 0 without Landlock."""
    return max(0, _call(_CREATE, None, 0, _VERSION))


def restrict(readable: Iterable[Path], writable: Iterable[Path], hidden: Path | None = None) -> bool:
    """Allow these files and folders and no others, for good.

    Args:
        readable: may be read and run, with all beneath. What does not exist is left out.
        writable: may be changed as well.
        hidden: a folder that stays closed although something above it is readable.

    Returns:
        Whether the kernel took it; if not, nothing has changed.
    """
    abi = version()
    if not abi:
        return False
    rights = _FIRST | sum(right for since, right in _LATER.items() if abi >= since)
    asked = struct.pack("QQQ", rights, _TCP * (abi >= 4), _SCOPES * (abi >= 6))[
        : 8 if abi < 4 else 16 if abi < 6 else 24
    ]
    rules = _call(_CREATE, ctypes.c_char_p(asked), len(asked), 0)
    if rules < 0:
        return False
    try:
        for path in readable:
            for part in _around(path, hidden):
                _allow(rules, part, (_EXECUTE | _READ | _LIST) & rights)
        for path in writable:
            _allow(rules, path, rights & ~_EXECUTE)
        if ctypes.CDLL(None).prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
            return False
        return _call(_RESTRICT, rules, 0) == 0
    finally:
        os.close(rules)


def _around(path: Path, hidden: Path | None) -> list[Path]:
    """The path itself, or everything in it but the hidden folder."""
    if hidden is None or not hidden.is_relative_to(path):
        return [path]
    if path == hidden or not path.is_dir():
        return []
    return [part for each in path.iterdir() for part in _around(each, hidden)]


def _allow(rules: int, path: Path, rights: int) -> None:
    with contextlib.suppress(OSError):
        handle = os.open(path, os.O_PATH | os.O_CLOEXEC)
        try:
            if not stat.S_ISDIR(os.fstat(handle).st_mode):
                rights &= _FILE
            _call(_ADD, rules, _BENEATH, ctypes.c_char_p(struct.pack("=Qi", rights, handle)), 0)
        finally:
            os.close(handle)


def _call(number: int, *arguments) -> int:
    try:
        return ctypes.CDLL(None, use_errno=True).syscall(number, *arguments)
    except AttributeError:  # no such function: not a Unix
        return -1

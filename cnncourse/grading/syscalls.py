"""Refuse system calls that no exercise needs: new processes, name spaces, mounts, tracing. Threads stay allowed.

A classic BPF program for seccomp (Linux, x86-64 and aarch64), as `man 2 seccomp` describes it. Limits on the number of
processes do not hold for root, so a fork bomb has to be refused here.
"""

from __future__ import annotations

import ctypes
import platform
import struct

_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_CLONE = {"x86_64": 56, "aarch64": 220}
_CLONE3, _CLONE_THREAD = 435, 0x00010000  # clone3 hides its flags behind a pointer; without it libc takes clone
_DENIED = {
    "x86_64": (57, 58, 101, 155, 161, 165, 166, 246, 248, 249, 250, 272, 298, 308, 310, 311, 321),
    "aarch64": (39, 40, 41, 51, 97, 104, 117, 217, 218, 219, 241, 268, 270, 271, 280),
}  # fork, vfork, ptrace, pivot_root, chroot, mount, umount2, kexec, keys, unshare, perf, setns, process_vm_*, bpf
_LOAD, _EQUAL, _ANY_BIT, _RETURN = 0x20, 0x15, 0x45, 0x06
_ALLOW, _ERROR, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_NO_PERMISSION, _NO_SUCH_CALL = 1, 38
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2  # of prctl


def program(machine: str) -> bytes:
    """The filter for a processor.

    Args:
        machine: `"x86_64"` or `"aarch64"`, as `platform.machine` tells.

    Raises:
        KeyError: another processor.
    """
    denied = (*_DENIED[machine],)
    lines = [
        (_LOAD, 0, 0, 4), (_EQUAL, 1, 0, _ARCHITECTURES[machine]), (_RETURN, 0, 0, _KILL), (_LOAD, 0, 0, 0),
        (_EQUAL, 0, 1, _CLONE3), (_RETURN, 0, 0, _ERROR | _NO_SUCH_CALL),
    ]  # fmt: skip
    for number in denied:
        lines += [(_EQUAL, 0, 1, number), (_RETURN, 0, 0, _ERROR | _NO_PERMISSION)]
    lines += [
        (_EQUAL, 0, 3, _CLONE[machine]), (_LOAD, 0, 0, 16), (_ANY_BIT, 1, 0, _CLONE_THREAD),
        (_RETURN, 0, 0, _ERROR | _NO_PERMISSION), (_RETURN, 0, 0, _ALLOW),
    ]  # fmt: skip
    return b"".join(struct.pack("<HBBI", *line) for line in lines)


def refuse() -> bool:
    """Put the filter on this thread and all that it starts, for good; returns whether the system took it."""
    try:
        code = program(platform.machine())
    except KeyError:
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    held = ctypes.create_string_buffer(code, len(code))
    asked = struct.pack("HxxxxxxP", len(code) // 8, ctypes.addressof(held))
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    return libc.prctl(_SECCOMP, _FILTER, ctypes.c_char_p(asked), 0, 0) == 0

"""The filter of system calls: what it lets through and what not."""

import struct
import subprocess
import sys

import pytest

from cnncourse.grading import syscalls

SCRIPT = """
import ctypes, os, subprocess, threading
from cnncourse.grading.syscalls import refuse
assert refuse()
ran = []
thread = threading.Thread(target=ran.append, args=(1,)); thread.start(); thread.join()
assert ran
for attempt in (os.fork, lambda: subprocess.run(["true"]), lambda: os.posix_spawn("/bin/true", ["true"], {})):
    try: attempt()
    except OSError as error: assert error.errno == 1, error
    else: raise AssertionError(attempt)
libc = ctypes.CDLL(None, use_errno=True)
assert libc.unshare(0x10000000) == -1 and libc.mount(b"a", b"/tmp", b"tmpfs", 0, None) == -1
assert libc.ptrace(0, 0, 0, 0) == -1
print("held")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="seccomp is Linux'")
def test_processes_are_refused_and_threads_are_not():
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True)
    assert done.stdout == "held\n", done.stderr


def run(code, number, flags, arch):
    """A classic BPF machine, as far as the program needs one."""
    lines = [struct.unpack_from("<HBBI", code, at) for at in range(0, len(code), 8)]
    data = struct.pack("<IIQQ", number, arch, 0, flags)
    at, value = 0, 0
    while True:
        kind, yes, no, k = lines[at]
        at += 1
        if kind == 0x20:
            value = struct.unpack_from("<I", data, k)[0]
        elif kind == 0x15:
            at += yes if value == k else no
        elif kind == 0x45:
            at += yes if value & k else no
        else:
            return k


@pytest.mark.parametrize(("machine", "arch", "clone", "execve", "read"),
                         [("x86_64", 0xC000003E, 56, 59, 0), ("aarch64", 0xC00000B7, 220, 221, 63)])  # fmt: skip
def test_the_program_of_each_processor(machine, arch, clone, execve, read):
    code = syscalls.program(machine)
    assert run(code, read, 0, arch) == syscalls._ALLOW
    assert run(code, clone, 0x3D0F00, arch) == syscalls._ALLOW, "a thread"
    assert run(code, clone, 17, arch) == syscalls._ERROR | 1, "a process"
    assert run(code, 435, 0, arch) == syscalls._ERROR | 38
    assert all(run(code, number, 0, arch) == syscalls._ERROR | 1 for number in syscalls._DENIED[machine])
    assert run(code, execve, 0, arch) == syscalls._ALLOW, "harmless where nothing can be forked"
    assert run(code, read, 0, 0x40000003) == syscalls._KILL, "32-bit calls have other numbers"

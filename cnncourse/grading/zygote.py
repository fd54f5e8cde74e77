"""A process that has imported the libraries and nothing else, and forks a child for every job.

It runs inside the jail and holds no solutions. It relays messages between the grader and the child, keeps the time, and
answers each job with a message of its own, whatever the child does.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import sys
import time

from cnncourse.autocheck.wire import Malformed, pack, read_raw, receive, send

from . import runner

IMPORTS = {"numpy": ("numpy",), "keras": ("numpy", "tensorflow", "keras", "cnncourse.nets.facts")}
LOADING = 20.0  # seconds, beyond the time that the statements have, until a child must have answered


def serve(stack: str) -> None:
    """Import a stack, say so, and work until the grader closes its end."""
    for name in IMPORTS[stack]:
        __import__(name)
    runner.prepare()
    jobs, answers = sys.stdin.buffer, sys.stdout.buffer
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    send(answers, {"ready": stack, "pid": os.getpid(), "isolation": runner.possible_isolation()})
    while True:
        try:
            job = receive(jobs)
            cases = read_raw(jobs)
        except EOFError:
            return
        _work(job, cases, answers)


def _work(job: dict, cases: bytes, answers) -> None:
    """Fork, hand the statements over, then the cases, and pass every result on."""
    to_child, from_parent = os.pipe()[::-1]
    from_child, to_parent = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(to_child)
        os.close(from_child)
        runner.run(from_parent, to_parent)  # never returns
    os.close(from_parent)
    os.close(to_parent)
    ended = _relay(job, cases, to_child, from_child, answers)
    os.close(to_child)
    os.close(from_child)
    status, usage = _reap(pid, patience=1.0 if ended == "died" else 0.0)
    send(answers, {"ended": ended, "signal": _signal(status), "cpu": usage.ru_utime + usage.ru_stime})


def _reap(pid: int, patience: float):
    """Status and resources of a child: one that is ending may do so by itself, any other is killed."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        done, status, usage = os.wait4(pid, os.WNOHANG)
        if done:
            return status, usage
        time.sleep(0.005)
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    _, status, usage = os.wait4(pid, 0)
    return status, usage


def _signal(status: int) -> int:
    """The signal that ended the child; the child's own child tells it as an exit status above 128."""
    if os.WIFSIGNALED(status):
        return os.WTERMSIG(status)
    code = os.WEXITSTATUS(status)
    return code - 128 if code > 128 else 0


def _relay(job: dict, cases: bytes, given: int, taken: int, answers) -> str:
    """Returns how it ended: `done`, `late`, `died`, or `garbled`. What the child says is wrapped, so that it cannot
    speak for the zygote."""
    try:
        _write(given, pack(job), LOADING)
        send(answers, {"child": _next(taken, job["load_seconds"] + LOADING)})
        _write(given, cases, LOADING)
        for seconds in job["seconds"]:
            send(answers, {"child": _next(taken, seconds)})
    except TimeoutError:
        return "late"
    except Malformed:
        return "garbled"
    except (EOFError, OSError):
        return "died"
    return "done"


def _write(pipe: int, message: bytes, seconds: float) -> None:
    """Write to a child that may not be reading."""
    end, view = time.monotonic() + seconds, memoryview(message)
    while view:
        _, ready, _ = select.select([], [pipe], [], max(0.0, end - time.monotonic()))
        if not ready:
            raise TimeoutError
        view = view[os.write(pipe, view[:4096]) :]  # no more than the pipe takes at once


class _Timed:
    """Reads of a pipe that give up at a point in time."""

    def __init__(self, pipe: int, seconds: float):
        self.pipe, self.end = pipe, time.monotonic() + seconds

    def read(self, count: int) -> bytes:
        ready, _, _ = select.select([self.pipe], [], [], max(0.0, self.end - time.monotonic()))
        if not ready:
            raise TimeoutError
        return os.read(self.pipe, min(count, 1 << 20))


def _next(pipe: int, seconds: float) -> bytes:
    return read_raw(_Timed(pipe, seconds))


if __name__ == "__main__":
    serve(sys.argv[1])

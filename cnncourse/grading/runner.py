"""The fork in which a reader's code runs: jailed, watched, and able to send nothing but plain data.

Everything here may be rewritten by that code, so nothing that it says is believed beyond "the answer gave this".
"""

from __future__ import annotations

import contextlib
import ctypes
import functools
import importlib
import io
import linecache
import os
import pkgutil
import resource
import signal
import sys
import types
from pathlib import Path
from typing import Any

from cnncourse.autocheck import capture
from cnncourse.autocheck.define import Case, Exercise, registered
from cnncourse.autocheck.observe import Observation, Raised, observe, plain
from cnncourse.autocheck.wire import receive, send

from . import landlock
from .syscalls import refuse

MEMORY, FILE, FILES = 6 * 2**30, 64 * 2**20, 128  # bytes of address space, bytes of a file, open files
SCRATCH = b"size=64m,mode=700"
_NEW = {"user": 0x10000000, "pid": 0x20000000, "net": 0x40000000, "mount": 0x00020000, "ipc": 0x08000000}
_DUMPABLE, _DEATH_SIGNAL = 4, 1  # of prctl
_DEVICES = ("null", "zero", "full", "random", "urandom")
_known: dict[str, Exercise] = {}


def prepare() -> None:
    """Before the first fork: import what every fork needs; nobody may read this process's memory."""
    importlib.import_module("cnncourse.grading.models")
    importlib.import_module("cnncourse.ops")
    for module in pkgutil.iter_modules(importlib.import_module("cnncourse.exercises").__path__):
        importlib.import_module(f"cnncourse.exercises.{module.name}")
    _known.update(registered())
    _prctl(_DUMPABLE, 0)


def possible_isolation() -> list[str]:
    """What a fork of this process will be kept in, beside bubblewrap: tried in a fork."""
    pid = os.fork()
    if pid == 0:
        os._exit(2 * _unshare() + 4 * _close_files() + refuse())
    _, status = os.waitpid(pid, 0)
    found = os.WEXITSTATUS(status)
    layers = {"namespaces": found & 2, "landlock": found & 4, "seccomp": found & 1, "rlimits": True}
    return [name for name, there in layers.items() if there]


def run(from_parent: int, to_parent: int) -> None:
    """Do one job and end the process. Called in the fork."""
    try:
        _prctl(_DUMPABLE, 1)  # else the mapping of its own name space could not be written
        _prctl(_DEATH_SIGNAL, signal.SIGKILL)
        os.setsid()  # signals to its group reach nobody else
        _hide_streams(from_parent, to_parent)
        if _unshare():
            inner = os.fork()  # the first process of the new name space: when it ends, all that it started ends too
            if inner:
                os.close(from_parent)
                os.close(to_parent)
                _, status = os.waitpid(inner, 0)
                os._exit(128 + os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status))
            _prctl(_DEATH_SIGNAL, signal.SIGKILL)
            os.setsid()
            _mount_scratch()
        _limit()
        _close_files()
        refuse()
        with os.fdopen(from_parent, "rb") as given, os.fdopen(to_parent, "wb") as results:
            _do(receive(given), given, results)
    except BaseException:
        os._exit(1)
    os._exit(0)


def _prctl(option: int, value: int) -> None:
    with contextlib.suppress(Exception):
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


def _unshare() -> bool:
    user, group = os.getuid(), os.getgid()
    if ctypes.CDLL(None, use_errno=True).unshare(sum(_NEW.values())) != 0:
        return False
    for name, text in (("setgroups", "deny"), ("uid_map", f"0 {user} 1"), ("gid_map", f"0 {group} 1")):
        with contextlib.suppress(OSError), open(f"/proc/self/{name}", "w") as file:
            file.write(text)
    return True


def _mount_scratch() -> None:
    """A private, small folder for files, and the only one that can be written."""
    place = os.environ.get("TMPDIR", "/tmp")
    libc = ctypes.CDLL(None, use_errno=True)
    libc.mount(b"none", b"/", None, 0x4000 | 0x40000, None)  # nothing that is mounted here is seen outside
    if libc.mount(b"tmpfs", place.encode(), b"tmpfs", 0, SCRATCH) == 0:
        with contextlib.suppress(OSError):
            os.chdir(place)


def _close_files() -> bool:
    """Only the system, Python and the course without solutions may be read, only the scratch folder written."""
    course = Path(__file__).parents[2]
    system = [Path("/", name) for name in ("usr", "bin", "sbin", "lib", "lib64", "lib32", "proc")]
    python = {Path(sys.prefix), Path(sys.base_prefix), Path(sys.executable).resolve().parents[1]}
    devices = [Path("/dev", name) for name in _DEVICES]
    hidden = os.environ.get(landlock.KEPT_OUT)
    scratch = Path(os.environ.get("TMPDIR", "/tmp"))
    return landlock.restrict([*system, *python, course], [scratch, *devices], Path(hidden) if hidden else None)


def _hide_streams(*kept: int) -> None:
    """No stream of the zygote's stays open but the two pipes; what is printed goes nowhere."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)
    for name in os.listdir("/proc/self/fd") if os.path.isdir("/proc/self/fd") else map(str, range(3, 64)):
        if int(name) > 2 and int(name) not in kept:
            with contextlib.suppress(OSError):
                os.close(int(name))
    sys.stdin, sys.stdout, sys.stderr = io.StringIO(), io.StringIO(), io.StringIO()


def _limit() -> None:
    for what, value in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_FSIZE, FILE), (resource.RLIMIT_NOFILE, FILES),
                        (resource.RLIMIT_CORE, 0), (resource.RLIMIT_NPROC, 64)):  # fmt: skip
        with contextlib.suppress(ValueError, OSError):
            hard = resource.getrlimit(what)[1]
            resource.setrlimit(what, (value, value) if hard < 0 else (min(value, hard),) * 2)


def _do(job: dict, given, results) -> None:
    """Load the statements, then answer exercise by exercise. The pipe stays private to this frame."""
    if job["kind"] == "examine":
        send(results, {"loaded": {}})
        _examine(receive(given), results)
        return
    module, errors = _load(job)
    send(results, {"loaded": errors})
    for name, cases in receive(given):
        send(results, _answer(name, cases, module))


def _load(job: dict) -> tuple[types.ModuleType, dict[str, Raised]]:
    """Run the statements in a module of their own; an error costs only what rests on that statement."""
    module = types.ModuleType("__main__")
    sys.modules["__main__"] = module
    _forbid(job["forbidden"])
    errors: dict[str, Raised] = {}
    with capture.captured():
        for number, text in job["statements"]:
            name = f"<statement {number}>"
            linecache.cache[name] = (len(text), None, text.splitlines(True), name)
            try:
                with capture.time_limit(job["load_seconds"]):
                    exec(compile(text, name, "exec"), module.__dict__)
            except BaseException as error:
                errors[str(number)] = Raised(type(error).__name__, _message(error))
    return module, errors


def _message(error: BaseException) -> str:
    try:
        return str(error)[:500]
    except BaseException:
        return ""


class Forbidden(Exception):
    """The course's own solution was asked for."""


_asked = [""]  # the exercise that is being answered
_INSIDE = ("data", "exercises", "figures", "nets", "ops", "pretrained")


def _forbid(names: list[str]) -> None:
    """While an exercise is graded, the course's own function of that name refuses to be called from outside."""
    for path, module in list(sys.modules.items()):
        if not path.startswith(("cnncourse.ops", "cnncourse.nets")):
            continue
        for name in names:
            own = vars(module).get(name)
            if isinstance(own, types.FunctionType):
                setattr(module, name, _guarded(own, name))


def _guarded(own: types.FunctionType, name: str):
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    inside = tuple(os.path.join(package, part) for part in _INSIDE)

    @functools.wraps(own)
    def guarded(*args, **kwargs):
        if _asked[0] == name and not sys._getframe(1).f_code.co_filename.startswith(inside):
            raise Forbidden(f"{name} is what this exercise asks for; the course's own is closed while it is graded")
        return own(*args, **kwargs)

    return guarded


def _answer(name: str, cases: Any, module: types.ModuleType) -> dict:
    """What one exercise's answer showed, as plain data."""
    if cases is None:  # a prediction or a choice: a value
        return {"name": name, "value": plain(getattr(module, name, ...)), "each": None}
    answer = getattr(module, name, None)
    if not callable(answer):
        return {"name": name, "value": plain(answer), "each": None}
    from .models import Recorder

    made = _known[name]
    _asked[0] = name
    recorder = Recorder(answer) if made.observer else answer
    with _cpu_limit(made.seconds):
        shown = observe(made, recorder, _drawn(made, cases))
    found = {"name": name, "each": shown.each, "repeatable": shown.repeatable, "seconds": shown.seconds,
             "printed": shown.printed[:2000]}  # fmt: skip
    if made.observer and recorder.models and not any(one.raised or one.timed_out for one in shown.each):
        found["models"] = recorder.models
    return found


def _drawn(made: Exercise, cases: list | dict) -> list[Case]:
    """The cases as they were sent, or drawn here where they hand over functions."""
    if isinstance(cases, dict):
        return made.draw_cases(cases["draw"])
    return [Case(label, tuple(args)) for label, args in cases]


@contextlib.contextmanager
def _cpu_limit(seconds: float):
    """Raise `TimedOut` after so many seconds of processor time, so that a busy machine costs nobody points."""

    def stop(number, frame):
        raise capture.TimedOut

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds, 0.5)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _examine(asked: list, results) -> None:
    """Observe models that another fork described; no code of the reader's is here."""
    from .models import Replayed

    for name, cases, models in asked:
        made = _known[name]
        try:
            replayed = Replayed(models)
        except ValueError as reason:
            send(results, {"name": name, "refused": str(reason)})
            continue
        shown = observe(made, replayed, _drawn(made, cases))
        send(results, {"name": name, "each": shown.each, "repeatable": True, "seconds": shown.seconds, "printed": ""})


__all__ = ["Observation", "possible_isolation", "prepare", "run"]

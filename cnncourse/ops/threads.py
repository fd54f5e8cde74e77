"""Sharing a layer's chunks among the cores, while BLAS keeps to one thread for each.

BLAS would use all cores by itself, but its threads wait for each other by spinning: where another program wants a
core too, a product of a few milliseconds was measured at fifty times its length. Here a core that is late leaves its
chunks to the others. And a sum done by one thread has the same last bits on two cores as on twenty.
"""

import ctypes
import importlib.util
import os
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import cache
from typing import TypeVar

Part = TypeVar("Part")

_lock = threading.Lock()
_held = {"calls": 0, "before": 0}  # how many calls hold BLAS now, and its threads before the first
_pool: ThreadPoolExecutor | None = None


def share(start: Callable[[], Callable[[Part], None]], parts: Sequence[Part]) -> None:
    """Do every part of a piece of work, on as many cores as there are.

    Args:
        start: called once on each core that takes part; returns the function that does one part. Buffers that a core
            uses again and again live in its closure.
        parts: what to do; no two may write to one place.

    >>> done = []
    >>> share(lambda: done.append, [1])
    >>> done
    [1]
    """
    with one_blas_thread() as held:
        helpers = min(cores(), len(parts)) - 1 if held else 0
        queue = deque(parts)

        def drain():
            work = start()
            while True:
                try:
                    part = queue.popleft()
                except IndexError:  # another core took the last one
                    return
                work(part)

        futures = []
        with suppress(RuntimeError):  # where no more threads may be started, this one does it all
            futures += (_helpers().submit(drain) for _ in range(helpers))
        try:
            drain()
        finally:
            queue.clear()
            for future in [future for future in futures if not future.cancel()]:
                future.result()


def cores() -> int:
    """Count the cores that this process may use.

    >>> cores() >= 1
    True
    """
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def one_blas_thread() -> Iterator[bool]:
    """Hold NumPy's BLAS to one thread, and give it back its threads afterwards.

    Yields:
        Whether that could be done; only OpenBLAS, which NumPy's wheels carry, is known here.

    >>> with one_blas_thread() as held:
    ...     threads = blas_threads()
    >>> threads == 1 or not held
    True
    """
    control = _openblas()
    if control is None:
        yield False
        return
    read, write = control
    with _lock:
        if _held["calls"] == 0:
            _held["before"] = read()
            write(1)
        _held["calls"] += 1
    try:
        yield True
    finally:
        with _lock:
            _held["calls"] -= 1
            if _held["calls"] == 0:
                write(_held["before"])


def blas_threads() -> int | None:
    """Ask OpenBLAS for its number of threads; None where NumPy has another BLAS.

    >>> blas_threads() is None or blas_threads() >= 1
    True
    """
    control = _openblas()
    return control[0]() if control else None


@cache
def _openblas():
    """OpenBLAS' own functions to read and set its threads, looked up through the module that NumPy multiplies with."""
    spec = importlib.util.find_spec("numpy._core._multiarray_umath")
    try:
        library = ctypes.CDLL(spec.origin)
    except (AttributeError, OSError):
        return None
    for name in ("scipy_openblas_{}_num_threads64_", "scipy_openblas_{}_num_threads", "openblas_{}_num_threads64_",
                 "openblas_{}_num_threads"):  # fmt: skip
        if hasattr(library, name.format("set")) and hasattr(library, name.format("get")):
            read, write = getattr(library, name.format("get")), getattr(library, name.format("set"))
            read.restype, read.argtypes, write.restype, write.argtypes = ctypes.c_int, [], None, [ctypes.c_int]
            return read, write
    return None


def _helpers():
    """The threads beside the caller's, started when first needed."""
    global _pool
    if _pool is None:
        _pool = ThreadPoolExecutor(max(cores() - 1, 1), thread_name_prefix="cnncourse-ops")
    return _pool


def _forget():
    """A forked child has none of its parent's threads, and its parent's lock may be taken."""
    global _pool, _lock
    _pool, _lock = None, threading.Lock()
    if _held["calls"]:
        _held["calls"] = 0
        _openblas()[1](_held["before"])


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)

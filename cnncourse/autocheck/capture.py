"""Hold back what a reader's code prints, and stop it when it takes too long."""

from __future__ import annotations

import contextlib
import ctypes
import io
import os
import sys
import tempfile
import threading
import warnings
from collections.abc import Iterator

LONGEST = 20_000  # characters kept of what was printed


class TimedOut(BaseException):
    """The time limit passed. A BaseException, so that `except Exception` in an answer does not swallow it."""


class Printed:
    """Text printed inside `captured`, known after it ends."""

    text = ""


class _Clipped(io.StringIO):
    def write(self, text: str) -> int:
        if self.tell() < LONGEST:
            super().write(text[:LONGEST])
        return len(text)


@contextlib.contextmanager
def captured() -> Iterator[Printed]:
    """Keep what Python and C code print to standard output and error.

    C code writes to descriptor 2 behind Python's back (TensorFlow's logs do), so that descriptor is pointed at a
    temporary file for the while.
    """
    printed, stream = Printed(), _Clipped()
    with tempfile.TemporaryFile() as low, _descriptor(2, low.fileno()):
        try:
            with (
                contextlib.redirect_stdout(stream),
                contextlib.redirect_stderr(stream),
                warnings.catch_warnings(),
            ):
                yield printed
        finally:
            low.seek(0)
            printed.text = (stream.getvalue() + low.read(LONGEST).decode(errors="replace"))[:LONGEST]


@contextlib.contextmanager
def _descriptor(number: int, target: int) -> Iterator[None]:
    try:
        saved = os.dup(number)
    except OSError:  # no such descriptor: a windowed program on Windows
        yield
        return
    with contextlib.suppress(Exception):
        sys.stderr.flush()
    os.dup2(target, number)
    try:
        yield
    finally:
        os.dup2(saved, number)
        os.close(saved)


@contextlib.contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise `TimedOut` in this thread after `seconds`; works on every system, between two steps of Python code."""
    ident, lock, over = threading.get_ident(), threading.Lock(), threading.Event()

    def stop() -> None:
        wait = seconds
        while not over.wait(wait):
            wait = 0.5  # an answer with a bare `except:` swallows the first one
            with lock:
                if not over.is_set():
                    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(ident), ctypes.py_object(TimedOut))

    threading.Thread(target=stop, daemon=True).start()
    try:
        yield
    finally:
        with lock:
            over.set()

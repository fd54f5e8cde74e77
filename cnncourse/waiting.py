"""A line that says how far something slow is; silent where nobody waits: under tests, grading and stored notebooks."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterator

PATIENCE = 2.0  # seconds without a line: what ends sooner needs none
PAUSE = 0.5  # seconds between two lines


def clock_text(done: float, total: float, elapsed: float) -> str:
    """What the line says, from the part that is done and the seconds that it took.

    >>> clock_text(1, 4, 10)
    '25 %, about 30 s left'
    """
    if done <= 0:
        return "0 %"
    return f"{100 * done / total:.0f} %, about {elapsed * (total - done) / done:.0f} s left"


@contextlib.contextmanager
def waiting(what: str, total: float, show: Callable[[str], None] | None = None) -> Iterator[Callable[[float], None]]:
    """Give a function that is told how much of `total` is done, and shows it now and then; the line goes at the end.

    Args:
        what: what the reader waits for, to stand before a colon.
        total: all there is to do, in any unit.
        show: takes a line and replaces the one before; of the notebook or the terminal without it.
    """
    show = show or _place()
    started = time.monotonic()
    last = started + PATIENCE - PAUSE
    shown = False

    def tell(done: float) -> None:
        nonlocal last, shown
        now = time.monotonic()
        if show is not None and now - last >= PAUSE:
            show(f"{what}: {clock_text(done, total, now - started)}")
            last, shown = now, True

    try:
        yield tell
    finally:
        if shown:
            show("")


def _place() -> Callable[[str], None] | None:
    """What shows a line here, past whatever holds printed text back; None where nobody looks."""
    if os.environ.get("CNNCOURSE_HOME") == "off":
        return None
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    if shell is not None and hasattr(shell, "kernel"):
        return _notebook()
    terminal = sys.__stdout__
    if terminal is None or terminal.closed or not terminal.isatty():
        return None
    return lambda line: print(f"\r{line:70}" + "\r" * (not line), end="", file=terminal, flush=True)


def _notebook() -> Callable[[str], None]:
    """A function that shows a line in the cell's output; each replaces the one before."""
    from IPython.display import HTML, display

    handle = None

    def show(line: str) -> None:
        nonlocal handle
        text = HTML(f'<div style="color:#666">{line}</div>' if line else "")
        if handle is None:
            handle = display(text, display_id=True)
        else:
            handle.update(text)

    return show

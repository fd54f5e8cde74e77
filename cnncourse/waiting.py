"""A bar that says how far something slow is; silent where nobody waits: under tests, grading and stored notebooks."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Callable, Collection, Iterator
from typing import TypeVar

PATIENCE = 2.0  # seconds without a bar: what ends sooner needs none
PAUSE = 0.5  # seconds between two bars
CELLS = 20  # characters of a bar in a terminal

Thing = TypeVar("Thing")
Show = Callable[[str, float], None]  # takes a line and the share that is done; an empty line takes the bar away


def clock_text(done: float, total: float, elapsed: float, before: float = 0) -> str:
    """What the line says: the part that is done, and the time left if all goes on as in the `elapsed` seconds.

    Args:
        done: of `total`, in any unit.
        total: all there is to do.
        elapsed: seconds.
        before: what had been done when these seconds began.

    >>> clock_text(1, 4, 10)
    '25 %, about 30 s left'
    """
    share = f"{100 * done / total:.0f} %"
    if done <= before:
        return share
    return f"{share}, about {elapsed * (total - done) / (done - before):.0f} s left"


@contextlib.contextmanager
def waiting(
    what: str, total: float, show: Show | None = None, slow_start: bool = False
) -> Iterator[Callable[[float], None]]:
    """Give a function that is told how much of `total` is done, and shows it now and then; the bar goes at the end.

    Args:
        what: what the reader waits for, to stand before a colon.
        total: all there is to do, in any unit.
        show: draws the bar over the one before; in the notebook or the terminal without it.
        slow_start: what is told first took longer than the like will take; the time left rests on what comes after.
    """
    show = show or _place()
    started = time.monotonic()
    last = started + PATIENCE - PAUSE
    shown, before = False, 0.0

    def tell(done: float) -> None:
        nonlocal last, shown, started, before
        now = time.monotonic()
        if slow_start and not before:
            started, before = now, done
        if show is not None and now - last >= PAUSE:
            show(f"{what}: {clock_text(done, total, now - started, before)}", done / total)
            last, shown = now, True

    try:
        yield tell
    finally:
        if shown:
            show("", 1)


def each(things: Collection[Thing], what: str, show: Show | None = None) -> Iterator[Thing]:
    """Go through `things`, with a bar where that takes more than two seconds.

    Args:
        things: what is gone through, such as `range(3)`; it must have a length.
        what: what the reader waits for, to stand before a colon.
        show: as for `waiting`.

    Yields:
        The things, one by one.

    >>> [seed**2 for seed in each(range(3), "training")]
    [0, 1, 4]
    """
    with waiting(what, len(things), show) as tell:
        for done, thing in enumerate(things, 1):
            yield thing
            tell(done)


@contextlib.contextmanager
def fitting(what: str, show: Show | None = None) -> Iterator[None]:
    """Give every `fit` of a Keras model inside a bar that moves with each batch.

    Args:
        what: what the reader waits for, to stand before a colon.
        show: as for `waiting`.
    """
    from cnncourse import keras

    plain = keras.Model.fit

    class Bar(keras.callbacks.Callback):
        def __init__(self, tell):
            super().__init__()
            self.tell, self.passes = tell, 0

        def on_epoch_begin(self, epoch, logs=None):
            self.passes = epoch

        def on_train_batch_end(self, batch, logs=None):
            if steps := self.params["steps"]:  # unknown at first where images come from a generator
                self.tell((self.passes + (batch + 1) / steps) / self.params["epochs"])

    def fit(model, *given, callbacks=(), **named):
        with waiting(what, 1, show, slow_start=True) as tell:  # Keras builds its graph in the first batch
            return plain(model, *given, callbacks=[*(callbacks or ()), Bar(tell)], **named)

    keras.Model.fit = fit
    try:
        yield
    finally:
        keras.Model.fit = plain


def _place() -> Show | None:
    """What draws a bar here, past whatever holds printed text back; None where nobody looks."""
    if os.environ.get("CNNCOURSE_HOME") == "off":
        return None
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    if shell is not None and hasattr(shell, "kernel"):
        return _notebook()
    terminal = sys.__stdout__
    if terminal is None or terminal.closed or not terminal.isatty():
        return None

    def show(line: str, share: float) -> None:
        full = round(CELLS * share)
        text = f"{'█' * full}{'░' * (CELLS - full)} {line}" if line else ""
        print(f"\r{text:90}" + "\r" * (not line), end="", file=terminal, flush=True)

    return show


def _notebook() -> Show:
    """A function that draws a bar in the cell's output, over the one before."""
    from IPython.display import HTML, display

    handle = None

    def show(line: str, share: float) -> None:
        nonlocal handle
        bar = f'<progress value="{share:.3f}" style="width:12em;accent-color:#4477aa"></progress> {line}'
        text = HTML(f'<div role="status" style="opacity:.7">{bar}</div>' if line else "")
        if handle is None:
            handle = display(text, display_id=True)
        else:
            handle.update(text)

    return show

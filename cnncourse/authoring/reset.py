"""Give a reader a clean copy of a notebook, and lose nothing of theirs."""

from __future__ import annotations

import datetime
from pathlib import Path

import nbformat

from .build import target
from .expand import to_notebook
from .read import read_lesson


def reset(number: str, now: datetime.datetime | None = None) -> tuple[Path, Path | None]:
    """Write a clean notebook; the reader's own is kept beside it under a dated name.

    Args:
        number: two digits.
        now: the date to name the old one by; this moment, without it.

    Returns:
        The clean notebook, and where the old one went (None if there was none).
    """
    path, made = target(number), to_notebook(read_lesson(number))
    kept = None
    if path.exists():
        stamp = (now or datetime.datetime.now()).strftime("%Y-%m-%d-%H%M%S")
        kept = path.with_name(f"{path.stem}.mine-{stamp}.ipynb")
        if kept.exists():
            raise FileExistsError(f"{kept.name} is there already; wait a second and try again")
        path.rename(kept)
    path.parent.mkdir(exist_ok=True)
    path.write_text(nbformat.writes(made) + "\n", encoding="utf-8")
    return path, kept

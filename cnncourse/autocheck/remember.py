"""Keep what a reader has passed, in their own data folder and nowhere else."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import tempfile
from pathlib import Path

from .judge import Verdict


def folder() -> Path | None:
    """Where progress is kept: `CNNCOURSE_HOME`, else the system's place for user data; None when switched off.

    `CNNCOURSE_HOME=off` keeps nothing, as tests and stored notebooks want it.
    """
    chosen = os.environ.get("CNNCOURSE_HOME", "")
    if chosen.lower() == "off":
        return None
    if chosen:
        return Path(chosen)
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA", Path.home())) / "cnncourse"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "cnncourse"
    return Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local" / "share")) / "cnncourse"


def recall() -> dict[str, dict]:
    """What is known of each exercise: points, tries, hints taken. A damaged file is set aside, not lost."""
    place = folder()
    path = place / "progress.json" if place else None
    if path is None or not path.exists():
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(found, dict):
            raise ValueError("not a table")
        return found
    except ValueError:
        with contextlib.suppress(OSError):
            path.replace(path.with_suffix(".damaged.json"))
        return {}


def keep(verdict: Verdict) -> None:
    """Note a verdict; the best one counts. A folder that cannot be written is no reason to fail a check."""
    if verdict.outcome == "not attempted":
        return
    entry = recall().get(verdict.name, {})
    _update(
        verdict.name,
        points=max(verdict.points, entry.get("points", 0.0)),
        out_of=verdict.out_of,
        tries=entry.get("tries", 0) + 1,
    )


def keep_hint(name: str, shown: int) -> None:
    """Note how many hints have been shown."""
    _update(name, hints=shown)


def _update(name: str, **values) -> None:
    place = folder()
    if place is None:
        return
    known = recall()
    known[name] = {**known.get(name, {}), **values}
    with contextlib.suppress(OSError):
        place.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=place, suffix=".part")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(known, file, indent=1)
        os.replace(temporary, place / "progress.json")  # whole or not at all

"""A reader's own list of attempts that passed: one line of a file for each, only ever added to."""

from __future__ import annotations

import contextlib
import datetime
import json

from . import remember


def add(name: str, **facts: float | str) -> None:
    """Note an attempt, with the moment. A folder that cannot be written is no reason to fail a check.

    Args:
        name: the exercise.
        facts: what was measured.
    """
    place = remember.folder()
    if place is None:
        return
    moment = datetime.datetime.now().strftime("%Y-%m-%d %H:%M")
    line = json.dumps({"exercise": name, "when": moment} | facts)
    path = place / "leaderboard.jsonl"
    with contextlib.suppress(OSError):
        place.mkdir(parents=True, exist_ok=True)
        torn = path.exists() and path.read_bytes()[-1:] not in (b"", b"\n")  # by a power cut, for example
        with path.open("a", encoding="utf-8") as file:
            file.write("\n" * torn + line + "\n")


def attempts(name: str, *numbers: str) -> tuple[list[dict], str]:
    """What was noted, oldest first, and a sentence about what cannot be read, which stays in the file as it is.

    Args:
        name: the exercise.
        numbers: facts without which an attempt cannot be read.
    """
    place = remember.folder()
    path = place / "leaderboard.jsonl" if place else None
    if path is None or not path.exists():
        return [], ""
    try:
        lines = path.read_bytes().decode("utf-8", errors="replace").splitlines()
    except OSError as reason:
        return [], f"{path} cannot be read: {reason.strerror}."
    found, damaged = [], 0
    for line in filter(str.strip, lines):
        try:
            entry = json.loads(line)
        except ValueError:
            entry = None
        whole = isinstance(entry, dict) and isinstance(entry.get("when", ""), str)
        if not whole or (entry.get("exercise") == name and not all(_number(entry.get(key)) for key in numbers)):
            damaged += 1
        elif entry.get("exercise") == name:
            found.append(entry)
    if not damaged:
        return found, ""
    lost = "One line" if damaged == 1 else f"{damaged} lines"
    return found, f"{lost} of {path} cannot be read; nothing was removed from it."


def _number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)

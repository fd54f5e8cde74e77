"""The same unit of work on a running Dask cluster.

Dask's scheduler and workers execute pickles from whoever can connect: keep their ports inside a trusted network, or use
its TLS (`tls://` addresses, with certificates in Dask's own configuration).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .grader import Grader
from .submissions import Submission

RETRIES = 3  # of a submission whose worker was lost
TIMEOUT = "20s"  # for the scheduler to answer
_graders: dict[tuple[int, bool], Grader] = {}  # of a worker


def grade_there(content: bytes, seed: int, strict: bool) -> dict[str, Any]:
    """Grade one notebook on a worker, which keeps its zygotes."""
    if (seed, strict) not in _graders:
        _graders[seed, strict] = Grader(seed, strict)
    return _graders[seed, strict].grade(content).plain()


def graded_on(
    address: str, found: list[Submission], seed: int, strict: bool
) -> Iterator[tuple[Submission, dict[str, Any]]]:
    """Send submissions to a scheduler and yield them as they are done, each once.

    Args:
        address: of the scheduler, as `tcp://host:8786`.
        found: the submissions.
        seed: of the inputs.
        strict: whether workers refuse to run without bubblewrap.

    Raises:
        ImportError: `distributed` is not installed.
    """
    try:
        from distributed import Client, as_completed
    except ImportError:
        raise ImportError("a cluster needs Dask: pip install 'cnncourse[instructor]'") from None
    with Client(address, timeout=TIMEOUT) as client:
        jobs = {
            client.submit(grade_there, one.content, seed, strict, pure=False, retries=RETRIES): one for one in found
        }
        for job in as_completed(list(jobs)):
            yield jobs[job], job.result()

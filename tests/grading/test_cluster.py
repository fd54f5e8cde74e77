"""The same grades from a Dask cluster, and from one that loses a worker."""

import os
import signal

import pytest

from cnncourse.grading import classroom

from .conftest import needs_bubblewrap, needs_package
from .made import notebook
from .test_classroom import content


def test_a_cluster_gives_the_same_grades_and_may_lose_a_worker(tmp_path):
    distributed = needs_package("distributed")
    needs_bubblewrap()
    (tmp_path / "in").mkdir()
    for number in range(6):
        (tmp_path / "in" / f"s{number}.ipynb").write_bytes(notebook(solved=["output_size", "pad2d"][: number % 3]))
    classroom.grade(tmp_path / "in", tmp_path / "here", seed=5)
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    ) as cluster:
        killed = []

        def tell(done, number, left):
            if not killed:
                killed.append(next(iter(cluster.workers.values())))
                os.kill(killed[0].pid, signal.SIGKILL)  # its own `kill` leaves an event loop open

        classroom.grade(tmp_path / "in", tmp_path / "there", seed=5, cluster=cluster.scheduler_address, tell=tell)
    assert killed and content(tmp_path / "there") == content(tmp_path / "here")


def test_an_address_that_nobody_answers_is_said(monkeypatch):
    needs_package("distributed")
    from cnncourse.grading import cluster
    from cnncourse.grading.cluster import graded_on

    monkeypatch.setattr(cluster, "TIMEOUT", "1s")

    with pytest.raises(OSError, match="Timed out|timed out"):
        list(graded_on("tcp://127.0.0.1:9", [], 0, False))

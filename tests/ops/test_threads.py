"""Work shared among cores is done once, with one answer, and leaves BLAS as it was."""

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from cnncourse import ops
from cnncourse.ops import threads

RNG = np.random.default_rng(0)
X, K = RNG.normal(size=(6, 40, 41, 8)).astype("float32"), RNG.normal(size=(3, 3, 8, 16)).astype("float32")
DY = RNG.normal(size=(6, 38, 39, 16)).astype("float32")


@pytest.fixture(params=[1, 2, 5])
def cores(request, monkeypatch):
    """A machine with that many cores."""
    monkeypatch.setattr(threads, "cores", lambda: request.param)
    monkeypatch.setattr(threads, "_pool", None)
    yield request.param
    if threads._pool:
        threads._pool.shutdown()


def test_each_part_is_done_once(cores):
    done, lock = [], threading.Lock()

    def start():
        def work(part):
            with lock:
                done.append(part)

        return work

    threads.share(start, range(100))
    assert sorted(done) == list(range(100))


def test_the_numbers_do_not_depend_on_the_cores(cores):
    """To the last bit: the order of every sum is fixed."""
    once = ops.conv2d(X, K), *ops.conv2d_backward(DY, X, K)
    for _ in range(5):
        again = ops.conv2d(X, K), *ops.conv2d_backward(DY, X, K)
        for a, b in zip(once, again, strict=True):
            np.testing.assert_array_equal(a, b)
    np.testing.assert_array_equal(once[0], BASELINE[0])
    np.testing.assert_array_equal(once[2], BASELINE[2])


BASELINE = ops.conv2d(X, K), *ops.conv2d_backward(DY, X, K)


@pytest.mark.skipif(threads.blas_threads() is None, reason="NumPy has another BLAS here")
def test_blas_has_one_thread_meanwhile_and_its_own_afterwards():
    read, write = threads._openblas()
    before = read()
    try:
        for count in (2, 3):
            write(count)
            seen = []
            threads.share(lambda: lambda part: seen.append(read()), range(4))  # noqa: B023
            with threads.one_blas_thread():
                ops.conv2d(X, K)
                assert read() == 1
            assert set(seen) == {1}
            assert read() == count
    finally:
        write(before)


def test_callers_on_several_threads_do_not_disturb_each_other():
    before = threads.blas_threads()
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: ops.conv2d(X, K), range(30)))
    for answer in answers:
        np.testing.assert_array_equal(answer, BASELINE[0])
    assert threads.blas_threads() == before


def test_an_error_in_a_part_reaches_the_caller_and_blas_gets_its_threads_back(cores):
    before = threads.blas_threads()

    def fail(part):
        raise KeyError(part)

    with pytest.raises(KeyError):
        threads.share(lambda: fail, range(10))
    assert threads.blas_threads() == before
    test_each_part_is_done_once(cores)


def test_where_no_thread_may_be_started_the_caller_does_it_all(monkeypatch):
    class Refusing:
        def submit(self, work):
            raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threads, "cores", lambda: 4)
    monkeypatch.setattr(threads, "_helpers", Refusing)
    np.testing.assert_array_equal(ops.conv2d(X, K), BASELINE[0])


def test_another_blas_is_left_alone(monkeypatch):
    monkeypatch.setattr(threads, "_openblas", lambda: None)
    assert threads.blas_threads() is None
    np.testing.assert_allclose(ops.conv2d(X, K), BASELINE[0], rtol=1e-4, atol=1e-4)


FORK = """
import os
import sys
import threading
import numpy as np
from cnncourse import ops
from cnncourse.ops import threads

threads.cores = lambda: 2
x, k = np.ones((4, 60, 60, 8), "float32"), np.ones((3, 3, 8, 16), "float32")
y = ops.conv2d(x, k)  # starts the thread that a forked child will not have
threads._lock.acquire()  # as if another thread were just asking for BLAS
child = os.fork()
if child == 0:
    meet = threading.Barrier(2, timeout=30)
    threads.share(lambda: lambda part: meet.wait(), range(2))  # passes only if two threads come
    os._exit(0 if np.array_equal(ops.conv2d(x, k), y) else 1)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


@pytest.mark.skipif(not hasattr(threads.os, "fork"), reason="this system cannot fork")
def test_a_forked_child_can_go_on():
    assert subprocess.run([sys.executable, "-W", "ignore", "-c", FORK], timeout=60, check=False).returncode == 0

"""Grading beside unmodified nbgrader, on the same submissions in one run: `python tests/benchmarks/test_grading_speed.py`.

Both are given notebooks with nothing but set-up, stubs and checks, so that nbgrader does not pay for the lesson's experiments.
nbgrader runs in one process for all students, which is its fastest way. Under pytest this runs only where
CNNCOURSE_BENCHMARKS is set: no ordinary test depends on the clock.
"""

import os

for name in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"):
    os.environ.pop(name, None)  # settings for other machines
os.environ["CNNCOURSE_HOME"] = "off"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import contextlib  # noqa: E402
import subprocess  # noqa: E402
import sys  # noqa: E402
import tempfile  # noqa: E402
import time  # noqa: E402
from pathlib import Path  # noqa: E402

import pytest  # noqa: E402

sys.path.insert(0, str(Path(__file__).parent.parent.parent))
NUMPY, KERAS, TWO_WORKERS, FLAT = 60, 10, 1.7, 0.15  # bars: ratios, and the largest drift of a submission's cost and of memory
MANY = 2000  # submissions of a large class
LESSONS = {"numpy": ("02", 8), "keras": ("08", 4)}  # number, submissions that nbgrader is given

AUTOGRADE = """
import sys
from nbgrader.apps.api import NbGraderAPI
from traitlets.config import Config
import os, time
config = Config()
exec(open("nbgrader_config.py").read(), {"get_config": lambda: config})
config.CourseDirectory.root = os.getcwd()
api = NbGraderAPI(config=config)
assert api.generate_assignment(sys.argv[1])["success"]
started = time.perf_counter()
for student in sorted(os.listdir("submitted")):
    assert api.autograde(sys.argv[1], student)["success"], student
print(time.perf_counter() - started)
"""


def submissions(number: str, count: int) -> list[bytes]:
    """Solved and half solved notebooks in turn, without exercises that train."""
    from cnncourse.autocheck import exercises
    from tests.grading.made import notebook

    names = [made.name for made in exercises(number).values() if made.name not in ("overfits", "lenet_accuracy")]
    return [short(notebook(number, solved=names[: len(names) * (i % 2 + 1) // 2])) for i in range(count)]


def short(content: bytes) -> bytes:
    """Set-up, stubs and checks."""
    import nbformat

    book = nbformat.reads(content.decode(), as_version=4)
    book.cells = [cell for cell in book.cells if {"setup", "stub", "check"} & set(cell.metadata.get("tags", []))]
    return nbformat.writes(book).encode()


def theirs(number: str, contents: list[bytes]) -> float:
    """Seconds a submission of nbgrader."""
    from cnncourse.authoring.release import release

    with tempfile.TemporaryDirectory() as place:
        name = Path(release(place, [number])[0]).stem
        source = Path(place, "source", name, f"{name}.ipynb")
        source.write_bytes(short(source.read_bytes()))
        for student, content in enumerate(contents):
            target = Path(place, "submitted", f"s{student}", name, f"{name}.ipynb")
            target.parent.mkdir(parents=True)
            target.write_bytes(content)
        env = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
        command = [sys.executable, "-W", "ignore", "-c", AUTOGRADE, name]
        done = subprocess.run(command, cwd=place, env=env, capture_output=True, text=True, check=True)
        return float(done.stdout.split()[-1]) / len(contents)


def ours(contents: list[bytes], workers: int = 1) -> float:
    """Seconds a submission of `cnncourse grade`, its start included."""
    from cnncourse.grading import classroom

    with tempfile.TemporaryDirectory() as place:
        Path(place, "in").mkdir()
        for student, content in enumerate(contents):
            Path(place, "in", f"s{student:05}.ipynb").write_bytes(content)
        started = time.perf_counter()
        classroom.grade(Path(place, "in"), Path(place, "out"), seed=1, workers=workers)
        return (time.perf_counter() - started) / len(contents)


def steady(number: str, count: int) -> tuple[float, float]:
    """Seconds a submission of a grader that is warm, and mebibytes that it and its processes hold at the end."""
    from cnncourse.grading.grader import Grader

    contents = submissions(number, count)
    with Grader(1) as grader:
        for content in contents[:3]:
            grader.grade(content)
        started = time.perf_counter()
        for content in contents:
            grader.grade(content)
        return (time.perf_counter() - started) / count, held()


def held() -> float:
    """Mebibytes of memory of this process and all below it, each page once (proportional set size)."""
    parents = {}
    for place in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            parents[int(place.name)] = int((place / "stat").read_text().rpartition(")")[2].split()[1])
    ours, new = {os.getpid()}, True
    while new:
        new = {child for child, parent in parents.items() if parent in ours} - ours
        ours |= new
    total = 0
    for number in ours:
        with contextlib.suppress(OSError):
            lines = Path(f"/proc/{number}/smaps_rollup").read_text().splitlines()
            total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


def measure() -> dict[str, float]:
    """All ratios, printed as they come."""
    found = {}
    for stack, (number, count) in LESSONS.items():
        anchor = theirs(number, submissions(number, count))
        warm, _ = steady(number, 60 if stack == "numpy" else 12)
        found[stack] = anchor / warm
        print(f"{stack}: nbgrader {anchor:.2f} s, ours {1000 * warm:.0f} ms a submission: {found[stack]:.0f} times")
    many = submissions("02", MANY)
    one, two = ours(many), ours(many, workers=2)
    found["two workers"] = one / two
    told = f"{1000 * one:.1f} ms with one worker, {1000 * two:.1f} ms with two: {one / two:.2f} times"
    print(f"{MANY:,} submissions, start included: {told}")
    (small, little), (large, much) = steady("02", 10), steady("02", MANY)
    found["drift"], found["memory"] = large / small - 1, much / little - 1
    print(f"10 submissions {1000 * small:.1f} ms each, {MANY:,} {1000 * large:.1f} ms: {100 * found['drift']:+.0f} %")
    print(f"memory after 10: {little:.0f} MiB, after {MANY:,}: {much:.0f} MiB: {100 * found['memory']:+.0f} %")
    hours = 100_000 * two / 3600
    told = f"on 50 of them under Dask: {60 * hours / 50:.0f} minutes"
    print(f"100,000 submissions on one such machine: {hours:.1f} hours; {told}")
    return found


@pytest.mark.benchmark
@pytest.mark.skipif("CNNCOURSE_BENCHMARKS" not in os.environ, reason="times; set CNNCOURSE_BENCHMARKS to run it")
def test_grading_speed():
    found = measure()
    assert found["numpy"] >= NUMPY and found["keras"] >= KERAS
    assert found["two workers"] >= TWO_WORKERS and abs(found["drift"]) <= FLAT and abs(found["memory"]) <= FLAT


if __name__ == "__main__":
    measure()

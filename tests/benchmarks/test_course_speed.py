"""How fast the course answers: `python tests/benchmarks/test_course_speed.py`.

Checks, the import and sliders, each beside a NumPy yardstick timed in the same run, so that a busy machine slows both. Under
pytest this runs only where CNNCOURSE_BENCHMARKS is set: no ordinary test depends on the clock.
"""

import contextlib
import io
import os

for name in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"):
    os.environ.pop(name, None)  # settings for other machines
os.environ["CNNCOURSE_HOME"] = "off"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import statistics  # noqa: E402
import subprocess  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402

import pytest  # noqa: E402

CHECK, IMPORT, SLIDER = 0.050, 0.300, 0.150  # seconds that are accepted, medians


def seconds(work, repeats: int = 7) -> float:
    """Median time of a function of no arguments, after one call to warm it."""
    work()
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def check_times() -> dict[str, float]:
    """Seconds of a check of each function exercise that needs no Keras, answered by its slowest known mistake or reference."""
    from cnncourse.autocheck import check, exercises

    found = {}
    for name, made in exercises().items():
        if made.kind != "function" or made.seconds > 5 or "keras" in made.source():
            continue
        answers = [made.reference, *(mistake.function for mistake in made.mistakes)]
        with contextlib.redirect_stdout(io.StringIO()):
            found[name] = max(seconds(lambda answer=answer, name=name: check(name, answer), 3) for answer in answers)
    return found


def import_seconds() -> tuple[float, float]:
    """Median seconds of a Python that imports the course, and of one that imports NumPy alone, in turns."""
    pairs = []
    for _ in range(7):
        pair = []
        for code in ("import cnncourse", "import numpy"):
            timed = f"import time; t = time.perf_counter(); {code}; print(time.perf_counter() - t)"
            pair.append(float(subprocess.run([sys.executable, "-c", timed], capture_output=True, check=True).stdout))
        pairs.append(pair)
    ours, numpy = zip(*pairs, strict=True)
    return statistics.median(ours), statistics.median(numpy)


def redraw_seconds() -> float:
    """Median seconds of a slider's redraw."""
    from cnncourse.widgets.padding import size_explorer

    explorer = size_explorer(n=20, k=5, pad=2, stride=2)
    return seconds(explorer.redraw)


@pytest.mark.skipif(not os.environ.get("CNNCOURSE_BENCHMARKS"), reason="set CNNCOURSE_BENCHMARKS=1 to time")
def test_the_course_answers_at_once():
    assert report()


def report() -> bool:
    """Print every figure beside its bar; whether all were kept."""
    ours, numpy = import_seconds()
    print(f"import cnncourse {ours:.3f} s, {ours / numpy:.2f} × import numpy ({numpy:.3f} s); at most {IMPORT}")
    checks = check_times()
    slowest = max(checks, key=checks.get)
    median = statistics.median(checks.values())
    print(f"check: median of {len(checks)} exercises {1000 * median:.1f} ms; slowest {slowest} {1000 * checks[slowest]:.1f} ms;"
          f" at most {1000 * CHECK:.0f} ms at the median")  # fmt: skip
    slider = redraw_seconds()
    print(f"slider: {1000 * slider:.0f} ms; at most {1000 * SLIDER:.0f} ms")
    return ours <= IMPORT and median <= CHECK and slider <= SLIDER


if __name__ == "__main__":
    sys.exit(not report())

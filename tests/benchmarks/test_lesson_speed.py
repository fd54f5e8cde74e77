"""How long each lesson takes to run: `python tests/benchmarks/test_lesson_speed.py [--write] [NN …]`.

Every notebook is run from top to bottom in a kernel of its own, as a reader's Run All does, on a machine that does nothing
else. Beside the times stands the speed of a matrix product in the same run, so that `cnncourse doctor` can tell how long
they take elsewhere: `--write` keeps both for it. Under pytest this runs only where CNNCOURSE_BENCHMARKS is set.
"""

import os

for name in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"):
    os.environ.pop(name, None)  # settings for other machines
os.environ["CNNCOURSE_HOME"] = "off"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import json  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402

import nbformat  # noqa: E402
import pytest  # noqa: E402
from nbclient import NotebookClient  # noqa: E402

SECONDS = 60  # that are accepted, on two cores


def run_seconds(number: str) -> float:
    """Seconds from the start of a kernel to the end of the notebook's last cell."""
    from cnncourse.authoring import build

    book = nbformat.read(build.target(number), as_version=4)
    start = time.perf_counter()
    NotebookClient(book, timeout=600, kernel_name="python3").execute()
    return time.perf_counter() - start


@pytest.mark.skipif(not os.environ.get("CNNCOURSE_BENCHMARKS"), reason="set CNNCOURSE_BENCHMARKS=1 to time")
def test_every_lesson_ends_within_its_minute():
    assert max(report([]).values()) <= SECONDS


def report(numbers: list[str]) -> dict[str, float]:
    """Print and return the seconds of each lesson."""
    from cnncourse.autocheck import lessons

    found = {}
    for number in numbers or list(lessons().values()):
        found[number] = run_seconds(number)
        print(f"{number} {found[number]:5.1f} s", flush=True)
    print(f"longest {max(found.values()):.1f} s, at most {SECONDS}; all {sum(found.values()):.0f} s")
    return found


def write(found: dict[str, float]) -> None:
    """Keep the times for the doctor, those of other lessons as they were."""
    from cnncourse import doctor

    kept = (
        json.loads(doctor.LESSON_TIMES.read_text(encoding="utf-8"))["seconds"] if doctor.LESSON_TIMES.exists() else {}
    )
    kept |= {number: round(seconds, 1) for number, seconds in found.items()}
    content = {"operations": round(doctor.operations(), -9), "seconds": dict(sorted(kept.items()))}
    doctor.LESSON_TIMES.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    times = report([argument for argument in sys.argv[1:] if argument != "--write"])
    if "--write" in sys.argv:
        write(times)
    sys.exit(max(times.values()) > SECONDS)

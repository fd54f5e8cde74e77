"""What all tests share: no progress is kept, no start-up log is shown, no network is reached."""

import gc
import os
import sys
from pathlib import Path

import pytest

os.environ["CNNCOURSE_HOME"] = "off"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

ROOT = Path(__file__).parent
OFFLINE = str(ROOT / "tests" / "offline")

# Files are dealt out whole to three workers. The longest go first, lest one worker end alone with minutes before it.
LONGEST_FIRST = (
    "tests/browser", "tests/exercises", "tests/grading", "tests/notebooks", "notebooks", "tests/experiments",
    "tests/nets",
)  # fmt: skip


def pytest_configure(config):
    """Kernels started by tests find `sitecustomize` in tests/offline, which refuses all addresses but this machine."""
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = OFFLINE if not before else os.pathsep.join([OFFLINE, before])


def pytest_collection_modifyitems(items):
    """Order the files; the tests of one stay as they are. `--no-loadscope-reorder` keeps this order."""

    def place(item):
        folder = item.path.relative_to(ROOT).parent.as_posix()
        return LONGEST_FIRST.index(folder) if folder in LONGEST_FIRST else len(LONGEST_FIRST)

    items.sort(key=place)


def pytest_collection_finish():
    """What the imports made stays: no collection of garbage need look at it."""
    gc.freeze()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item, nextitem):
    """After each file, forget its networks; what is left then is not looked at again whenever garbage is collected."""
    if nextitem is None or nextitem.path != item.path:
        if "keras" in sys.modules:
            sys.modules["keras"].utils.clear_session()
        gc.collect()
        gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Leave a mark on a browser test that failed, for the fixture that keeps its page as a picture."""
    report = yield
    if report.failed and item.path.parent.name == "browser":
        from tests.browser.lab import FAILED

        item.stash[FAILED] = True
    return report


def pytest_collectstart(collector):
    """TensorFlow writes timestamps to standard error; nbval is not to compare them."""
    if collector.path is not None and collector.path.suffix == ".ipynb":
        collector.skip_compare += ("stderr",)

"""JupyterLab and Chromium, started once for each file of browser tests."""

import os

import nbformat
import pytest

from cnncourse.authoring import build
from cnncourse.autocheck import lessons

from . import lab
from .short import short


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """JupyterLab on short copies of all notebooks: `(address, its folder, folder of progress)`."""
    folder, home = tmp_path_factory.mktemp("course") / "notebooks", tmp_path_factory.mktemp("home")
    folder.mkdir()
    for number in lessons().values():
        nbformat.write(short(number), folder / build.target(number).name)
    with lab.served(folder, home) as address:
        yield address, folder, home / "progress"


@pytest.fixture(scope="module")
def driver():
    with lab.browser() as started:
        yield started


@pytest.fixture(scope="module")
def windows():
    """The window that tests share: a list of one, or of none after a test that failed."""
    opened = []
    yield opened
    for window in opened:
        window.close()


@pytest.fixture
def window(served, driver, windows, request, tmp_path):
    """The shared window, light and 1,280 pixels wide, with nothing open in it."""
    if not windows:
        windows.append(lab.Window(driver, served[0]))
    windows[0].look(1280, "Light")
    yield windows[0]
    if request.node.stash.get(lab.FAILED, False):
        place = os.environ.get("CNNCOURSE_SCREENSHOTS", str(tmp_path))
        windows[0].page.screenshot(path=f"{place}/{request.node.name}.png")
        windows.pop().close()
    else:
        windows[0].leave()

"""Every committed notebook is what the build writes, was run from top to bottom, and can be solved."""

import base64
import contextlib
import copy
import subprocess
import sys

import nbformat
import pytest
from jupyter_client.manager import AsyncKernelManager
from jupyter_core.utils import run_sync
from nbclient import NotebookClient

from cnncourse.authoring import build
from cnncourse.autocheck import exercises, lessons

NUMBERS = list(lessons().values())
KILOBYTE = 1000


def read(number):
    return nbformat.read(build.target(number), as_version=4)


def code_cells(book):
    return [cell for cell in book.cells if cell.cell_type == "code"]


def tags(cell):
    return cell.metadata.get("tags", [])


def test_every_notebook_has_a_lesson():
    expected = {build.target(number).name for number in NUMBERS}
    assert {path.name for path in build.NOTEBOOKS.glob("*.ipynb")} == expected


@pytest.mark.parametrize("number", NUMBERS)
def test_it_is_what_the_build_writes(number):
    assert build.differences(number) == []


@pytest.mark.parametrize("number", NUMBERS)
def test_it_was_run_from_top_to_bottom_without_error(number):
    """nbval passes a notebook whose outputs were stripped, and compares nothing."""
    cells = code_cells(read(number))
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    outputs = [output for cell in cells for output in cell.outputs]
    assert not [output for output in outputs if output.output_type == "error"]
    assert not [output for output in outputs if output.get("name") == "stderr"]


@pytest.mark.parametrize("number", NUMBERS)
def test_nbval_compares_two_cells_in_three_and_skips_none(number):
    cells = code_cells(read(number))
    compared = [cell for cell in cells if "nbval-ignore-output" not in tags(cell)]
    assert len(compared) >= 2 / 3 * len(cells)
    assert not [cell.id for cell in cells if "nbval-skip" in tags(cell)]


@pytest.mark.parametrize("number", NUMBERS)
def test_it_is_small_and_shows_pictures(number):
    assert build.target(number).stat().st_size <= 500 * KILOBYTE
    outputs = [output for cell in code_cells(read(number)) for output in cell.outputs]
    pictures = [output for output in outputs if "image/png" in output.get("data", {})]
    sizes = [len(base64.b64decode(output.data["image/png"])) for output in pictures]
    assert max(sizes, default=0) <= 40 * KILOBYTE
    assert all(output.metadata["image/png"]["alt"] for output in pictures)
    if number != "00":
        assert len(pictures) >= 3
        assert any("widget" in tags(cell) for cell in code_cells(read(number)))


def solved(number):
    """The notebook with every stub answered; only what an answer may rest on is run."""
    book = copy.deepcopy(read(number))
    known = {f"ex-{name.replace('_', '-')}": made for name, made in exercises(number).items()}
    book.cells = [cell for cell in code_cells(book) if {"setup", "stub", "check"} & set(tags(cell))]
    for cell in book.cells:
        if cell.id in known:
            cell.source = known[cell.id].solved()
    return book


@contextlib.contextmanager
def started():
    manager = AsyncKernelManager(kernel_name="python3")
    try:
        yield manager
    finally:
        run_sync(manager.shutdown_kernel)(now=True)


@pytest.fixture(scope="module")
def common():
    """One kernel for all solved copies, since starting it and TensorFlow takes longer than most of them."""
    with started() as manager:
        yield manager


@pytest.fixture
def kernel(number, common):
    """The common kernel, or one of its own for a lesson that sets TensorFlow's threads, which must come first of all."""
    if "set_intra_op_parallelism_threads" not in solved(number).cells[0].source:
        yield common
        return
    with started() as manager:
        yield manager


@pytest.mark.parametrize("number", NUMBERS)
def test_a_solved_copy_earns_full_marks(number, kernel):
    """Solutions work with nothing but the set-up cell before them: the names of other notebooks are forgotten first."""
    book = solved(number)
    book.cells.insert(0, nbformat.v4.new_code_cell("%reset -f"))
    client = NotebookClient(book, timeout=300, km=kernel)
    try:
        client.execute()
    finally:
        client.kc.stop_channels()
    earned = {}
    for cell in book.cells:
        if "check" in tags(cell):
            (result,) = [output for output in cell.outputs if output.output_type == "execute_result"]
            earned[cell.id.removeprefix("check-").replace("-", "_")] = float(result.data["text/plain"])
    assert earned == {name: made.points for name, made in exercises(number).items()}


def test_kernels_have_no_network():
    """Every notebook is run with the network cut; here is the scissors' own test."""
    code = "import socket; socket.create_connection(('192.0.2.1', 80), timeout=1)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "the network is cut in tests: '192.0.2.1'" in found.stderr

"""Reading what people hand in: data only, whatever the file holds."""

import json

import nbformat
import pytest

from cnncourse.grading.notebook import Unreadable, read

from .made import notebook


def book(*sources, **more):
    cells = [{"cell_type": "code", "source": s, "id": f"c{i}", "metadata": {}, "outputs": [], "execution_count": None}
             for i, s in enumerate(sources)]  # fmt: skip
    return json.dumps({"cells": cells, "nbformat": 4, "nbformat_minor": 5, "metadata": {}} | more).encode()


BROKEN = {
    "not JSON": (b"{", "not JSON"), "empty": (b"", "empty"), "white space": (b" \n", "empty"),
    "not text": (b"\xff\xfe\x00\x01", "UTF-8"), "a list": (b"[1]", "no notebook"), "a number": (b"7", "no notebook"),
    "nbformat 3": (json.dumps({"worksheets": [{"cells": []}], "nbformat": 3}).encode(), "nbformat 3"),
    "50 MB": (b" " * (50 * 2**20), "50.0 MB"), "many cells": (book(*["1"] * 501), "501 cells"),
    "deep": (b"[" * 200_000, "deep"), "another course": (book("def fizzbuzz(n): pass"), "no exercise"),
    "no code": (book(), "no exercise"), "cells no list": (b'{"cells": 3}', "no notebook"),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_told_in_a_sentence(name):
    content, words = BROKEN[name]
    with pytest.raises(Unreadable, match=words):
        read(content)


def test_answers_rest_on_what_they_use_and_nothing_else():
    found = read(
        book(
            "import numpy as np, os\nfrom math import ceil, floor\n%matplotlib inline\n!pip list\nx = expensive()",
            "SIDE = 3\ndef helper(n):\n    return ceil(n / SIDE)",
            "def output_size(n, k, padding, stride):\n    x = n\n    return helper(x)\noutput_size.note = 1",
            'check("output_size", output_size)',
        )
    )
    texts = [found.statements[at] for at in found.answers["output_size"].places]
    helper = "def helper(n):\n    return ceil(n / SIDE)"
    own = "def output_size(n, k, padding, stride):\n    x = n\n    return helper(x)"
    assert texts == ["from math import ceil", "SIDE = 3", helper, own, "output_size.note = 1"]
    assert found.lesson == "padding_stride" and not found.notes


def test_the_last_definition_counts_and_is_told():
    found = read(book("def output_size(): return 1", "def output_size(): return 2"))
    assert found.answers["output_size"].own.endswith("return 2")
    assert found.notes == ["output_size is defined 2 times; the last one counts"]


def test_a_cell_with_a_syntax_error_costs_only_its_exercises():
    found = read(book("def output_size(n):\n    return (", "same_at_stride_two = 'c'"))
    assert "SyntaxError" in found.answers["output_size"].broken and found.answers["same_at_stride_two"].places
    assert read(book("output_size = 1\0")).answers["output_size"].broken == "a NUL character in the code"
    assert "return" in read(book("return 1\noutput_size = 2")).answers["output_size"].broken


def test_a_recursive_answer_and_a_class_keep_their_names():
    found = read(
        book("class A:\n    n = 1\n    def f(self): return B", "B = 3", "def output_size(n): return A, output_size")
    )
    texts = [found.statements[at].split("\n")[0] for at in found.answers["output_size"].places]
    assert texts == ["class A:", "B = 3", "def output_size(n): return A, output_size"]


def test_a_list_that_is_filled_later_is_taken_whole():
    found = read(book("known = {}", "known[1] = 2", "other = {}", "def output_size(n): return known[n]"))
    assert [found.statements[at] for at in found.answers["output_size"].places][:2] == ["known = {}", "known[1] = 2"]


def test_cells_reordered_renamed_doubled_and_stripped_of_metadata_are_read():
    made = nbformat.reads(notebook(solved=True).decode(), as_version=4)
    made.cells = made.cells[::-1]
    for number, cell in enumerate(made.cells):
        cell.id, cell.metadata = f"same{number % 3}", nbformat.from_dict({})
    found = read(json.dumps(made).encode())
    assert len(found.answers) == 7 and all(one.places for one in found.answers.values())


def test_cells_of_another_language_are_left_out():
    assert read(book("%%bash\nrm -rf /", "output_size = 3")).answers["output_size"].own == "output_size = 3"


def test_an_untouched_stub_is_known_without_being_run():
    stub = 'def output_size(n):\n    """Doc."""\n    raise NotImplementedError'
    assert read(book(stub)).answers["output_size"].untouched
    assert read(book("same_at_stride_two = ...  # a, b")).answers["same_at_stride_two"].untouched
    for source in (stub.replace("raise NotImplementedError", "return 1"), stub + "(n)", "output_size = 3"):
        assert not read(book(source)).answers["output_size"].untouched

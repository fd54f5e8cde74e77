"""How runs are declared, made, kept and read, tried on an experiment that takes no time."""

import importlib
import json

import numpy as np
import pytest

from cnncourse import experiments
from cnncourse.experiments import define, experiment, make, record, stored


@pytest.fixture
def toy(tmp_path, monkeypatch):
    """An experiment of two settings that adds its seed up, its file in a folder of its own."""
    monkeypatch.setattr(record, "path", lambda lesson: tmp_path / f"{lesson}.json")
    monkeypatch.setattr(define, "_registry", {})
    monkeypatch.setattr(define, "modules", list)

    @experiment(settings={"one": {"step": 1}, "two": {"step": 2}}, short={}, plausible={"sum": (0, 9)})
    def toy(seed, step):
        """Not a network."""
        return {"sum": seed * step, "curve": [seed, step]}

    return toy


def test_runs_are_made_stored_and_read(toy, capsys):
    assert make(toy) == 6
    assert "toy 6/6: two, seed 2: sum 4" in capsys.readouterr().out
    kept = stored("toy")
    np.testing.assert_array_equal(kept.values("sum"), [[0, 1, 2], [0, 2, 4]])
    assert kept.values("curve").shape == (2, 3, 2)
    assert kept.table("sum", unit=" points").splitlines() == ["one  1.0 ± 1.0 points", "two  2.0 ± 2.0 points"]
    with pytest.raises(KeyError, match="its results are seconds, sum, curve"):
        kept.values("accuracy")


def test_only_what_is_missing_is_made(toy):
    make(toy, tell=lambda line: None)
    assert make(toy) == 0
    file = record.path(toy.lesson)
    content = json.loads(file.read_text())
    del content["toy"]["runs"][2]
    file.write_text(json.dumps(content))
    with pytest.raises(LookupError, match=r"lacks 1 runs, the first \('one', 2\)"):
        stored("toy")
    assert make(toy, tell=lambda line: None) == 1
    assert make(toy, again=True, tell=lambda line: None) == 6


def test_runs_of_other_code_are_made_again(toy):
    make(toy, tell=lambda line: None)
    file = record.path(toy.lesson)
    file.write_text(file.read_text().replace(toy.fingerprint("one"), "00000000"))
    assert make(toy, tell=lambda line: None) == 3, "the runs of the other setting stand"


def test_a_changed_setting_is_made_again_and_no_other(toy):
    make(toy, tell=lambda line: None)
    toy.settings["two"]["step"] = 3
    assert make(toy, tell=lambda line: None) == 3
    np.testing.assert_array_equal(stored("toy").values("sum"), [[0, 1, 2], [0, 3, 6]])


LOWER = """
WIDTH = {width}

def shared(x: int):
    '''{words}'''
    return x * WIDTH
"""
UPPER = """
from .{lower} import shared, beside

def other():
    return 1

def run(seed):
    return shared(seed)
"""


def test_the_mark_follows_constants_and_functions_of_other_modules(tmp_path, monkeypatch):
    def mark(number, width=2, words="Words."):
        names = f"lower{number}", f"upper{number}"
        for name, text in zip(
            names, (LOWER.format(width=width, words=words), UPPER.format(lower=names[0])), strict=True
        ):
            (tmp_path / f"{name}.py").write_text(text + "\n\ndef beside():\n    return 0\n")
        monkeypatch.setattr(experiments, "__path__", [str(tmp_path)])
        return define.reached(importlib.import_module(f"cnncourse.experiments.{names[1]}"), "run")

    assert mark(0) == mark(1, words="Other words.") and len(mark(0)) == 3
    assert mark(0) != mark(2, width=3)


def test_an_interruption_loses_only_the_run_that_it_hits(toy, monkeypatch):
    def stop(line):
        if "3/6" in line:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make(toy, tell=stop)
    assert make(toy, tell=lambda line: None) == 3


def test_unknown_names_and_too_few_seeds_are_refused(toy):
    with pytest.raises(LookupError, match="no experiment is called 'tyo'; there are toy"):
        stored("tyo")
    with pytest.raises(ValueError, match="at least three seeds"):
        experiment(settings={}, short={}, plausible={}, seeds=(0, 1))

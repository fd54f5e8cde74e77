"""The rules that every exercise keeps, tried on every one of them."""

import ast
import importlib
from pathlib import Path

import numpy as np
import pytest

from cnncourse.autocheck import catalog, exercises, judge, observe
from cnncourse.autocheck.slips import references

ALL = list(exercises())


def verdict(made, answer, seed=0):
    cases = references(made, seed)[0] if made.kind == "function" else []
    return judge(made, observe(made, answer, cases), seed)


def right_answers():
    for path in sorted((Path(__file__).parent / "right_answers").glob("[a-z]*.py")):
        module = importlib.import_module(f"tests.exercises.right_answers.{path.stem}")
        for name, answers in module.RIGHT.items():
            for number, answer in enumerate(answers):
                yield pytest.param(name, answer, id=f"{name}-{number}")


def mistakes():
    for name, made in exercises().items():
        for mistake in made.mistakes:
            yield pytest.param(name, mistake, id=f"{name}-{mistake.name}")


def test_the_index_finds_what_the_modules_declare():
    """The index is read from the text, so that nothing need be imported; it must agree with the imports."""
    declared = {}
    for path in Path(catalog.__file__).parent.parent.joinpath("exercises").glob("[a-z]*.py"):
        importlib.import_module(f"cnncourse.exercises.{path.stem}")
    for name, made in catalog.registered().items():
        if importlib.import_module(f"cnncourse.exercises.{made.lesson}"):
            declared[name] = made.lesson
    assert declared == catalog.index()


@pytest.mark.parametrize("name", ALL)
def test_the_reference_earns_full_points(name):
    made = exercises()[name]
    for seed in (0, 1, 12345):
        answer = made.reference if made.kind == "function" else made.reference()
        found = verdict(made, answer, seed)
        assert (found.outcome, found.points) == ("passed", made.points), found


@pytest.mark.parametrize(("name", "mistake"), list(mistakes()))
def test_a_known_mistake_loses_points_and_is_named(name, mistake):
    made = exercises()[name]
    found = verdict(made, mistake.function if made.kind == "function" else mistake.function())
    assert found.points < made.points
    assert found.mistake == mistake.name, f"{found.mistake}: {found.message}"


@pytest.mark.parametrize(("name", "answer"), list(right_answers()))
def test_right_answers_written_differently_pass(name, answer):
    made = exercises()[name]
    for seed in (0, 7):
        found = verdict(made, answer, seed)
        assert found.outcome == "passed", found


@pytest.mark.parametrize("name", ALL)
def test_an_untouched_stub_earns_nothing_and_breaks_nothing(name):
    made = exercises()[name]
    namespace = {"np": np}
    tree = ast.parse(made.stub())
    for node in ast.walk(tree):  # annotations may name what only the notebook's first cell imports
        if isinstance(node, ast.FunctionDef):
            node.returns = None
            for arg in (*node.args.args, *node.args.kwonlyargs):
                arg.annotation = None
    exec(compile(tree, "stub", "exec"), namespace)
    found = verdict(made, namespace[name])
    assert (found.outcome, found.points) == ("not attempted", 0.0)


@pytest.mark.parametrize("name", ALL)
def test_cases_are_the_same_every_time_and_named_once(name):
    made = exercises()[name]
    first, second = made.draw_cases(3), made.draw_cases(3)
    assert repr([case.args for case in first if "Generator" not in repr(case.args)]) == repr(
        [case.args for case in second if "Generator" not in repr(case.args)]
    )
    labels = [case.label for case in first]
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("name", ALL)
def test_there_is_enough_to_say(name):
    """Three hints and three mistakes a function, a reason for every option of a choice."""
    made = exercises()[name]
    if made.kind == "function":
        assert len(made.hints) >= 3
        assert len(made.mistakes) >= 3
    if made.kind == "predict":
        assert len(made.mistakes) >= 1 and made.question
    if made.kind == "choice":
        assert len(made.options) >= 3
        assert all(len(option.why) > 20 for option in made.options.values())
        assert all(option.text for option in made.options.values())


@pytest.mark.parametrize("name", [name for name in ALL if exercises()[name].kind == "function"])
def test_three_right_answers_are_on_record(name):
    module = importlib.import_module(f"tests.exercises.right_answers.{exercises()[name].lesson}")
    assert len(module.RIGHT.get(name, [])) + 1 >= getattr(module, "ENOUGH", {}).get(name, 3)

"""The rules that every exercise keeps, tried on every one of them."""

import ast
import importlib
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from cnncourse.autocheck import catalog, exercises, judge, observe
from cnncourse.autocheck.slips import mistake_observations, references

ALL = list(exercises())
FOLDERS = [Path(catalog.__file__).parent.parent / "exercises" / slug for slug in catalog.lessons()]


def verdict(made, answer, seed=0):
    cases = references(made, seed)[0] if made.kind == "function" else []
    return judge(made, observe(made, answer, cases), seed)


def seeds(made, *several):
    """Those seeds that make a difference: the cases of most networks are drawn from none. What trains has its time for one."""
    rng = np.random.default_rng(0)
    before = rng.bit_generator.state
    if made.draw is not None:
        list(made.draw(rng))
    return several if rng.bit_generator.state != before and made.seconds <= 60 else several[:1]


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
    for folder in FOLDERS:
        for path in folder.glob("*.py"):
            importlib.import_module(f"cnncourse.exercises.{folder.name}.{path.stem}".removesuffix(".__init__"))
    ours = [made for made in catalog.registered().values() if made.reference.__module__.startswith("cnncourse.")]
    assert {made.name: made.lesson for made in ours} == catalog.index()
    assert all((folder / f"{name}.py").exists() for folder in FOLDERS for name in exercises(folder.name))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_module_of_a_lesson_is_imported_with_it(folder):
    """A list of slips that nobody imports would be missed by nobody else."""
    importlib.import_module(f"cnncourse.exercises.{folder.name}")
    modules = {f"cnncourse.exercises.{folder.name}.{path.stem}" for path in folder.glob("[a-z]*.py")}
    assert modules <= set(sys.modules)
    package = sys.modules[f"cnncourse.exercises.{folder.name}"]
    assert [getattr(package, name) for name in package.__all__] == list(exercises(folder.name).values())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_one_name_is_one_thing_among_the_modules_of_a_lesson(folder):
    """The jail is given them in one text, where the later of two would be taken for the earlier."""
    made = Counter()
    for path in folder.glob("[a-z]*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.decorator_list or isinstance(node, ast.ClassDef):
                made[node.name] += 1
            elif isinstance(node, ast.Assign):
                made.update(
                    inner.id for target in node.targets for inner in ast.walk(target) if isinstance(inner, ast.Name)
                )
    assert [name for name, count in made.items() if count > 1] == []


@pytest.mark.parametrize("name", ALL)
def test_the_reference_earns_full_points(name):
    made = exercises()[name]
    for seed in seeds(made, 0, 1, 12345):
        answer = made.reference if made.kind == "function" else made.reference()
        found = verdict(made, answer, seed)
        assert (found.outcome, found.points) == ("passed", made.points), found


@pytest.mark.parametrize(("name", "mistake"), list(mistakes()))
def test_a_known_mistake_loses_points_and_is_named(name, mistake):
    """What a slip shows is worked out once, for the answer and for the list; for the first of a list, twice."""
    made = exercises()[name]
    number = made.mistakes.index(mistake)
    if number == 0:
        found = verdict(made, mistake.function if made.kind == "function" else mistake.function())
    else:
        found = judge(made, mistake_observations(made, 0, number), 0)
    assert found.points < made.points
    assert found.mistake == mistake.name, f"{found.mistake}: {found.message}"


@pytest.mark.parametrize(("name", "answer"), list(right_answers()))
def test_right_answers_written_differently_pass(name, answer):
    made = exercises()[name]
    for seed in seeds(made, 0, 7):
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

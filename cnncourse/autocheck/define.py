"""What an exercise is: a reference, named cases, known mistakes and hints, declared beside each other."""

from __future__ import annotations

import ast
import functools
import inspect
import textwrap
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

BEGIN, END = "# BEGIN SOLUTION", "# END SOLUTION"


@dataclass(frozen=True)
class Case:
    """One named call that an answer is tried on."""

    label: str
    args: tuple


@dataclass(frozen=True)
class Mistake:
    """A wrong answer that learners give, with what to say to whoever gives it."""

    name: str
    slip: str
    look: str
    function: Callable


@dataclass(frozen=True)
class Option:
    """One option of a choice question, and why it is right or wrong."""

    text: str
    why: str


@dataclass(eq=False)
class Exercise:
    """An exercise as data; made by `exercise`, `predict` or `choice`, never directly.

    Attributes:
        name: the name of the function or value that the reader writes.
        kind: `"function"`, `"predict"` or `"choice"`.
        lesson: slug of the lesson, which is the name of the folder that declares it.
        reference: the right answer, a function (for `choice`, it returns the right letter).
        points: points for a full answer.
        minutes: time that a reader is told to expect.
        seconds: time after which a check gives up waiting.
        tolerance: largest difference that passes, relative to the largest expected magnitude.
        hints: from vague to plain.
        mistakes: known slips.
        options: letters and options of a choice question.
        when_right: called with the verdict when a reader's answer earned points in a notebook, or None.
        stored: cases and what was seen on them, in a release without solutions; None elsewhere.
    """

    name: str
    kind: str
    lesson: str
    reference: Callable
    points: float
    minutes: int
    seconds: float = 5.0
    tolerance: float = 1e-5
    hints: list[str] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    options: dict[str, Option] = field(default_factory=dict)
    question: str = ""
    draw: Callable | None = None
    observer: Callable | None = None
    explainer: Callable | None = None
    when_right: Callable | None = None
    stored: Any = None

    def __call__(self, *args, **kwargs) -> Any:
        """The reference's own answer."""
        return self.reference(*args, **kwargs)

    def cases(self, draw: Callable[[np.random.Generator], Iterator]) -> Callable:
        """Decorate the generator that yields `(label, args)` pairs, small and telling ones first."""
        self.draw = draw
        return draw

    def mistake(self, slip: str, look: str = "") -> Callable[[Callable], Callable]:
        """Decorate a wrong answer.

        Args:
            slip: what went wrong, to stand behind a colon: "you rounded up".
            look: a sentence or two on why that is wrong and where to look; never the solution.
        """

        def keep(function: Callable) -> Callable:
            self.mistakes.append(Mistake(function.__name__, slip, look, function))
            return function

        return keep

    def hint(self, *texts: str) -> None:
        """Add hints, from vague to plain."""
        self.hints.extend(texts)

    def observe(self, observer: Callable[[Callable, tuple], Any]) -> Callable:
        """Decorate `observer(answer, args)`, which returns the plain data that is compared."""
        self.observer = observer
        return observer

    def explain(self, explainer: Callable) -> Callable:
        """Decorate `explainer(args, expected, index)`, one line that works the expected number out."""
        self.explainer = explainer
        return explainer

    def right(self, function: Callable) -> Callable:
        """Decorate `function(verdict)`, called when a reader's answer earned points; not in grading."""
        self.when_right = function
        return function

    def draw_cases(self, seed: int = 0) -> list[Case]:
        """The cases of a seed, the same on every machine."""
        if self.draw is None:
            return [Case("your answer", ())]
        rng = np.random.default_rng([seed, zlib.crc32(self.name.encode())])
        return [Case(label, args) for label, args in self.draw(rng)]

    @property
    def parameters(self) -> list[str]:
        """Names of the reference's parameters."""
        return list(inspect.signature(self.reference).parameters)

    def source(self) -> str:
        """The reference as a reader may see it: no decorators, no markers."""
        lines = _definition(self.reference)
        return "\n".join(line for line in lines if line.strip() not in (BEGIN, END)) + "\n"

    def stub(self) -> str:
        """What the reader finds in the notebook: signature, docstring and a place to write."""
        if self.kind != "function":
            return f"{self.name} = ...\n"
        kept, inside = [], False
        for line in _definition(self.reference):
            if line.strip() == BEGIN:
                inside = True
                kept.append(line.replace(BEGIN, "raise NotImplementedError"))
            elif line.strip() == END:
                inside = False
            elif not inside:
                kept.append(line)
        return "\n".join(kept) + "\n"

    def solved(self) -> str:
        """Code that answers the exercise in a notebook."""
        if self.kind == "function":
            return self.source()
        return f"{self.name} = {self.reference()!r}\n"


@functools.cache
def _definition(function: Callable) -> tuple[str, ...]:
    """Source lines of a function from its `def` line on."""
    source = textwrap.dedent(inspect.getsource(function))
    first = ast.parse(source).body[0].lineno - 1  # decorators stand above
    return tuple(source.rstrip("\n").split("\n")[first:])


def exercise(points: float, minutes: int, **settings) -> Callable[[Callable], Exercise]:
    """Declare a function exercise; the decorated function is the reference.

    Args:
        points: points for a full answer.
        minutes: time a reader should expect.
        settings: `seconds`, `tolerance`, as in `Exercise`.
    """

    def declare(function: Callable) -> Exercise:
        source = inspect.getsource(function)
        if source.count(BEGIN) != 1 or source.count(END) != 1:
            raise ValueError(f"{function.__name__}: mark the solution once with '{BEGIN}' and '{END}'")
        return _register(
            Exercise(function.__name__, "function", _slug(function.__module__), function, points, minutes, **settings)
        )

    return declare


def predict(points: float, minutes: int, **settings) -> Callable[[Callable], Exercise]:
    """Declare a value that the reader writes down before running the cell that shows it.

    The decorated function takes nothing, returns the value, and its docstring is the question.
    """

    def declare(function: Callable) -> Exercise:
        made = Exercise(function.__name__, "predict", _slug(function.__module__), function, points, minutes, **settings)
        made.question = inspect.getdoc(function) or ""
        return _register(made)

    return declare


def choice(
    name: str, question: str, right: str, points: float = 1, minutes: int = 2, **options: tuple[str, str]
) -> Exercise:
    """Declare a question with one right option.

    Args:
        name: name of the exercise.
        question: the question, Markdown.
        right: letter of the right option.
        options: letter → `(text, why it is right or wrong)`.
    """
    if right not in options:
        raise ValueError(f"{name}: the right option {right!r} is not among {', '.join(options)}")
    lesson = _slug(inspect.stack()[1].frame.f_globals["__name__"])
    made = Exercise(name, "choice", lesson, lambda: right, points, minutes)
    made.question = textwrap.dedent(question).strip()
    made.options = {letter: Option(*pair) for letter, pair in options.items()}
    return _register(made)


_registry: dict[str, Exercise] = {}


def registered() -> dict[str, Exercise]:
    """Every exercise declared so far, by name."""
    return _registry


def _slug(module: str) -> str:
    """The lesson of a module: `cnncourse.exercises.padding_stride.output_size` belongs to `padding_stride`."""
    parts = module.split(".")
    return parts[2] if parts[:2] == ["cnncourse", "exercises"] else parts[-1]


def _register(made: Exercise) -> Exercise:
    other = _registry.get(made.name)
    if other is not None and other.lesson != made.lesson:
        raise ValueError(f"two exercises are called {made.name!r}: in {other.lesson} and in {made.lesson}; rename one")
    _registry[made.name] = made
    return made

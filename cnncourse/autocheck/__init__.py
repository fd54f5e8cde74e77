"""What an exercise is: define it, observe an answer, judge it, show the verdict, remember it."""

from .catalog import exercises, lessons, load
from .define import Case, Exercise, choice, exercise, predict
from .judge import Verdict, judge
from .observe import Unusable, observe, plain
from .reader import Score, check, hint, progress, solution

__all__ = [
    "Case", "Exercise", "Score", "Unusable", "Verdict", "check", "choice", "exercise", "exercises", "hint", "judge",
    "lessons", "load", "observe", "plain", "predict", "progress", "solution",
]  # fmt: skip

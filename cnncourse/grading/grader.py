"""One submission from bytes to results: the unit of work, the same on every machine and in any order."""

from __future__ import annotations

import inspect
import re
import tempfile
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from cnncourse.autocheck import Verdict, exercises
from cnncourse.autocheck.define import Exercise
from cnncourse.autocheck.html import to_html
from cnncourse.autocheck.judge import NOT_ATTEMPTED
from cnncourse.autocheck.observe import Raised
from cnncourse.autocheck.show import to_text
from cnncourse.autocheck.slips import references
from cnncourse.autocheck.stored import packable

from . import jail, stripped
from .likeness import alike
from .notebook import Answers, Unreadable, read
from .verdicts import accident, judged, needs_examination

WALL = 4.0  # seconds on the clock for each second of processor time that an exercise has
LOADING = 20.0  # seconds on the clock for each statement of a notebook
RETRIES = 2  # of a job whose zygote ended


@dataclass
class Result:
    """One exercise of one submission."""

    exercise: str
    points: float
    out_of: float
    outcome: str
    mistake: str | None = None
    message: str = ""
    text: str = ""
    html: str = ""
    seconds: float = 0.0
    flags: list[str] = field(default_factory=list)


@dataclass
class Graded:
    """One submission, graded.

    Attributes:
        lesson: slug, or an empty text if the file could not be read.
        results: one for each exercise of the lesson.
        notes: what an instructor should know.
        isolation: what the reader's code was kept in.
        seconds: on the clock, for all of it.
        written: answers in words, as in `Answers`; nobody but a person gives points for them.
    """

    lesson: str
    results: list[Result]
    notes: list[str]
    isolation: str = ""
    seconds: float = 0.0
    written: dict[str, str] = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        """As dicts and lists, to be sent."""
        return asdict(self)


class Insecure(RuntimeError):
    """The machine offers less isolation than was asked for."""


class Grader:
    """Keeps a zygote for each stack and grades submissions with them, one after the other.

    Args:
        seed: draws the inputs; keep it secret until the class has its grades.
        require_isolation: refuse to run a reader's code outside bubblewrap.

    Raises:
        Insecure: `require_isolation`, and bubblewrap is missing or not allowed here.
    """

    def __init__(self, seed: int = 0, require_isolation: bool = False):
        self.seed = seed
        self.bwrap = jail.bubblewrap()
        if require_isolation and self.bwrap is None:
            raise Insecure("bubblewrap does not work here; install it (apt-get install bubblewrap), or go on without")
        self.folder = tempfile.TemporaryDirectory(prefix="cnncourse-")
        self.zygotes: dict[str, jail.Zygote] = {}
        try:
            self.package = stripped.write(Path(self.folder.name))
        except BaseException:
            self.folder.cleanup()
            raise

    def close(self) -> None:
        """End the zygotes and remove what was written."""
        for zygote in self.zygotes.values():
            zygote.close()
        self.zygotes.clear()
        self.folder.cleanup()

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        self.close()

    def grade(self, content: bytes) -> Graded:
        """Grade one notebook. Never raises for what is in it.

        Args:
            content: bytes of an `.ipynb` file.
        """
        started = time.perf_counter()
        try:
            answers = read(content)
        except Unreadable as reason:
            return Graded("", [], [str(reason)])
        work = _Work(self, answers)
        results = [work.result(name, made) for name, made in exercises(answers.lesson).items()]
        return Graded(
            answers.lesson, results, answers.notes + work.notes, work.isolation, time.perf_counter() - started,
            answers.written,
        )  # fmt: skip

    def zygote(self, stack: str) -> jail.Zygote:
        """The running zygote of a stack, started if there is none."""
        if stack not in self.zygotes:
            self.zygotes[stack] = jail.Zygote(stack, self.package, self.bwrap)
        return self.zygotes[stack]

    def work(self, stack: str, job: dict, cases: Any) -> tuple[list, dict]:
        """A job done by a zygote of that stack; one that ends is replaced."""
        for left in reversed(range(RETRIES + 1)):
            try:
                return self.zygote(stack).work(job, cases)
            except jail.Gone:
                self.zygotes.pop(stack, None)
                if not left:
                    raise
        raise AssertionError("not reached")


class _Work:
    """The answers of one submission on their way through the jail."""

    def __init__(self, grader: Grader, answers: Answers):
        self.grader, self.answers, self.notes, self.isolation = grader, answers, [], ""
        self.shown: dict[str, Any] = {}
        names = [name for name, answer in answers.answers.items() if not answer.broken and not answer.untouched]
        self.stack = "keras" if self._needs_keras(names) else "numpy"
        self._run(names, together=True)
        self._examine()

    def _needs_keras(self, names: list[str]) -> bool:
        places = {at for name in names for at in self.answers.answers[name].places}
        texts = [self.answers.statements[at] for at in places]
        observers = [exercises(self.answers.lesson)[name].observer for name in names]
        texts += [inspect.getsource(observer) for observer in observers if observer is not None]
        return any(re.search(r"\b(keras|tensorflow|nets|pretrained|_probes)\b", text) for text in texts)

    def _run(self, names: list[str], together: bool) -> None:
        """Answer some exercises in one fork; whatever an accident leaves open goes on in others."""
        while names:
            batch = names if together else names[:1]
            done, loaded, end = self._job(batch)
            if len(done) == len(batch):
                names = names[len(batch) :]
                continue
            culprit = batch[len(done)]
            if not loaded and len(batch) > 1:
                together = False  # some statement ended it all: each exercise with its own statements alone
                continue
            self.shown[culprit] = accident(end)
            self.notes.append(f"{culprit}: {accident(end)}")
            names = names[len(done) + 1 :]

    def _job(self, batch: list[str]) -> tuple[list[str], bool, dict]:
        made = {name: exercises(self.answers.lesson)[name] for name in batch}
        places = sorted({at for name in batch for at in self.answers.answers[name].places})
        job = {
            "kind": "answer", "statements": [(at, self.answers.statements[at]) for at in places], "forbidden": batch,
            "load_seconds": LOADING, "seconds": [WALL * made[name].seconds + 5 for name in batch],
        }  # fmt: skip
        cases = [(name, self._cases(made[name])) for name in batch]
        try:
            messages, end = self.grader.work(self.stack, job, cases)
            self.isolation = self.grader.zygote(self.stack).isolation
        except jail.Gone as reason:
            messages, end = [], {"ended": f"the grader's process ended: {reason}", "signal": 0}
        loaded = bool(messages) and isinstance(messages[0], dict)
        errors = messages[0].get("loaded", {}) if loaded else {}
        done = []
        for name, message in zip(batch, messages[1:], strict=False):
            self.shown[name] = self._with_errors(name, message if isinstance(message, dict) else None, errors)
            done.append(name)
        return done, loaded, end

    def _cases(self, made: Exercise) -> list | dict | None:
        if made.kind != "function":
            return None
        if not packable(made):
            return {"draw": self.grader.seed}
        return [(case.label, list(case.args)) for case in references(made, self.grader.seed)[0]]

    def _with_errors(self, name: str, message: dict | None, errors: Any) -> Any:
        """An answer whose own statement failed shows that error in place of a missing name."""
        own = str(self.answers.answers[name].places[-1])
        if isinstance(errors, dict) and isinstance(errors.get(own), Raised):
            return {"each": None, "value": ..., "error": errors[own]}
        return message

    def _examine(self) -> None:
        """Observe described models, where a claim would be enough, in a fork in which no code of the reader's runs."""
        made = exercises(self.answers.lesson)
        described = [name for name, shown in self.shown.items() if isinstance(shown, dict) and shown.get("models")]
        asked = [name for name in described if needs_examination(references(made[name], self.grader.seed)[1])]
        if not asked:
            return
        work = [(name, self._cases(made[name]), self.shown[name]["models"]) for name in asked]
        job = {"kind": "examine", "seconds": [WALL * made[n].seconds + 30 for n in asked], "load_seconds": LOADING}
        try:
            messages, _ = self.grader.work("keras", job, work)
        except jail.Gone:
            messages = []
        for name, message in zip(asked, messages[1:], strict=False):
            if isinstance(message, dict) and "each" in message:
                self.shown[name] = message | {"printed": self.shown[name].get("printed", ""), "examined": True}

    def result(self, name: str, made: Exercise) -> Result:
        """The verdict on one exercise."""
        answer = self.answers.answers.get(name)
        flags: list[str] = []
        if answer is not None and answer.untouched:
            verdict = Verdict(name, made.kind, NOT_ATTEMPTED, 0.0, made.points, "not attempted yet")
        elif answer is None:
            verdict = Verdict(name, made.kind, NOT_ATTEMPTED, 0.0, made.points, "not in the notebook")
        elif answer.broken:
            verdict = Verdict(name, made.kind, "raised", 0.0, made.points, answer.broken)
        else:
            verdict = judged(made, self.shown.get(name), self.grader.seed, flags)
            if verdict.points and made.kind == "function" and alike(answer.own, made.source()):
                flags.append("identical to the reference but for names")
        return Result(
            name, float(verdict.points), float(made.points), verdict.outcome, verdict.mistake, verdict.message,
            to_text(verdict), to_html(verdict), verdict.seconds, flags,
        )  # fmt: skip


__all__ = ["Graded", "Grader", "Insecure", "Result"]

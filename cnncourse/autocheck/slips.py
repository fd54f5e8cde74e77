"""Which known slip an answer shows: on every case, or at least where it is wrong."""

from __future__ import annotations

from .compare import difference
from .define import Case, Exercise, Mistake
from .observe import Observation, Observations, observe

QUICK = 5.0  # seconds that an exercise may take: of one that takes longer not all slips are run for a guess

_known: dict[tuple[str, int], tuple] = {}


def references(made: Exercise, seed: int) -> tuple[list[Case], Observations]:
    """The cases of a seed and what the reference shows on them, worked out once."""
    if made.stored is not None:
        return made.stored.cases, made.stored.expected
    key = (made.name, seed)
    if key not in _known or _known[key][0] is not made:
        cases = made.draw_cases(seed)
        answer = made.reference if made.kind == "function" else made.reference()
        _known[key] = (made, cases, observe(made, answer, cases), {})
    return _known[key][1], _known[key][2]


def mistake_observations(made: Exercise, seed: int, number: int) -> Observations:
    """What the known mistake of that number shows on the cases of a seed, worked out once."""
    if made.stored is not None:
        return made.stored.wrong[number]
    cases, _ = references(made, seed)
    kept = _known[(made.name, seed)][3]
    if number not in kept:
        wrong = made.mistakes[number].function
        kept[number] = observe(made, wrong if made.kind == "function" else wrong(), cases)
    return kept[number]


def mistake_observation(made: Exercise, seed: int, number: int, at: int) -> Observation:
    """What the known mistake of that number shows on one case, worked out once, with all the cases before it.

    Most slips show on the first case that they are not the reader's, and the others need not be run: a Keras exercise
    may know forty slips.
    """
    if made.stored is not None:
        return made.stored.wrong[number].each[at]
    cases, _ = references(made, seed)
    kept = _known[(made.name, seed)][3]
    if number in kept:
        return kept[number].each[at]
    wrong, seen = made.mistakes[number].function, kept.setdefault(("seen", number), [])
    while len(seen) <= at:
        if seen and seen[-1].timed_out:
            seen.append(Observation(timed_out=True))  # as in an answer that ran out of time
        elif made.kind == "function":
            seen += observe(made, wrong, [cases[len(seen)]], twice=False).each
        else:
            seen += observe(made, wrong(), cases).each
    return seen[at]


def named(made: Exercise, shown: Observations, seed: int) -> Mistake | None:
    """The known mistake that shows what the reader's answer shows, on every case."""
    for number, mistake in enumerate(made.mistakes):
        if all(_alike(made, one, mistake_observation(made, seed, number, at)) for at, one in enumerate(shown.each)):
            return mistake
    return None


def _alike(made: Exercise, a: Observation, b: Observation) -> bool:
    if a.timed_out or b.timed_out:
        return a.timed_out and b.timed_out
    if a.raised is not None or b.raised is not None:
        if not (a.raised and b.raised) or a.raised.type_name != b.raised.type_name:
            return False
        return a.raised.type_name != "Unusable" or a.raised.message == b.raised.message
    if a.changed != b.changed:
        return False
    if difference(a.value, b.value, made.tolerance) is None:
        return True
    numbers = (int, float)
    return type(a.value) in numbers and type(b.value) in numbers and a.value == b.value  # 4.0 is the slip that 4 is


def likely(made: Exercise, shown: Observations, seed: int, wrong: list[int]) -> str:
    """A guess at the slip behind an answer that shows no known one on every case, as when two slips come together.

    Args:
        made: the exercise.
        shown: what the answer showed.
        seed: of the cases.
        wrong: positions of the cases on which it differs from what is expected.

    Returns:
        A sentence, if one slip alone shows the same on three of four wrong cases or more; else "".
    """
    if made.kind != "function" or made.seconds > QUICK:
        return ""
    fits: dict[str, tuple[int, Mistake]] = {}
    for number, mistake in enumerate(made.mistakes):
        same = sum(_alike(made, shown.each[at], mistake_observation(made, seed, number, at)) for at in wrong)
        if same > fits.get(mistake.slip, (0, mistake))[0]:
            fits[mistake.slip] = same, mistake
    most = max((same for same, _ in fits.values()), default=0)
    best = [mistake for same, mistake in fits.values() if same == most]
    if len(best) != 1 or 4 * most < 3 * len(wrong):
        return ""
    where = (
        "where yours is wrong" if most == len(wrong) else f"on {most} of the {len(wrong)} cases where yours is wrong"
    )
    return f"Perhaps: {best[0].slip}? That gives the same {where}. {best[0].look}"

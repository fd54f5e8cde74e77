"""`dropout`: reference, cases, slips and hints."""

import numpy as np

from cnncourse.autocheck import Unusable, exercise

from .basis import _snapped


def _dropped(answer, x, rate, training) -> np.ndarray:
    y = answer(x, rate, np.random.default_rng(3), training)
    if y is None:
        raise Unusable("it returned None", "A function without `return` gives None.")
    y = np.asarray(y)
    if y.shape != x.shape or y.dtype.kind not in "fiub":
        raise Unusable(
            f"it returned {'an array of shape ' + str(y.shape) if y.ndim else 'a single number'} for {x.shape}",
            "Every value stays at its place, dropped or not.",
        )
    if training and np.unique(y[y != 0]).size == 1:
        raise Unusable("it returned the mask", "The mask says which values stay. Multiply `x` by it.")
    return y


@exercise(points=2, minutes=8)
def dropout(x: np.ndarray, rate: float, rng: np.random.Generator, training: bool) -> np.ndarray:
    """Inverted dropout: while training, drop values at random and enlarge the rest so that the mean stays.

    While training each value is set to zero with probability `rate`, by itself, whatever the others do; what is left is divided
    by `1 - rate`. Otherwise nothing happens: the values come back as they are.

    Args:
        x: outputs of a layer, any shape; they keep their values.
        rate: probability that a value is dropped, at least 0 and below 1.
        rng: where all randomness comes from, as in `rng.random(shape)`.
        training: whether to drop at all.

    Returns:
        An array in the shape of `x`.
    """
    # BEGIN SOLUTION
    if not training:
        return x.copy()
    keep = rng.random(x.shape) >= rate
    return x * keep / (1 - rate)
    # END SOLUTION


@dropout.cases
def _(rng):
    x = rng.uniform(1, 9, (40, 25, 4)) * rng.choice([-1, 1], (40, 25, 4))
    yield "training, rate 0.2", (x, 0.2, True)
    yield "not training", (x, 0.2, False)
    yield "training, rate 0.7", (x, 0.7, True)
    yield "training, rate 0: nothing to drop", (x, 0.0, True)
    yield "not training, rate 0.7", (x[0], 0.7, False)


@dropout.observe
def _(answer, args):
    x, rate, training = args
    before = x.copy()
    y = _dropped(answer, x, rate, training)
    untouched = bool((x == before).all())
    x = before
    mask = y == 0
    factors = (y / x)[~mask]
    others = _dropped(answer, np.sign(x) * (10 - np.abs(x)), rate, training) == 0
    generator = np.random.default_rng(3)
    calls = [np.asarray(answer(x.copy(), rate, generator, training)) for _ in range(4)]
    shared = [axis for axis in range(x.ndim) if (mask == mask.take([0], axis)).all()]
    counts = {int((call == 0).sum()) for call in calls}
    decided = "by itself"
    if 0 < mask.mean() < 1 and shared:
        decided = f"together with the others along axis {shared[0]}"
    elif 0 < mask.mean() < 1 and len(counts) == 1:
        decided = "so that their number is always the same"
    return {
        "share of values set to zero": _snapped(float(mask.mean()), rate),
        "the rest was multiplied by": round(float(np.median(factors)), 3) if factors.size else 0.0,
        "all by the same factor": bool(factors.size and np.ptp(factors) < 1e-6 * abs(np.median(factors))),
        "each value is decided": decided,
        "the values themselves do not matter": bool((mask == others).all()),
        "the next call drops others": bool((calls[0] != calls[1]).any()),
        "the same generator, the same answer": bool(np.array_equal(y, calls[0])),
        "x keeps its values": untouched,
    }


dropout.hint(
    "First the easy branch: what comes back when `training` is False?",
    "`rng.random(x.shape)` gives one number between 0 and 1 for each value. Which of them let their value stay?",
    "`keep = rng.random(x.shape) >= rate` is True with probability 1 − rate.",
    "A product with `keep` drops; a division by `1 - rate` makes up for it.",
)

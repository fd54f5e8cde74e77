"""What several of these exercises rest on."""

import numpy as np

from cnncourse.autocheck import Unusable
from cnncourse.ops.operations import Uncounted, count


def _layer(rng, n, h, w, c, kh, kw, f):
    """Whole numbers of both signs: images and kernels."""
    return rng.integers(-4, 10, (n, h, w, c)).astype(float), rng.integers(-3, 4, (kh, kw, c, f)).astype(float)


def _quarters(rng, *sizes):
    """The same with fractions, so that whoever rounds is found out."""
    x, kernel = _layer(rng, *sizes)
    return (x + rng.integers(1, 4, x.shape)) / 4, kernel / 2


def _stride_cases(rng):
    yield "one channel, one kernel", (*_layer(rng, 1, 4, 5, 1, 2, 3, 1), 1)
    yield "two kernels", (*_layer(rng, 1, 3, 5, 1, 2, 2, 2), 1)
    yield "two channels", (*_layer(rng, 1, 4, 3, 2, 3, 2, 1), 1)
    yield "stride two", (*_layer(rng, 1, 6, 7, 1, 3, 2, 1), 2)
    yield "everything at once", (*_quarters(rng, 2, 7, 5, 3, 2, 3, 4), 2)


def _explain_place(args, expected, index):
    x, kernel, stride = args if len(args) == 3 else (*args, 1)
    image, i, j, f = index
    kh, kw = kernel.shape[:2]
    window = x[image, i * stride : i * stride + kh, j * stride : j * stride + kw]
    pairs = list(zip(window.ravel(), kernel[..., f].ravel(), strict=True))
    terms = " + ".join(f"({a:g})·({b:g})" for a, b in pairs[:8]) + (" + …" if len(pairs) > 8 else "")
    return f"place ({i}, {j}) of image {image}, filter {f}: {terms} = {expected[index]:g}"


def _numbers_and_products(least):
    """An observer: the numbers an answer gives, and how many multiplications it takes, at least `least`."""

    def observer(answer, args):
        numbers = answer(*args)
        if numbers is None:
            return None
        try:
            _, tally = count(answer, *args)
        except Uncounted:
            raise Unusable(
                "it made its first argument plain floats",
                "The check counts your multiplications with numbers that count. Work on the array as it comes, without `dtype=float`.",
            ) from None
        return {"numbers": np.asarray(numbers), "multiplications": max(tally.multiplications, least)}

    return observer

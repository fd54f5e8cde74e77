"""What a convolution costs in each of its five ways, by formula and by numbers that count."""

from collections.abc import Callable
from dataclasses import dataclass
from math import log2
from typing import Any

import numpy as np

WAYS = ("loops", "im2col", "shifted", "FFT", "Winograd")


@dataclass(frozen=True)
class Cost:
    """What one layer costs in one of the ways.

    Attributes:
        multiplications: of two real numbers.
        additions: subtractions and halvings among them.
        values: numbers read and written if no cache helps: each array that a way makes is written once and read once.
    """

    multiplications: float
    additions: float
    values: float

    @property
    def operations(self) -> float:
        """Multiplications and additions together."""
        return self.multiplications + self.additions

    @property
    def bytes(self) -> float:
        """Bytes of all values moved, as float32."""
        return 4 * self.values


def cost(way: str, n: int, h: int, w: int, c: int, f: int, k: int) -> Cost:
    """Count what a "valid" convolution with stride 1 takes.

    All counts are exact but one: a transform of `N` real numbers by FFT is taken as `2.5·N·log2 N` operations, two
    in five of them multiplications, which is what the radix-2 algorithm needs; others need somewhat more or less.

    Args:
        way: one of `WAYS`, as `conv2d_naive`, `conv2d_im2col`, … of this package go about it.
        n, h, w, c: images, their sides and channels.
        f: filters.
        k: side of the kernel.

    Returns:
        The counts.

    Raises:
        ValueError: an unknown way, a window that does not fit, or Winograd's F(2×2, 3×3) asked for another kernel.

    Source: Lavin & Gray (2016), arXiv:1509.09308, section 4.1; Frigo & Johnson, benchFFT, "FFT benchmark methodology".

    >>> cost("loops", 1, 4, 4, 1, 1, 3).multiplications, cost("Winograd", 1, 4, 4, 1, 1, 3).multiplications
    (36, 16)
    """
    if way not in WAYS:
        raise ValueError(f"way must be one of {', '.join(WAYS)}, got {way!r}")
    if k > min(h, w):
        raise ValueError(f"a window of {k}×{k} does not fit on {h}×{w}: take a smaller kernel or a larger image")
    if way == "FFT":
        return _fft(n, h, w, c, f, k)
    if way == "Winograd":
        return _winograd(n, h, w, c, f, k)
    places = n * (h - k + 1) * (w - k + 1)
    x, weights, y = n * h * w * c, k * k * c * f, places * f
    values = {
        "loops": x + weights + y,
        "im2col": x + 2 * places * k * k * c + weights + y,
        "shifted": k * k * places * (c + 4 * f) + weights,  # crop, product out and in, sum in and out
    }
    return Cost(y * k * k * c, y * (k * k * c - 1), values[way])


def _fft(n: int, h: int, w: int, c: int, f: int, k: int) -> Cost:
    frequencies = h * (w // 2 + 1)  # the other half mirrors these
    transforms = (n * c + c * f + n * f) * h * w * log2(h * w)
    products = frequencies * n * c * f  # complex: four multiplications, two additions
    sums = frequencies * n * (c - 1) * f
    places = n * (h - k + 1) * (w - k + 1)
    images = n * h * w * c + 8 * frequencies * n * c  # two passes, each out and in, two values a number
    kernels = k * k * c * f + 4 * k * (w // 2 + 1) * c * f + 8 * frequencies * c * f  # and the conjugate
    maps = 8 * frequencies * n * f + 2 * n * h * w * f + places * f
    return Cost(transforms + 4 * products, 1.5 * transforms + 2 * products + 2 * sums, images + kernels + maps)


def _winograd(n: int, h: int, w: int, c: int, f: int, k: int) -> Cost:
    if k != 3:
        raise ValueError(f"Winograd's F(2×2, 3×3) takes 3×3 kernels, got {k}×{k}")
    out_h, out_w = h - 2, w - 2
    tiles = n * -(-out_h // 2) * -(-out_w // 2)
    # A tile: 8 rows and columns of 4 additions. A kernel: 7 of 3 additions and 2 halvings. A map: 6 of 4 additions.
    additions = 32 * tiles * c + 35 * c * f + 16 * tiles * (c - 1) * f + 24 * tiles * f
    images = n * h * w * c + 4 * 16 * tiles * c
    kernels = 9 * c * f + 2 * 12 * c * f + 2 * 16 * c * f
    maps = 2 * (16 + 8 + 4) * tiles * f + n * out_h * out_w * f
    return Cost(16 * tiles * c * f, additions, images + kernels + maps)


@dataclass
class Tally:
    """Arithmetic done so far by counting numbers; factors that are powers of two are halvings, not multiplications."""

    multiplications: int = 0
    additions: int = 0
    halvings: int = 0


class Uncounted(TypeError):
    """Raised when a number that counts is made a plain float before it was ever used."""


class CountedNumber:
    """A number that writes every sum and product it takes part in down in a tally; 0 and ±1 as factors are free.

    Args:
        value: the number.
        tally: where to write.
        kept: refuse to become a float, since what follows could not be counted.
    """

    __slots__ = ("kept", "tally", "value")

    def __init__(self, value: float, tally: Tally, kept: bool = False):
        self.value, self.tally, self.kept = float(value), tally, kept

    def __float__(self) -> float:
        if self.kept:
            raise Uncounted("a number that counts was made a plain float")
        return self.value

    def __repr__(self) -> str:
        return f"{self.value:g}"

    def __neg__(self):
        return CountedNumber(-self.value, self.tally)

    def __pos__(self):
        return self

    def __add__(self, other):
        if not isinstance(other, CountedNumber) and other == 0:
            return self
        self.tally.additions += 1
        return CountedNumber(self.value + _value(other), self.tally)

    def __sub__(self, other):
        return self + -other

    def __rsub__(self, other):
        return -self + other

    def __mul__(self, other):
        if not isinstance(other, CountedNumber) and other in (0, 1, -1):
            return {0: 0, 1: self, -1: -self}[int(other)]
        if not isinstance(other, CountedNumber) and log2(abs(other)) % 1 == 0:
            self.tally.halvings += 1
        else:
            self.tally.multiplications += 1
        return CountedNumber(self.value * _value(other), self.tally)

    def __truediv__(self, other):
        return self * (CountedNumber(1 / other.value, self.tally) if isinstance(other, CountedNumber) else 1 / other)

    __radd__, __rmul__ = __add__, __mul__


def _value(number: Any) -> float:
    return number.value if isinstance(number, CountedNumber) else float(number)


def count(function: Callable, *arrays: np.ndarray) -> tuple[np.ndarray, Tally]:
    """Run a function on numbers that count.

    Args:
        function: takes the arrays, with `dtype=object`; may add, subtract, multiply and use `@`.
        arrays: any shapes; of the first, no element may become a float unused.

    Returns:
        What the function returned, as floats, and the tally.

    Raises:
        Uncounted: the function made the first array plain floats at once, so that nothing could be counted.

    >>> count(lambda d, g: d[:3] @ g, np.arange(4.0), np.ones(3))
    (array(3.), Tally(multiplications=3, additions=2, halvings=0))
    """
    tally = Tally()
    counting = []
    for number, array in enumerate(arrays):
        made = np.empty(np.shape(array), object)
        for index, value in np.ndenumerate(array):
            made[index] = CountedNumber(value, tally, kept=number == 0)
        counting.append(made)
    result = np.asarray(function(*counting))
    plain = np.array([_value(value) for value in result.ravel()]).reshape(result.shape)
    return plain, tally

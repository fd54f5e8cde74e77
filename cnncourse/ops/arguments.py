"""Reading what a caller passed: pairs, ranks and dtypes, with errors that say what to do."""

import operator

import numpy as np

Pair = int | tuple[int, int]
Padding = str | int | tuple[tuple[int, int], tuple[int, int]]


def pair(value: Pair, name: str) -> tuple[int, int]:
    """Read `stride`, `dilation` or `size`: one whole number for both axes, or `(rows, columns)`.

    Args:
        value: an integer or two of them, each at least 1.
        name: what the caller calls it, for the message.

    Returns:
        `(rows, columns)`.

    Raises:
        ValueError: anything else, or a number below 1.

    >>> pair(2, "stride"), pair((2, 1), "stride")
    ((2, 2), (2, 1))
    """
    both = value if isinstance(value, tuple | list) else (value, value)
    try:
        rows, columns = (operator.index(v) for v in both)
    except (TypeError, ValueError):
        raise ValueError(
            f"{name} must be a whole number or a (rows, columns) pair, got {value!r}; write {name}=2 or {name}=(2, 1)"
        ) from None
    if min(rows, columns) < 1:
        raise ValueError(f"{name} must be at least 1 on both axes, got {value!r}; use {name}=1 for no effect")
    return rows, columns


def images(x: np.ndarray, name: str = "x") -> np.ndarray:
    """Return `x` as an array, or say which axis is missing; `(n, h, w, c)` is the only layout here.

    Raises:
        ValueError: `x` has not four axes.

    >>> images(np.zeros((1, 4, 5, 3))).shape
    (1, 4, 5, 3)
    """
    x = np.asarray(x)
    if x.ndim != 4:
        cure = {3: "x[None] adds a batch of one", 2: "x[None, :, :, None] adds a batch and a channel"}
        raise ValueError(
            f"{name} must have the four axes (n, h, w, c), got shape {x.shape}; "
            f"{cure.get(x.ndim, 'reshape it first').replace('x[', name + '[')}"
        )
    return x


def kernels(kernel: np.ndarray, channels: int, groups: int = 1) -> np.ndarray:
    """Return a bank of kernels `(kh, kw, c, f)` as an array that fits images of `channels` channels.

    Raises:
        ValueError: not four axes, another number of channels, or groups that do not divide.

    >>> kernels(np.zeros((3, 3, 4, 8)), channels=8, groups=2).shape
    (3, 3, 4, 8)
    """
    kernel = np.asarray(kernel)
    if kernel.ndim != 4:
        raise ValueError(
            f"kernel must have the four axes (kh, kw, channels, filters), got shape {kernel.shape}; "
            "a single 2-D kernel k is k[:, :, None, None]"
        )
    if groups < 1 or channels % groups or kernel.shape[3] % groups:
        raise ValueError(
            f"groups must divide the channels and the filters, got groups={groups} for {channels} channels "
            f"and {kernel.shape[3]} filters; choose a common divisor"
        )
    if kernel.shape[2] * groups != channels:
        per_group = f" in each of {groups} groups" if groups > 1 else ""
        raise ValueError(
            f"the kernel {kernel.shape} expects {kernel.shape[2]} channels{per_group}, x has {channels}; "
            "make the kernel's third side match the last side of x"
        )
    return kernel


def biases(bias: np.ndarray | None, filters: int, dtype: np.dtype) -> np.ndarray | None:
    """Return one bias for each filter, or None.

    Raises:
        ValueError: the shape is not `(filters,)`.

    >>> biases([1, 2], 2, np.dtype("float32"))
    array([1., 2.], dtype=float32)
    """
    if bias is None:
        return None
    bias = np.asarray(bias, dtype)
    if bias.shape != (filters,):
        raise ValueError(
            f"bias must hold one number for each of the {filters} filters, got shape {bias.shape}; "
            f"use np.zeros({filters}) or bias=None"
        )
    return bias


def working_dtype(x: np.ndarray, kernel: np.ndarray) -> np.dtype:
    """Choose the dtype of an answer: that of `x` if it is floating, else one that holds the sums.

    >>> working_dtype(np.zeros(1, "float32"), np.zeros(1))
    dtype('float32')
    >>> working_dtype(np.zeros(1, "uint8"), np.zeros(1, "int8"))
    dtype('int64')
    """
    if np.issubdtype(x.dtype, np.inexact):
        return x.dtype
    if np.issubdtype(kernel.dtype, np.inexact):
        return np.result_type(x, kernel)
    return np.result_type(x, kernel, np.int64)


def gradient_dtype(x: np.ndarray, kernel: np.ndarray | None = None) -> np.dtype:
    """Choose the dtype of a gradient: that of `x` if it is floating, else one that holds fractions.

    >>> gradient_dtype(np.zeros(1, "float32"), np.zeros(1)), gradient_dtype(np.zeros(1, "uint8"))
    (dtype('float32'), dtype('float64'))
    """
    dtype = x.dtype if kernel is None else working_dtype(x, kernel)
    return dtype if np.issubdtype(dtype, np.inexact) else np.dtype(float)

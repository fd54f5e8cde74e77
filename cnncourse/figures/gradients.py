"""Figures on gradients: nudged weights, checks by step, and which slope goes back to which pixel."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from cnncourse.ops import conv2d_backward, output_size, softmax_cross_entropy

from .style import BLUE, GRAY, GREEN, ORANGE, PURPLE, RED, SKY, new

_WINDOWS = (BLUE, ORANGE, GREEN, PURPLE, RED, SKY)


def nudges(loss: Callable[[float], float], at: float, step: float, name: str) -> Figure:
    """A loss over one weight: the slope from a step to the right, from one to the left, and across both.

    Args:
        loss: takes the weight, returns the loss.
        at: where the weight stands.
        step: how far it is moved each way.
        name: the weight's name, for the axis.
    """
    figure, ax = new(width=4.4, height=2.9)
    weights = np.linspace(at - 3 * step, at + 3 * step, 121)
    ax.plot(weights, [loss(w) for w in weights], color="black", linewidth=1.5)
    ends = {
        "to the left only": (at - step, at, SKY),
        "to the right only": (at, at + step, ORANGE),
        "across both": (at - step, at + step, BLUE),
    }
    for label, (low, high, color) in ends.items():
        slope = (loss(high) - loss(low)) / (high - low)
        reach = np.array([at - 1.8 * step, at + 1.8 * step])
        ax.plot(reach, loss(low) + slope * (reach - low), color=color, label=f"{label}: {slope:+.2f}")
    ax.plot([at - step, at, at + step], [loss(at - step), loss(at), loss(at + step)], "o", color="black", markersize=4)
    ax.set(xlabel=name, ylabel="loss", title=f"slopes by steps of {step:g}")
    ax.legend(loc="upper left", fontsize=8)
    return figure


def check_error(steps: np.ndarray, errors: dict[str, np.ndarray]) -> Figure:
    """The V: relative error of a measured gradient over the step, one line for each kind of float.

    Args:
        steps: the values of eps, falling or rising.
        errors: name → one error for each step, above 0.
    """
    figure, ax = new(width=5.2, height=3.1)
    for (name, values), color, mark in zip(errors.items(), (ORANGE, BLUE, GREEN), "os^", strict=False):
        ax.loglog(steps, values, mark + "-", color=color, markersize=4, label=name)
        best = int(np.argmin(values))
        ax.loglog(steps[best], values[best], "o", markersize=10, markerfacecolor="none", color=color)
    ax.annotate("the step is too long:\nerror ∝ eps²", (steps.max(), 1e-10), ha="right", fontsize=8, color=GRAY)
    ax.annotate("too short: digits cancel,\nerror ∝ 1 / eps", (steps.min(), 1e-10), fontsize=8, color=GRAY)
    ax.set(xlabel="eps", ylabel="relative error", title="a right gradient, checked with every step")
    ax.set_ylim(top=50)
    ax.legend(loc="upper right", fontsize=8, ncols=len(errors))
    return figure


def _one_weight(weight: np.ndarray) -> np.ndarray:
    """Losses of one image with three scores that hang on one weight, in the dtype of `weight`."""
    scores = np.stack([2 * weight, np.full_like(weight, 1), -weight], axis=1)
    return np.array([softmax_cross_entropy(row[None], np.array([1]))[0] for row in scores])


def zoomed(exponent: int, single: bool) -> tuple[Figure, str]:
    """The loss within one step of a weight, point by point, as the computer sees it.

    Args:
        exponent: the step is `10 ** -exponent`.
        single: float32 in place of float64.

    Returns:
        The figure, and a sentence with the measured and the true slope.
    """
    dtype, eps, at = (np.float32 if single else np.float64), 10.0**-exponent, 0.5
    moves = np.linspace(-1.5 * eps, 1.5 * eps, 301)
    losses = _one_weight((at + moves).astype(dtype)) - _one_weight(np.array([at], dtype))
    low, high = _one_weight(np.array([at - eps, at + eps]).astype(dtype))
    measured = (high - low) / (2 * eps)
    raised = np.exp(np.array([2 * at, 1, -at]))
    true = float((raised * [2, 0, -1]).sum() / raised.sum())
    figure, ax = new(width=5.0, height=2.8)
    ax.plot(moves / eps, true * moves, color=GRAY, linestyle="--", label=f"true slope {true:.4f}")
    ax.plot(moves / eps, losses, color=ORANGE if single else BLUE, linewidth=1.3, label="loss as computed")
    here = _one_weight(np.array([at], dtype))[0]
    ax.plot([-1, 1], [low - here, high - here], "o-", color="black", markersize=4, label=f"measured {measured:.4f}")
    ax.set(xlabel="the weight's move, in steps of eps", ylabel="change of the loss")
    ax.set_title(f"float{32 if single else 64}, eps = 1e-{exponent}")
    ax.ticklabel_format(axis="y", scilimits=(0, 0))
    ax.legend(loc="upper left", fontsize=8)
    return figure, f"measured slope {measured:.6f}, true slope {true:.6f}: off by {abs(measured / true - 1):.2%}"


def row_backward(
    x: np.ndarray, kernel: np.ndarray, dy: np.ndarray, stride: int, padding: int, done: int
) -> tuple[Figure, str]:
    """One row going back through a convolution, window by window: the sums after `done` windows.

    Args:
        x: pixels, `(w,)`.
        kernel: weights, `(k,)`.
        dy: slopes of the outputs, at least as many as there are places.
        stride: step of the window. `padding`: zeros on each side.
        done: windows that have gone back.

    Returns:
        The figure, and a sentence that works the last window out.

    Raises:
        ValueError: no window fits, or fewer than `done` do.
    """
    places, k = output_size(len(x), len(kernel), padding, stride), len(kernel)
    if places < 1:
        raise ValueError(f"a window of {k} does not fit on {len(x) + 2 * padding} pixels")
    if done > places:
        stand = "1 window stands" if places == 1 else f"{places} windows stand"
        raise ValueError(f"only {stand} here: send back {places} at most, or take a smaller stride")
    dpadded, dk = _sums(x, kernel, dy[:done], stride, padding)
    total = len(dpadded)
    figure, ax = new(width=min(7.2, 1.6 + 0.65 * total), height=3.2)
    for i in range(places):
        center = i * stride + k / 2
        now = i == done - 1
        _cell(ax, center - 0.5, 4, _signed(dy[i]), _WINDOWS[i % 6] if i < done else GRAY, i < done)
        for u in range(k if i < done else 0):
            end = i * stride + u + 0.5
            color, width, alpha = _WINDOWS[i % 6], 2.2 if now else 0.8, 1.0 if now else 0.45
            ax.plot([center, end], [4, 2], color=color, linewidth=width, alpha=alpha, zorder=1)
            if now:
                ax.text(0.35 * center + 0.65 * end, 2.7, f"×{_factor(kernel[u])}", ha="center", va="center",
                        fontsize=8.5, bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5})  # fmt: skip
    for place in range(total):
        inside = padding <= place < total - padding
        pixel = f"{x[place - padding]:g}" if inside else "0"
        _cell(ax, place, 1, _signed(dpadded[place]), "black" if inside else GRAY, inside)
        ax.text(place + 0.5, 0.45, pixel, ha="center", fontsize=8.5, color=GRAY)
    for label, height in (("dy", 4.5), ("dx", 1.5), ("x", 0.55)):
        ax.text(-0.35, height, label, ha="right", va="center", fontsize=9)
    words = f"kernel ({', '.join(map(_signed, kernel))})   dk so far ({', '.join(map(_signed, dk))})"
    ax.set(xlim=(-1, total + 0.2), ylim=(0.1, 5.2), title=words)
    ax.axis("off")
    return figure, _last_window(x, kernel, dy, stride, padding, done)


def _sums(x, kernel, dy, stride, padding) -> tuple[np.ndarray, np.ndarray]:
    """Slopes of all padded pixels and of the weights after some of the windows have gone back."""
    padded, k = np.pad(np.asarray(x, float), padding), len(kernel)
    if not len(dy):
        return np.zeros(len(padded)), np.zeros(k)
    used = padded[: (len(dy) - 1) * stride + k]
    dx, dk, _ = conv2d_backward(
        np.asarray(dy, float).reshape(1, 1, -1, 1), used.reshape(1, 1, -1, 1),
        np.asarray(kernel, float).reshape(1, -1, 1, 1), (1, stride),
    )  # fmt: skip
    return np.concatenate([dx.ravel(), np.zeros(len(padded) - dx.size)]), dk.ravel()


def _last_window(x, kernel, dy, stride, padding, done) -> str:
    if not done:
        return "No window has gone back yet: every slope is 0."
    window = np.pad(np.asarray(x, float), padding)[(done - 1) * stride :][: len(kernel)]
    slope = _signed(dy[done - 1])
    pixels = ", ".join(f"{slope}·{_factor(w)}" for w in kernel)
    weights = ", ".join(f"{slope}·{_factor(p)}" for p in window)
    return f"window {done}: its pixels get {pixels}; the weights get {weights}"


def _signed(value: float) -> str:
    """A number with a minus sign as it is set in print."""
    return f"{value + 0.0:g}".replace("-", "−")


def _factor(value: float) -> str:
    """A number that stands behind a `·` or `×`: negative ones in brackets."""
    return f"({_signed(value)})" if value < 0 else _signed(value)


def _cell(ax: Axes, left: float, bottom: float, text: str, color: str, strong: bool) -> None:
    ax.add_patch(Rectangle((left, bottom), 1, 1, facecolor="#EEEEEE" if strong else "white", edgecolor=color,
                           linewidth=1.4 if strong else 0.8, linestyle="-" if strong else ":", zorder=2))  # fmt: skip
    ax.text(left + 0.5, bottom + 0.5, text, ha="center", va="center", fontsize=9, color=color, zorder=3)


def pool_winners(x: np.ndarray, dy: np.ndarray, dx: np.ndarray, size: int, stride: int) -> Figure:
    """Which pixel won which window, and the slopes that come back to it.

    Args:
        x: one map, `(h, w)`.
        dy: slopes by the pooled values, `(out_h, out_w)`.
        dx: slopes by the pixels, `(h, w)`.
        size: side of the window. `stride`: its step.
    """
    figure, axes = new(1, 2, width=6.4, height=3.1)
    for ax, values, title in zip(
        axes, (x, dx), ("pixels; a dot for each window won", "slopes that come back"), strict=True
    ):
        ax.imshow(values if ax is axes[0] else np.abs(values), cmap="Greys", vmin=0, vmax=2.4 * np.abs(values).max())
        for (i, j), value in np.ndenumerate(values):
            ax.text(j, i, f"{value:g}", ha="center", va="center", fontsize=9)
        ax.set(title=title, xticks=[], yticks=[])
    wins: dict[tuple[int, int], int] = {}
    for number, (i, j) in enumerate(np.ndindex(dy.shape)):
        top, left, color = i * stride, j * stride, _WINDOWS[number % 6]
        inset = 0.04 + 0.07 * (number % 4)
        for ax in axes:
            ax.add_patch(Rectangle((left - 0.5 + inset, top - 0.5 + inset), size - 2 * inset, size - 2 * inset,
                                   fill=False, edgecolor=color, linewidth=1.8))  # fmt: skip
        window = x[top : top + size, left : left + size]
        u, v = np.unravel_index(window.argmax(), window.shape)
        place = (top + int(u), left + int(v))
        nth = wins[place] = wins.get(place, -1) + 1
        axes[0].plot(place[1] - 0.22 + 0.22 * nth, place[0] + 0.28, "o", color=color, markersize=6)
    return figure

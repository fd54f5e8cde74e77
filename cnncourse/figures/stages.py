"""A whole network as one strip, a stack of sheets for each size of its maps, read from the model itself."""

from __future__ import annotations

from typing import Any

from matplotlib.figure import Figure

from cnncourse.ops.model_graph import Step, is_kind, steps

from .architecture import LayerRow, drawing

WEIGHTED = ("Dense", "BaseConv", "BaseDepthwiseConv", "BaseSeparableConv")
Stage = tuple[bool, tuple[int, ...]]  # whether maps have been enlarged on the way here; sides, or () for vectors


def strip(model: Any, per_line: int = 10) -> Figure:
    """Draw a network by the sizes of its maps, left to right.

    Args:
        model: a built functional or sequential Keras model with fixed sides.
        per_line: stages on one line.

    Returns:
        A figure: above each stack its layers with weights, below it the shape in which it ends and its parameters.

    Raises:
        ValueError: the model has no graph, or sides that are not fixed.
    """
    return drawing(stages(model), per_line)


def stages(model: Any) -> list[LayerRow]:
    """The rows that `strip` draws: one for the image, one for each size of maps in running order, one for the vectors.

    Args:
        model: a built functional or sequential Keras model with fixed sides.

    Returns:
        Rows as for `architecture.drawing`; their parameters add up to the model's.
    """
    calls = steps(model)
    homes = _homes(calls)
    rows: dict[Stage, list] = {}
    seen: set[int] = set()
    for call in calls:
        if not call.inputs:
            continue
        home = homes[call.output]
        row = rows.setdefault(home, [0, 0, call.shape])
        if call.shape[:2] == home[1] or not home[1]:
            row[2] = call.shape
        if id(call.layer) not in seen:
            seen.add(id(call.layer))
            row[0] += is_kind(call.layer, *WEIGHTED)
            row[1] += sum(_size(weight) for weight in getattr(call.layer, "weights", ()))
    image = next(call.shape for call in calls if not call.inputs)
    made = [("image", "image", image, None)]
    for (enlarged, sides), (count, parameters, shape) in rows.items():
        kind = "dense" if not sides else "conv, enlarged" if enlarged else "conv"
        made.append((f"{count} layer{'s' * (count != 1)}" if count else "no weights", kind, shape, parameters))
    return made


def in_words(model: Any) -> str:
    """A sentence on what `strip` shows: layers with weights, parameters, and where most of these are."""
    rows = stages(model)
    count = sum(int(row[0].split()[0]) for row in rows[1:] if row[0] != "no weights")
    total = sum(row[3] for row in rows[1:])
    _, _, shape, most = max(rows[1:], key=lambda row: row[3])
    where = f"at {shape[0]}×{shape[1]}" if len(shape) == 3 else "behind the last map"
    return f"{count} layers with weights, {total:,} parameters, {100 * most / total:.0f} % of them {where}."


def _homes(calls: list[Step]) -> dict[int, Stage]:
    """The stage of each step's output.

    What is squeezed to a vector and comes back, as a gate does, stays at home; a border belongs to what needs it.
    """
    enlarged: dict[int, bool] = {}
    takers: dict[int, list[Step]] = {}
    for call in calls:
        enlarged[call.output] = _grows(call) or any(enlarged[number] for number in call.inputs)
        for number in call.inputs:
            takers.setdefault(number, []).append(call)
    homes: dict[int, Stage] = {}
    for call in reversed(calls):
        sides = call.shape[:2] if len(call.shape) == 3 and max(call.shape[:2]) > 1 else ()
        behind = [homes[taker.output] for taker in takers.get(call.output, ()) if homes[taker.output][1]]
        passing = not sides or is_kind(call.layer, "ZeroPadding2D")
        homes[call.output] = behind[0] if passing and behind else (enlarged[call.output], sides)
    return homes


def _grows(call: Step) -> bool:
    """Whether a step makes maps larger, other than by a border."""
    maps = [given for given in call.input_shapes if len(given) == 3 == len(call.shape)]
    larger = any(1 < min(given[:2]) < min(call.shape[:2]) for given in maps)
    return larger and not is_kind(call.layer, "ZeroPadding2D")


def _size(weight: Any) -> int:
    size = 1
    for side in weight.shape:
        size *= int(side)
    return size

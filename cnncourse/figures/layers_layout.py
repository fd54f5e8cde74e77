"""Places for the boxes of a directed graph in rows, inputs on top, so that few lines cross (Sugiyama et al. 1981)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LANE = 0.32  # width that a line passing beside boxes needs, in widths of a box


@dataclass(frozen=True)
class Layout:
    """Where everything stands.

    Attributes:
        places: `(x, row)` of each box; x in widths of a box.
        lines: for each edge `(from, to)` the `(x, row)` that its line passes, both ends included.
        width: from the left edge of the leftmost box to the right edge of the rightmost.
        rows: how many.
    """

    places: list[tuple[float, int]]
    lines: dict[tuple[int, int], list[tuple[float, int]]]
    width: float
    rows: int


def layered(inputs: Sequence[Sequence[int]]) -> Layout:
    """Place the boxes of a graph.

    Args:
        inputs: for each box, in running order, the boxes whose output it takes.

    Returns:
        The layout; an edge over several rows is led past the boxes between.

    Raises:
        ValueError: a box takes the output of one that comes after it.

    >>> layered([[], [0], [1, 0]]).places[0]
    (0.0, 0)
    """
    rows: list[int] = []
    for box, before in enumerate(inputs):
        if any(other >= box for other in before):
            raise ValueError(f"box {box} takes the output of {max(before)}, which comes after it; give them in order")
        rows.append(1 + max((rows[other] for other in before), default=-1))
    chains, above, row_of = _chains(inputs, rows)
    lines = [[] for _ in range(max(rows) + 1)]
    for point, row in enumerate(row_of):
        lines[row].append(point)
    wide = [1.0 if point < len(inputs) else LANE for point in range(len(row_of))]
    order = _order(above)
    for line in lines:
        line.sort(key=order.__getitem__)
    x = _place(lines, above, wide)
    left = min(x[p] - wide[p] / 2 for p in range(len(x)))
    middle = x[0]
    right = max(x[p] + wide[p] / 2 for p in range(len(x)))
    places = [(round(x[box] - middle, 4), rows[box]) for box in range(len(inputs))]
    paths = {edge: [(round(x[point] - middle, 4), row_of[point]) for point in chain] for edge, chain in chains.items()}
    return Layout(places, paths, right - left, max(rows) + 1)


def _chains(inputs, rows):
    """Points that each edge passes, one in each row; the neighbors above each point; the row of each point."""
    above: list[list[int]] = [[] for _ in inputs]
    row_of, chains = list(rows), {}
    for box, before in enumerate(inputs):
        for other in before:
            chain = [other]
            for row in range(rows[other] + 1, rows[box]):
                above.append([chain[-1]])
                chain.append(len(row_of))
                row_of.append(row)
            above[box].append(chain[-1])
            chains[other, box] = [*chain, box]
    return chains, above, row_of


def _order(above) -> dict[int, int]:
    """From the last box upward, the first input of each box first: paths stand as a junction lists them."""
    order: dict[int, int] = {}
    for last in range(len(above) - 1, -1, -1):
        waiting = [last]
        while waiting:
            point = waiting.pop()
            if point not in order:
                order[point] = len(order)
                waiting += above[point][::-1]
    return order


def _place(lines, above, wide, sweeps: int = 12) -> list[float]:
    """x of every point: each drawn to the middle of its neighbors, none nearer to another than their widths allow."""
    below: list[list[int]] = [[] for _ in above]
    for point, before in enumerate(above):
        for other in before:
            below[other].append(point)
    x = [0.0] * len(above)
    for line in lines:  # in the order given, which a stable sort keeps where wishes are equal
        _spread(line, {point: _mean([x[other] for other in above[point]], 0.0) for point in line}, x, wide)
    for sweep in range(sweeps):
        downward = sweep % 2 == 0
        for line in lines if downward else lines[::-1]:
            near = above if downward else below
            wanted = {point: _mean([x[other] for other in near[point]], x[point]) for point in line}
            _spread(line, wanted, x, wide)
    return x


def _mean(values: list[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def _spread(line: list[int], wanted: dict[int, float], x: list[float], wide: list[float]) -> None:
    """Put the points of a row as near as possible to where they want to be, in that order, without touching."""
    line.sort(key=lambda point: wanted[point])
    gap = 0.14
    blocks: list[list] = []  # [points, offsets from the first, position of the first]
    for point in line:
        blocks.append([[point], [0.0], wanted[point]])
        while len(blocks) > 1:
            last, before = blocks[-1], blocks[-2]
            room = (wide[before[0][-1]] + wide[last[0][0]]) / 2 + gap
            if last[2] >= before[2] + before[1][-1] + room:
                break
            shift = before[1][-1] + room
            points = before[0] + last[0]
            offsets = before[1] + [shift + offset for offset in last[1]]
            start = sum(wanted[p] - o for p, o in zip(points, offsets, strict=True)) / len(points)
            blocks[-2:] = [[points, offsets, start]]
    for points, offsets, start in blocks:
        for point, offset in zip(points, offsets, strict=True):
            x[point] = start + offset

"""`winograd_f23`: reference, cases, slips and hints."""

import numpy as np

from cnncourse import ops
from cnncourse.autocheck import exercise

from .basis import _numbers_and_products


@exercise(points=3, minutes=10)
def winograd_f23(tile: np.ndarray, filter: np.ndarray) -> np.ndarray:
    """Four places of a 3×3 window on a tile of 4×4 pixels, with sixteen multiplications: Winograd's F(2×2, 3×3).

    `y = Pᵀ [(F g Fᵀ) · (T d Tᵀ)] P`: `T`, `F` and `P` do for tile, filter and products what the sums of F(2, 3) do, once down
    the columns and once along the rows; the product in brackets is value by value.

    Args:
        tile: pixels, `(4, 4)`.
        filter: weights, `(3, 3)`.

    Returns:
        `(2, 2)`, the cross-correlation of the two.
    """
    # BEGIN SOLUTION
    T = np.array([[1, 0, -1, 0], [0, 1, 1, 0], [0, 1, -1, 0], [0, -1, 0, 1]])  # the brackets of F(2, 3) with pixels
    F = np.array([[1, 0, 0], [0.5, 0.5, 0.5], [-0.5, 0.5, -0.5], [0, 0, 1]])  # the brackets with weights
    P = np.array([[1, 0], [1, 1], [1, -1], [0, 1]])  # which products each place adds up
    products = (T @ tile @ T.T) * (F @ filter @ F.T)  # 4, 4
    return P.T @ products @ P
    # END SOLUTION


@winograd_f23.cases
def _(rng):
    corner = np.zeros((3, 3))
    corner[0, 2] = 3
    yield "one weight, top right", (np.arange(1.0, 17).reshape(4, 4) ** 2, corner)
    yield "whole numbers", (rng.integers(1, 9, (4, 4)).astype(float), rng.integers(-3, 4, (3, 3)) + 0.0)
    yield "negative and fractional", (rng.normal(size=(4, 4)), rng.normal(size=(3, 3)))


winograd_f23.observe(_numbers_and_products(16))


_T = np.array([[1, 0, -1, 0], [0, 1, 1, 0], [0, 1, -1, 0], [0, -1, 0, 1]])


_F = np.array([[1, 0, 0], [0.5, 0.5, 0.5], [-0.5, 0.5, -0.5], [0, 0, 1]])


_P = np.array([[1, 0], [1, 1], [1, -1], [0, 1]])


@winograd_f23.mistake(
    "the right numbers, with thirty-six multiplications",
    "That is the definition: nine for each of four places. Transform tile and filter first, then multiply value by value.",
)
def thirty_six(tile, filter):
    return np.array([[(tile[i : i + 3, j : j + 3] * filter).sum() for j in range(2)] for i in range(2)])


@winograd_f23.mistake(
    "fast along the rows only: twenty-four multiplications",
    "You used F(2, 3) on each row with each row of weights, and added up down the columns. Nest it: the four values of F(2, 3) down the columns are rows themselves.",
)
def rows_only(tile, filter):
    def row(d, g):
        return _P.T @ ((_T @ d) * (_F @ g))

    return np.array([sum(row(tile[i + u], filter[u]) for u in range(3)) for i in range(2)])


@winograd_f23.mistake(
    "`@` is not value by value",
    "Between the two transformed arrays stands an ordinary product of numbers at the same place: `*`, sixteen of them.",
)
def matrix_product(tile, filter):
    return _P.T @ ((_T @ tile @ _T.T) @ (_F @ filter @ _F.T)) @ _P


@winograd_f23.mistake(
    "only the columns are transformed",
    "`T @ tile` works down the columns. `@ T.T` from the right does the same along the rows.",
)
def one_side(tile, filter):
    return _P.T @ ((_T @ tile) * (_F @ filter @ _F.T)) @ _P


@winograd_f23.mistake(
    "the products are not put together yet",
    "The sixteen products are not the map: `P` adds them up, to two rows and two columns.",
)
def not_put_together(tile, filter):
    return (_T @ tile @ _T.T) * (_F @ filter @ _F.T)


@winograd_f23.mistake(
    "you forgot to halve",
    "Without the halves each direction doubles the middle products. They belong into the second and third row of `F`.",
)
def not_halved_twice(tile, filter):
    doubled = np.array([[1, 0, 0], [1, 1, 1], [-1, 1, -1], [0, 0, 1]])
    return _P.T @ ((_T @ tile @ _T.T) * (doubled @ filter @ doubled.T)) @ _P


@winograd_f23.mistake(
    "the sign of one product is wrong",
    "`T` and `P` belong together: with `d3 − d1` in the last row of `T` the second place *adds* the last product, with `d1 − d3` it subtracts it.",
)
def signs_mixed(tile, filter):
    other = _T * np.array([[1], [1], [1], [-1]])
    return _P.T @ ((other @ tile @ other.T) * (_F @ filter @ _F.T)) @ _P


@winograd_f23.mistake("you turned the filter over", "A cross-correlation leaves the filter as it is.")
def flipped_filter(tile, filter):
    return ops.winograd_f23(tile, filter[::-1, ::-1])


@winograd_f23.mistake(
    "rows and columns of one of the two are exchanged",
    "`T @ tile @ T.T` and `F @ filter @ F.T`: none is transposed itself.",
)
def filter_transposed(tile, filter):
    return ops.winograd_f23(tile, filter.T)


@winograd_f23.mistake(
    "`@` is not value by value",
    "Between the two transformed arrays stands an ordinary product of numbers at the same place: `*`, sixteen of them.",
)
def matrix_product_reversed(tile, filter):
    return _P.T @ ((_F @ filter @ _F.T) @ (_T @ tile @ _T.T)) @ _P


@winograd_f23.mistake(
    "`T` stands on the wrong side",
    "A bracket is a *row* of `T`, so it is `T @ tile @ T.T`: the transpose on the right.",
)
def transposed_first(tile, filter):
    return _P.T @ ((_T.T @ tile @ _T) * (_F @ filter @ _F.T)) @ _P


@winograd_f23.mistake(
    "the sign of one product is wrong",
    "The third rows of `T` and `F` belong together: `d1 − d2` goes with `g1 − g0 − g2`, halved. Turn both round, or neither.",
)
def third_sign(tile, filter):
    other = _T * np.array([[1], [1], [-1], [1]])
    return _P.T @ ((other @ tile @ other.T) * (_F @ filter @ _F.T)) @ _P


@winograd_f23.mistake(
    "`T` is from another set of matrices",
    "Its last two rows have the signs of Lavin & Gray; their `F` and `P` differ from those above, too. Take all three from one source.",
)
def published_t(tile, filter):
    other = _T * np.array([[1], [1], [-1], [-1]])
    return _P.T @ ((other @ tile @ other.T) * (_F @ filter @ _F.T)) @ _P


@winograd_f23.mistake(
    "the halves became zeros", "`F` holds whole numbers: `1 // 2` or `dtype=int` makes 0 of a half. Write `0.5`."
)
def whole_halves(tile, filter):
    whole = _F.astype(int)
    return _P.T @ ((_T @ tile @ _T.T) * (whole @ filter @ whole.T)) @ _P


@winograd_f23.mistake(
    "rows and columns of the answer are exchanged", "`P.T @ products @ P` needs no further transpose."
)
def answer_transposed(tile, filter):
    return _P.T @ ((_T @ tile @ _T.T) * (_F @ filter @ _F.T)).T @ _P


@winograd_f23.mistake(
    "rows and columns of one of the two are exchanged",
    "`T @ tile @ T.T` and `F @ filter @ F.T`: none is transposed itself.",
)
def tile_transposed(tile, filter):
    return ops.winograd_f23(tile.T, filter)


@winograd_f23.mistake(
    "the products are added up in one direction only",
    "`P.T @ products` adds down the columns; `@ P` adds along the rows.",
)
def back_one_way(tile, filter):
    return _P.T @ ((_T @ tile @ _T.T) * (_F @ filter @ _F.T))


winograd_f23.hint(
    "Write the four brackets with pixels of F(2, 3) as the rows of a 4×4 matrix `T`, so that `T @ pixels` gives all four.",
    "The same for the brackets with weights, `F`, 4×3; and for what each of the two places adds up, `P`, 4×2.",
    "In two directions: `T @ tile @ T.T` and `F @ filter @ F.T`, both 4×4. Multiply them with `*`.",
    "`P.T @ products @ P` is the answer. Try it on a filter with a single 1 if a sign is wrong.",
)

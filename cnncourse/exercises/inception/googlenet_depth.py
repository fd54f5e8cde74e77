"""`googlenet_depth`: a prediction, and what leads to wrong ones."""

from cnncourse.autocheck import predict


@predict(points=2, minutes=6)
def googlenet_depth():
    """Three counts of GoogLeNet's layers, as a tuple: `(deep, deep_with_pools, weighted)`. For example `(10, 14, 30)`.

    From the image to the scores: a 7×7 convolution, a pool, a 1×1 and a 3×3 convolution, a pool; **nine** Inception
    blocks with two more pools between them; the global mean; one dense layer. Two
    more classifiers that hang on its middle in training (the helpers, below) do not count.

    - `deep`: layers with weights on the longest way from image to scores. Paths side by side count as one, the longest;
    - `deep_with_pools`: layers with weights and pools on the longest way, the global mean counts as a pool;
    - `weighted`: all layers with weights, on every path.
    """
    return (22, 27, 58)


@googlenet_depth.mistake(
    "side by side is not deep", "A signal passes one path of a block, not all four: two convolutions at most, not six."
)
def _all_deep():
    return (58, 63, 58)


@googlenet_depth.mistake(
    "a block is two convolutions deep", "On its longest path a 1×1 comes before the 3×3 or the 5×5. Each has weights."
)
def _one_a_block():
    return (13, 18, 58)


@googlenet_depth.mistake(
    "one layer with weights is missing",
    "Is the dense layer at the end among them, and the 1×1 before the stem's 3×3?",
)
def _no_dense():
    return (21, 26, 57)


@googlenet_depth.mistake(
    "the global mean is missing", "Four pools halve the side, and the mean before the dense layer is the fifth."
)
def _four_pools():
    return (22, 26, 58)


@googlenet_depth.mistake(
    "the longest path has no pool inside a block",
    "Inside a block the path with the pool is pool and 1×1: two layers. The path 1×1 and 3×3 is two as well; no way through a block is longer.",
)
def _pool_in_block():
    return (22, 36, 58)


@googlenet_depth.mistake(
    "a block has six convolutions", "Count path by path: 1 + 2 + 2 + 1. The pool's path ends in a 1×1."
)
def _five_a_block():
    return (22, 27, 49)


@googlenet_depth.mistake(
    "the third count lacks the dense layer", "It has weights like the convolutions, and you counted it in the depth."
)
def _dense_in_depth_only():
    return (22, 27, 57)


@googlenet_depth.mistake(
    "a path has two convolutions at most",
    "1×1 and 3×3, or 1×1 and 5×5: two in a row. Three in a row stand in the stem only.",
)
def _three_a_block():
    return (31, 36, 58)


@googlenet_depth.mistake(
    "the third count goes over all paths",
    "A block has six convolutions, on four paths. The first two counts follow one path only.",
)
def _one_path():
    return (22, 27, 22)


@googlenet_depth.mistake(
    "the helpers of training are in the third count",
    "Two heads with three weighted layers each make six more. Here only the way from image to scores counts.",
)
def _with_heads():
    return (22, 27, 64)


@googlenet_depth.mistake(
    "the pools inside the blocks are in the third count", "A pool has no weights. What does it learn?"
)
def _seven_a_block():
    return (22, 27, 67)


@googlenet_depth.mistake(
    "five pools are in the third count", "It counts layers with weights, on every path. A pool has none."
)
def _pools_weighted():
    return (22, 27, 63)


@googlenet_depth.mistake(
    "that is the paper's count of all its boxes",
    "Pools, joins and normalizations are among them. Count the layers that have weights, path by path.",
)
def _boxes():
    return (22, 27, 100)


@googlenet_depth.mistake(
    "the order is another one", "First the depth, then the depth with pools, last the layers on all paths."
)
def _backwards():
    return (58, 27, 22)


@googlenet_depth.mistake(
    "two pools are missing", "Two stand in the stem, two between the blocks, and the global mean is the fifth."
)
def _three_pools():
    return (22, 25, 58)


@googlenet_depth.mistake(
    "the stem has three convolutions", "A 7×7, a 1×1 and a 3×3 follow one another before the first block."
)
def _stem_as_one():
    return (20, 25, 58)


@googlenet_depth.mistake(
    "the depth lacks a layer that the third count has",
    "Is the dense layer on the longest way, and the 1×1 before the stem's 3×3?",
)
def _no_dense_in_depth():
    return (21, 26, 58)


googlenet_depth.hint(
    "Stem, nine blocks, dense layer: count each alone and add up.",
    "Longest way: 3 in the stem, 2 in each block, 1 dense. Pools: two in the stem, two between blocks, the mean.",
    "All weighted layers: 3 + 9 · 6 + 1.",
)

"""`connections`: reference, cases, slips and hints."""

from cnncourse.autocheck import exercise


@exercise(points=1, minutes=4)
def connections(layers: int) -> int:
    """Direct connections in a dense block: pairs of a source and a layer that reads it.

    Each layer reads the block's input and every layer before it. What becomes of the maps behind
    the block is not counted.

    Args:
        layers: layers of the block, at least 1.

    Returns:
        How many pairs there are.
    """
    # BEGIN SOLUTION
    return layers * (layers + 1) // 2
    # END SOLUTION


@connections.cases
def _(rng):
    yield "four layers", (4,)
    yield "one layer reads the input", (1,)
    yield "the figure of the paper", (5,)
    yield "DenseNet-121, third block", (24,)
    yield "a number of the day", (int(rng.integers(30, 99)),)


@connections.mistake(
    "that is a chain", "In a chain each layer reads the one before. Here the fourth layer reads four things."
)
def chain(layers):
    return layers


@connections.mistake(
    "the block's input is a source, too",
    "You counted pairs of layers. The first layer reads the input, and so do all the others.",
)
def without_input(layers):
    return layers * (layers - 1) // 2


@connections.mistake(
    "every connection is counted twice", "From source to reader only: a layer does not read those that come later."
)
def both_ways(layers):
    return layers * (layers + 1)


@connections.mistake(
    "everything is joined with everything", "A layer reads those *before* it: one for the first, two for the second, …"
)
def all_pairs(layers):
    return layers**2


@connections.mistake(
    "the output of the block is no reader",
    "You let something behind the block read everything as well. Only the layers of the block count here.",
)
def output_reads(layers):
    return (layers + 1) * (layers + 2) // 2


@connections.mistake("those are paths, not connections", "The number of *routes* doubles. Count single connections.")
def paths(layers):
    return 2**layers


@connections.mistake(
    "half of an odd number was rounded",
    "`//` came too early. Multiply first: of two neighbors one is even, so the product can be halved.",
)
def halved_too_early(layers):
    return layers // 2 * (layers + 1)


@connections.mistake("multiplied, not added", "One for the first layer, two for the second, …: add these numbers up.")
def multiplied(layers):
    product = 1
    for number in range(2, layers + 1):
        product *= number
    return product


connections.hint(
    "How many things does the first layer read? The second? The third?",
    "1 + 2 + 3 + … up to the number of layers.",
    "Such a sum is half of layers · (layers + 1): pair the first with the last.",
)

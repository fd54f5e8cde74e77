"""`stride_two_saves`: a prediction, and what leads to wrong ones."""

from cnncourse.autocheck import predict


@predict(points=1, minutes=4)
def stride_two_saves():
    """The stack's first convolution gets a stride of 2 in place of 1; its padding stays "same", nothing else changes, and all
    sides are even. By what factor are divided (1) the parameters of its convolutions, (2) their MACs, (3) the bytes of all
    their feature maps? Write three numbers, for example `(2, 2, 2)`; 1 means that nothing changes.
    """
    return (1.0, 4.0, 4.0)  # floats, so that 4 passes as well as 4.0


@stride_two_saves.mistake(
    "the parameters do not see the image",
    "A kernel has the same weights however many places it visits. Look at your `conv_parameters`.",
)
def _all_fall():
    return (4.0, 4.0, 4.0)


@stride_two_saves.mistake(
    "a stride halves both sides", "Half the rows and half the columns: how many places are left of four?"
)
def _one_side():
    return (1.0, 2.0, 2.0)


@stride_two_saves.mistake(
    "the maps shrink in both directions as well",
    "The work falls to a quarter because a quarter of the places is left. Each place is also one value to keep.",
)
def _half_memory():
    return (1.0, 4.0, 2.0)


@stride_two_saves.mistake(
    "the work falls at every place that is left out", "A value that is never computed costs no MACs either."
)
def _half_work():
    return (1.0, 2.0, 4.0)


@stride_two_saves.mistake(
    "the layers behind it shrink too",
    "The second layer gets a map of half the sides, and so does every layer after it.",
)
def _nothing():
    return (1.0, 1.0, 1.0)


@stride_two_saves.mistake(
    "the parameters do not see the image, and a stride halves both sides",
    "The weights stay as they are. Of the places, half the rows and half the columns are left.",
)
def _all_halve():
    return (2.0, 2.0, 2.0)


@stride_two_saves.mistake(
    "fewer values are kept",
    "The work falls because three of four places are left out. Each place is also one value less to keep.",
)
def _same_memory():
    return (1.0, 4.0, 1.0)


@stride_two_saves.mistake(
    "the work falls too", "A value that is never computed costs no MACs: three of four places are left out."
)
def _same_work():
    return (1.0, 1.0, 4.0)


@stride_two_saves.mistake(
    "the parameters do not see the image",
    "The work and the bytes fall to a quarter; the weights stay as many as they were.",
)
def _fewer_weights():
    return (2.0, 4.0, 4.0)


@stride_two_saves.mistake("1 stands for no change", "The parameters stay as they are, so they are divided by 1.")
def _zero_for_none():
    return (0.0, 4.0, 4.0)


@stride_two_saves.mistake(
    "that is what is left",
    "A quarter is left; asked is the factor by which it was divided, as `(2, 2, 2)` would say of a half.",
)
def _what_is_left():
    return (1.0, 0.25, 0.25)


@stride_two_saves.mistake(
    "one stride, not one for each layer",
    "Only the first layer has it. The next layer's map is smaller because its image is, by the same factor of 4.",
)
def _sixteen():
    return (1.0, 16.0, 4.0)


@stride_two_saves.mistake(
    "one stride, not one for each layer",
    "Only the first layer has it. The next layer's map is smaller because its image is, by the same factor of 4.",
)
def _all_sixteen():
    return (1.0, 16.0, 16.0)


@stride_two_saves.mistake("in another order", "First the parameters, then the MACs, then the bytes.")
def _backwards():
    return (4.0, 4.0, 1.0)


stride_two_saves.hint(
    "Follow one layer: with stride 2, how many rows and how many columns has its map?",
    "MACs are weights times places. Bytes are places times channels. Parameters are weights.",
    "The layers behind get smaller maps too, by the same factor. None of them gets other weights.",
)

"""Slips of `residual_block`, each with the words that a reader is told."""

from .basis import _basic, _conv_bn, _relu
from .residual_block import residual_block


@residual_block.mistake(
    "the ReLU stands before the addition",
    "It comes after: what is added is allowed to be negative (see the question below).",
)
def relu_before(x, filters, stride):
    return _basic(x, filters, stride, before=True, after=False)


@residual_block.mistake(
    "there is a ReLU before the addition and one after it",
    "The branch ends in BatchNorm. With a ReLU there, it can only ever add, never take away.",
)
def relu_twice(x, filters, stride):
    return _basic(x, filters, stride, before=True)


@residual_block.mistake("the last ReLU is missing", "After the addition comes a ReLU.")
def no_last_relu(x, filters, stride):
    return _basic(x, filters, stride, after=False)


@residual_block.mistake(
    "no ReLU between the convolutions", "Two convolutions with nothing bent between them are one linear step."
)
def no_inner_relu(x, filters, stride):
    return _basic(x, filters, stride, inner=False)


@residual_block.mistake(
    "the input was overwritten",
    "After `x = conv(x)` the input is gone, and `x + x` doubles the branch. Keep the input under a name of its own.",
)
def overwritten(x, filters, stride):
    return _basic(x, filters, stride, start="end")


@residual_block.mistake("nothing is added", "The two convolutions are there. The shortcut around them is not.")
def no_shortcut(x, filters, stride):
    return _basic(x, filters, stride, shortcut=False)


@residual_block.mistake(
    "only one of the two paths strides",
    "At stride 2 both have to halve the side: the first convolution of the branch, and the 1×1 on the shortcut.",
)
def projection_without_stride(x, filters, stride):
    return _basic(x, filters, stride, projection={"stride": 1})


@residual_block.mistake(
    "no projection where only the stride changes the shape",
    "Channels may be equal and sides differ. Either of the two calls for a 1×1 convolution.",
)
def projected_for_channels_only(x, filters, stride):
    return _basic(x, filters, stride, project=lambda c, f, s: c != f)


@residual_block.mistake(
    "no projection where only the channels change",
    "At stride 1 the number of channels may still differ. Compare it too.",
)
def projected_for_stride_only(x, filters, stride):
    return _basic(x, filters, stride, project=lambda c, f, s: s > 1)


@residual_block.mistake(
    "the shapes do not fit",
    "Where channels or sides differ, the input cannot be added as it is. It goes through a 1×1 convolution first.",
)
def never_projected(x, filters, stride):
    return _basic(x, filters, stride, project=lambda c, f, s: False)


@residual_block.mistake(
    "the shortcut is always projected",
    "Where the shapes agree, the input is added as it is: no weights, nothing to learn. That is the point of the block.",
)
def always_projected(x, filters, stride):
    return _basic(x, filters, stride, project=lambda c, f, s: True)


@residual_block.mistake(
    "no BatchNorm on the projection", "The 1×1 convolution on the shortcut is followed by BatchNorm, too."
)
def bare_projection(x, filters, stride):
    return _basic(x, filters, stride, projection={"norm": False})


@residual_block.mistake("there is no BatchNorm", "Each convolution is followed by one.")
def no_norm(x, filters, stride):
    return _basic(x, filters, stride, norm=False)


@residual_block.mistake(
    "the second BatchNorm stands behind the addition",
    "It belongs to the branch. Behind the addition it would scale the shortcut as well.",
)
def norm_after(x, filters, stride):
    return _basic(x, filters, stride, late=True)


@residual_block.mistake(
    "BatchNorm has another epsilon", "Keras' layer takes 0.001 unless told; the block asks for `epsilon=1.001e-5`."
)
def default_epsilon(x, filters, stride):
    return _basic(x, filters, stride, eps=1e-3)


@residual_block.mistake(
    "the convolutions have a bias", "BatchNorm subtracts it again, so it is left out: `use_bias=False`."
)
def with_bias(x, filters, stride):
    return _basic(x, filters, stride, bias=True)


@residual_block.mistake(
    'the strided convolution is padded with "same"',
    "On an even side that pads only at the bottom and at the right (lesson 02): shapes agree, numbers do not. Pad one pixel on every side yourself.",
)
def same_at_stride_two(x, filters, stride):
    return _basic(x, filters, stride, same=True)


@residual_block.mistake(
    "the second convolution strides", "The first one does. The second works at half the side already."
)
def second_strides(x, filters, stride):
    return _basic(x, filters, stride, strides=lambda s: (1, s))


@residual_block.mistake(
    "the input is appended, not added",
    "`Concatenate` joins the channels; that is DenseNet (lesson 14). Here they are added, number by number.",
)
def concatenated(x, filters, stride):
    return _basic(x, filters, stride, join="Concatenate")


@residual_block.mistake(
    "BatchNorm and ReLU stand before the convolutions",
    "That is the pre-activation block of 2016, further below. This one has them behind: convolution, BatchNorm, ReLU.",
)
def pre_activation(x, filters, stride):
    from keras import layers

    y = _relu(layers.BatchNormalization(epsilon=1.001e-5)(x))
    y = _conv_bn(y, filters, 3, stride, norm=False)
    y = _relu(layers.BatchNormalization(epsilon=1.001e-5)(y))
    y = _conv_bn(y, filters, 3, norm=False)
    if stride > 1 or x.shape[-1] != filters:
        x = _conv_bn(x, filters, 1, stride, norm=False)
    return layers.Add()([x, y])


@residual_block.mistake(
    "the shortcut starts behind the first convolution",
    "`x = conv(x)` has replaced the input. What is added is the input of the block: keep it under a name of its own.",
)
def starts_in_the_middle(x, filters, stride):
    return _basic(x, filters, stride, start="middle")


@residual_block.mistake(
    "both must change before you project", "Channels *or* side: where one of the two differs, the input does not fit."
)
def projected_for_both(x, filters, stride):
    return _basic(x, filters, stride, project=lambda c, f, s: s > 1 and c != f)


@residual_block.mistake(
    "both convolutions stride", "The block halves the side once. The second convolution has stride 1."
)
def both_stride(x, filters, stride):
    return _basic(x, filters, stride, strides=lambda s: (s, s))


@residual_block.mistake(
    "the projection always strides by 2",
    "It is also needed where only the channels change, at stride 1. It takes the `stride` of the block.",
)
def projection_by_two(x, filters, stride):
    return _basic(x, filters, stride, projection={"stride": 2})


@residual_block.mistake("the projection is a 3×3", "It only has to change channels and side: a 1×1.")
def large_projection(x, filters, stride):
    return _basic(x, filters, stride, projection={"kernel": 3})


@residual_block.mistake(
    "the shortcut is pooled",
    "The 1×1 convolution itself takes the stride: it looks at one place in four, and at no other.",
)
def pooled_shortcut(x, filters, stride):
    from keras import layers

    y = _conv_bn(_relu(_conv_bn(x, filters, 3, stride)), filters, 3)
    if stride > 1 or x.shape[-1] != filters:
        x = _conv_bn(layers.MaxPooling2D(stride, padding="same")(x), filters, 1)
    return _relu(layers.Add()([x, y]))


@residual_block.mistake(
    "there is a ReLU on the shortcut", "The projection ends in BatchNorm, and the branch does, too."
)
def bent_projection(x, filters, stride):
    return _basic(x, filters, stride, bent=True)


@residual_block.mistake(
    "the projection's BatchNorm has another epsilon", "It asks for `epsilon=1.001e-5` like the others."
)
def projection_epsilon(x, filters, stride):
    return _basic(x, filters, stride, projection={"eps": 1e-3})


@residual_block.mistake("the projection has a bias", "`use_bias=False` goes for the 1×1 as well: BatchNorm follows.")
def projection_bias(x, filters, stride):
    return _basic(x, filters, stride, projection={"bias": True})


@residual_block.mistake("the second BatchNorm is missing", "Each of the two convolutions is followed by one.")
def no_last_norm(x, filters, stride):
    return _basic(x, filters, stride, last={"norm": False})


@residual_block.mistake("the ReLU stands before the BatchNorm", "Convolution, BatchNorm, ReLU, in this order.")
def relu_then_norm(x, filters, stride):
    return _basic(x, filters, stride, swapped=True)


@residual_block.mistake(
    "one BatchNorm serves both convolutions",
    "A layer that is called twice has one set of numbers. Make a new one for each convolution.",
)
def shared_norm(x, filters, stride):
    from keras import layers

    norm = layers.BatchNormalization(epsilon=1.001e-5)
    y = _relu(norm(_conv_bn(x, filters, 3, stride, norm=False)))
    y = norm(_conv_bn(y, filters, 3, norm=False))
    if stride > 1 or x.shape[-1] != filters:
        x = _conv_bn(x, filters, 1, stride)
    return _relu(layers.Add()([x, y]))


@residual_block.mistake(
    "the maps are padded twice", '`ZeroPadding2D(1)` does all of it. Behind it the convolution has no `padding="same"`.'
)
def padded_twice(x, filters, stride):
    from keras import layers

    differs = stride > 1 or x.shape[-1] != filters
    y = _relu(_conv_bn(layers.ZeroPadding2D(1)(x), filters, 3, stride, same=True))
    x = _conv_bn(x, filters, 1, stride) if differs else x
    return _relu(layers.Add()([x, _conv_bn(y, filters, 3)]))


@residual_block.mistake(
    "the second convolution is not padded", "Without padding a 3×3 takes two rows and two columns away."
)
def second_unpadded(x, filters, stride):
    return _basic(x, filters, stride, last={"valid": True})


@residual_block.mistake("the two paths are averaged", "They are added, not divided by two.")
def averaged(x, filters, stride):
    return _basic(x, filters, stride, join="Average")


@residual_block.mistake("the branch is subtracted", "It is added. A branch may well give negative numbers of itself.")
def subtracted(x, filters, stride):
    return _basic(x, filters, stride, join="Subtract")


@residual_block.mistake("the two paths are multiplied", "They are added: a branch of 0 must leave the input as it is.")
def multiplied(x, filters, stride):
    return _basic(x, filters, stride, join="Multiply")


@residual_block.mistake("the larger of the two paths is taken", "They are added, number by number.")
def larger_one(x, filters, stride):
    return _basic(x, filters, stride, join="Maximum")

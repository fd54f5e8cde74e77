"""Slips of `xception_block`, each with the words that a reader is told."""

from .small_xception import small_xception
from .xception_block import xception_block


def _sepconv(
    x, filters, bias=False, between=None, order="depthwise", kernel=3, norm=True, middle_norm=False, eps=1e-3, m=1,
    stride=1, at_the_end=None, norm_layer=None,
):  # fmt: skip
    """A separable convolution and BatchNorm with parts to exchange."""
    from keras import layers

    parts = {"padding": "same", "use_bias": bias}
    if order == "ordinary":
        x = layers.Conv2D(filters, kernel, **parts)(x)
    elif order == "pointwise":
        x = layers.DepthwiseConv2D(kernel, **parts)(layers.Conv2D(filters, 1, **parts)(x))
    else:
        parts["use_bias"] = bias and (between or middle_norm)  # `SeparableConv2D` has one bias, at its end
        x = layers.DepthwiseConv2D(kernel, stride, depth_multiplier=m, activation=between, **parts)(x)
        x = layers.BatchNormalization(epsilon=eps)(x) if middle_norm else x
        x = layers.Conv2D(filters, 1, use_bias=bias, activation=at_the_end)(x) if order == "depthwise" else x
    return (norm_layer or layers.BatchNormalization(epsilon=eps))(x) if norm else x


def _relu(x):
    from keras import layers

    return layers.ReLU()(x)


def _block(
    x, filters, first_relu, shortcut=True, identity=False, project_norm=True, project=1, project_bias=False, after=False,
    end=False, inner=True, relu="asked", pool="MaxPooling2D", window=3, bent_shortcut=False, join="Add", narrow=False,
    norms=(True, True), second=True, swapped=False, early_pool=False, norm_last=False, strides=(1, 1), lost=False,
    unbiased_shortcut=False, pooled_shortcut=False, more=False, shared_norm=False, **parts,
):  # fmt: skip
    """A block that resembles the one of the entry flow."""
    from keras import layers

    begins = {"asked": first_relu, "always": True, "never": False, "turned": not first_relu}[relu]
    y = _relu(x) if begins and not swapped else x
    source = {True: y, False: x, "always": _relu(x)}[bent_shortcut]
    if shared_norm:
        parts["norm_layer"] = layers.BatchNormalization()
    y = layers.MaxPooling2D(3, 2, padding="same")(y) if early_pool else y
    if not lost:
        y = _sepconv(y, x.shape[-1] if narrow else filters, norm=norms[0], stride=strides[0], **parts)
    y = _sepconv(_relu(y), filters, **parts) if more else y
    y = _relu(y) if swapped or (begins if inner == "asked" else inner) else y
    if second:
        y = _sepconv(y, filters, norm=norms[1] and not norm_last, stride=strides[1], **{**parts, "at_the_end": None})
        y = _relu(y) if end or swapped else y
    if pool and not early_pool and strides == (1, 1):
        y = getattr(layers, pool)(window, strides=2, padding="same")(y)
    y = layers.BatchNormalization()(y) if norm_last else y
    if shortcut:
        bias = (parts.get("bias", False) or project_bias) and not unbiased_shortcut
        source = layers.MaxPooling2D(3, 2, padding="same")(source) if pooled_shortcut else source
        step = 1 if pooled_shortcut else 2
        side = layers.Conv2D(filters, project, strides=step, padding="same", use_bias=bias)(source)
        norm = parts.get("norm_layer") or layers.BatchNormalization(epsilon=parts.get("eps", 1e-3))
        side = norm(side) if project_norm else side
        if identity and source.shape[-1] == filters:
            side = layers.MaxPooling2D(1, strides=2, padding="same")(source)
        y = getattr(layers, join)()([y, side])
    return _relu(y) if after else y


_BLOCK_SLIPS = [
    ("relu_in_the_middle", "there is a ReLU between depthwise and pointwise", "A separable convolution is one step: its halves follow each other directly. `SeparableConv2D` has an `activation`, but it acts at the very end.", {"between": "relu"}),
    ("norm_in_the_middle", "there is a BatchNorm between depthwise and pointwise", "It comes behind the whole separable convolution. MobileNet has one between; Xception does not.", {"middle_norm": True}),
    ("merge_first", "the 1×1 comes first", "That is the Inception order. Xception looks at each channel first, then merges.", {"order": "pointwise"}),
    ("not_separable", "the convolutions are ordinary ones", "Too many weights: each 3×3 is a depthwise one and a 1×1.", {"order": "ordinary"}),
    ("relu_always", "the ReLU at the start is always there", "Only if `first_relu`: look at both cases.", {"relu": "always"}),
    ("relu_never", "the ReLU at the start is never there", "With `first_relu` the branch begins with a ReLU.", {"relu": "never"}),
    ("no_inner", "the ReLU before the second convolution is missing", "ReLU, separable convolution, BatchNorm: twice. Only the first ReLU is optional.", {"inner": False}),
    ("relu_at_the_end", "there is a ReLU behind the addition", "That is ResNet's block. Here the next block begins with a ReLU, on its branch alone.", {"after": True}),
    ("relu_before_pool", "there is a ReLU before the pooling", "The branch goes from the second BatchNorm straight to the pooling.", {"end": True}),
    ("behind", "the ReLUs stand behind the convolutions", "They come before: ReLU, separable convolution, BatchNorm.", {"swapped": True}),
    ("bent", "the shortcut starts behind the ReLU", "It takes `x` as it came in, negative numbers too. Keep `x` under its own name.", {"bent_shortcut": True}),
    ("bent_always", "the shortcut has a ReLU", "It takes `x` as it came in, negative numbers too: a 1×1 convolution and a BatchNorm, no more.", {"bent_shortcut": "always"}),
    ("pooled_shortcut", "the shortcut is pooled", "It halves the side by the stride of its 1×1: three pixels in four are simply left out.", {"pooled_shortcut": True}),
    ("three_convolutions", "the branch has three separable convolutions", "Two; three are in the blocks of the middle flow.", {"more": True}),
    ("one_norm", "one BatchNorm is called three times", "Calling a layer again uses the same scale and shift again. Each of the three places has a BatchNorm of its own.", {"shared_norm": True}),
    ("no_shortcut", "nothing is added", "The branch is there. The shortcut around it is not.", {"shortcut": False}),
    ("relu_turned", "the ReLU at the start is there when it should not be", "`first_relu=True` asks for it. Is there a `not` too many?", {"relu": "turned"}),
    ("both_relus_asked", "`first_relu` switches both ReLUs", "Only the one at the start depends on it; the one between the convolutions is always there.", {"inner": "asked"}),
    ("lost", "the first separable convolution leads nowhere", "What it made is not handed on: the second one must read the first one's output.", {"lost": True}),
    ("narrow", "the first convolution keeps the number of channels", "Both separable convolutions have `filters` filters.", {"narrow": True}),
    ("first_norm", "no BatchNorm behind the first separable convolution", "Each of the two is followed by one.", {"norms": (False, True)}),
    ("second_norm", "no BatchNorm behind the second separable convolution", "Each of the two is followed by one, the second before the pooling.", {"norms": (True, False)}),
    ("norm_last", "the second BatchNorm stands behind the pooling", "Convolution, BatchNorm, then pooling. In training the two orders see other numbers.", {"norm_last": True}),
    ("early_pool", "the pooling comes first", "The convolutions work on the whole map; the pooling is the last step of the branch.", {"early_pool": True}),
    ("bent_at_once", "the ReLU stands before the BatchNorm", "`activation=\"relu\"` acts right behind the convolution. Here: convolution, BatchNorm, ReLU, convolution.", {"at_the_end": "relu", "inner": False}),
    ("two_kernels", "each channel has two kernels", "One kernel for each channel: `depth_multiplier` stays 1.", {"m": 2}),
    ("wide_shortcut", "the shortcut looks at 3×3 pixels", "It only fits sizes: a 1×1 with stride 2.", {"project": 3}),
    ("biased_shortcut", "the shortcut has a bias", "BatchNorm subtracts it again: `use_bias=False`.", {"project_bias": True}),
    ("mean_of_paths", "that is the mean of the two paths", "They are added: `Add`, not `Average`.", {"join": "Average"}),
    ("multiplied_paths", "the two paths are multiplied", "They are added: `Add`, not `Multiply`.", {"join": "Multiply"}),
    ("bare", "no BatchNorm on the shortcut", "The 1×1 convolution is followed by BatchNorm, too.", {"project_norm": False}),
    ("identity", "the shortcut is projected only where channels differ", "The side is halved as well, so the 1×1 is always there, also where the number of channels stays.", {"identity": True}),
    ("mean_pool", "mean pooling in place of maximum", "The figure says max pooling, 3×3 with stride 2.", {"pool": "AveragePooling2D"}),
    ("small_pool", "the pooling window is 2×2", "It is 3×3 with stride 2: windows overlap, as in AlexNet.", {"window": 2}),
    ("strided", "a strided convolution in place of the pooling", "That is DeepLab's change of this network (lesson 17). Here the two convolutions keep the side, and a max pooling halves it.", {"strides": (1, 2)}),
    ("strided_first", "the first convolution has the stride", "Both convolutions keep the side; the max pooling behind them halves it.", {"strides": (2, 1)}),
    ("joined", "the paths are joined, not added", "`Concatenate` puts channels beside each other. Here they are added, number by number.", {"join": "Concatenate"}),
    ("biased_halves", "the separable convolutions have a bias", "BatchNorm subtracts it again, so it is left out: `use_bias=False`.", {"bias": True, "unbiased_shortcut": True}),
    ("biased", "all convolutions have a bias", "BatchNorm subtracts it again, so it is left out: `use_bias=False`.", {"bias": True}),
    ("no_norm", "no BatchNorm behind the separable convolutions", "Each of the two is followed by one.", {"norms": (False, False)}),
    ("other_eps", "BatchNorm has another epsilon", "Here it is the one that Keras' layer has by itself, 0.001.", {"eps": 1.001e-5}),
    ("one_only", "there is only one separable convolution", "The branch has two.", {"second": False}),
    ("large_kernel", "the window is not 3×3", "Both separable convolutions look at 3×3 pixels.", {"kernel": 5}),
]  # fmt: skip


def _slip(to, name, headline, detail, options, build):
    def made(*args):
        return build(*args, **options)

    made.__name__ = name
    to.mistake(headline, detail)(made)


for _name, _headline, _detail, _options in _BLOCK_SLIPS:
    _slip(xception_block, _name, _headline, _detail, _options, _block)


def _middle(x, count=3, carry=True, behind=False, relus="all", project=False, late=False, layers_kept=None, **parts):
    """A block that resembles the one of the middle flow."""
    from keras import layers

    y, came = x, x
    for number in range(count):
        y = _relu(y) if not behind and relus in ("all", number) or (relus == "later" and number) else y
        came = y if late and number == 0 else came
        if layers_kept is None:
            y = _sepconv(y, x.shape[-1], **parts)
        else:
            y = layers_kept[2 * number + 1](layers_kept[2 * number](y))
        y = _relu(y) if behind else y
    if project:
        came = layers.BatchNormalization()(layers.Conv2D(x.shape[-1], 1, use_bias=False)(came))
    return layers.Add()([y, came]) if carry else y


def _one_set(width):
    """The layers of one middle block."""
    from keras import layers

    kept = []
    for _ in range(3):
        kept += [layers.SeparableConv2D(width, 3, padding="same", use_bias=False), layers.BatchNormalization()]
    return kept


def _network(
    widths, middle, input_shape, classes, relu=lambda number: number > 0, stem="Conv2D", stem_stride=1, stem_relu=True,
    more=0, only=None, last=2, last_width=-1, last_relu="after", last_order="depthwise", pool="GlobalAveragePooling2D",
    top=None, top_bias=True, last_norm=True, stem_norm=True, used=slice(1, None), biased=False, around=False, share=False,
    **options,
):  # fmt: skip
    """A network that resembles the small Xception."""
    import keras
    from keras import layers

    from cnncourse.nets.xception import xception_block as entry_block

    images = keras.Input(input_shape)
    x = getattr(layers, stem)(widths[0], 3, strides=stem_stride, padding="same", use_bias=biased)(images)
    x = layers.BatchNormalization()(x) if stem_norm else x
    x = _relu(x) if stem_relu else x
    for number, filters in enumerate(widths[used]):
        x = entry_block(x, filters, first_relu=relu(number))
    before = x
    options["layers_kept"] = _one_set(x.shape[-1]) if share else None
    for _ in range(max(middle + more, 0) if only is None else only):
        x = _middle(x, bias=biased or options.get("bias", False), **{k: v for k, v in options.items() if k != "bias"})
    x = layers.Add()([x, before]) if around and middle else x
    if last:
        x = _relu(x) if last_relu in ("before", "both") else x
        x = _sepconv(x, last * widths[last_width], norm=last_norm, bias=biased, order=last_order)
        x = _relu(x) if last_relu in ("after", "both") else x
    x = getattr(layers, pool)()(x)
    return keras.Model(images, layers.Dense(classes, activation=top, use_bias=top_bias)(x))


_NETWORK_SLIPS = [
    ("no_relus", "the entry blocks behind the first have no ReLU at their start", "Only the first has none. What reaches a later one is a sum, with negative numbers: `first_relu=True`.", {"relu": lambda number: False}),
    ("second_without", "the second entry block has no ReLU at its start", "Only the first has none. Does the count start at 0 or at 1?", {"relu": lambda number: number > 1}),
    ("first_width_twice", "there is an entry block too many", "`widths[0]` belongs to the first convolution; entry blocks begin with `widths[1]`.", {"used": slice(None)}),
    ("last_width_left", "the last width has no entry block", "Every width behind the first has one.", {"used": slice(1, -1)}),
    ("one_less", "there is one middle block too few", "`middle` counts them all.", {"more": -1}),
    ("one_always", "there is always one middle block", "`middle` says how many, possibly none: a loop.", {"only": 1}),
    ("one_in_the_middle", "a middle block has one convolution", "Three: ReLU, separable convolution, BatchNorm, three times over.", {"count": 1}),
    ("middle_relus_missing", "the middle flow has no ReLUs", "Each of its convolutions has one in front.", {"relus": None}),
    ("one_middle_relu", "a middle block has only one ReLU", "Each of its three convolutions has one in front.", {"relus": 0}),
    ("bare_middle", "the middle flow has no BatchNorm", "Each separable convolution is followed by one.", {"norm": False}),
    ("projected_middle", "the middle block's shortcut has a convolution", "Sizes and channels fit, so the input is added as it is.", {"project": True}),
    ("late_middle", "the middle block's shortcut starts behind the ReLU", "What is added is the input as it came in. Keep it under a name of its own.", {"late": True}),
    ("around_all", "one shortcut around the whole middle flow", "Each middle block has a shortcut of its own.", {"carry": False, "around": True}),
    ("one_set_of_layers", "all middle blocks share their layers", "A layer that is called twice uses the same weights twice: make new ones in each round of the loop.", {"share": True}),
    ("two_in_the_middle", "a middle block has two convolutions", "Three: ReLU, separable convolution, BatchNorm, three times over. Only entry blocks have two.", {"count": 2}),
    ("not_carried", "the middle block's input is not added", "Around each middle block the input is carried and added in the end.", {"carry": False}),
    ("relus_behind", "the ReLUs of the middle flow stand behind the convolutions", "ReLU first, then the convolution, then BatchNorm; behind the last BatchNorm comes the addition.", {"behind": True}),
    ("first_middle_relu", "the middle block begins without a ReLU", "What came in is a sum, with negative numbers. All three convolutions have a ReLU in front.", {"relus": "later"}),
    ("one_more", "there is one middle block too many", "`middle` counts them all, and may be 0.", {"more": 1}),
    ("ordinary_middle", "the middle flow has ordinary convolutions", "They are separable, like those of the entry blocks.", {"order": "ordinary"}),
    ("bent_middle", "the middle flow has a ReLU between depthwise and pointwise", "The two halves follow each other directly.", {"between": "relu"}),
    ("separable_stem", "the first convolution is separable", "It is an ordinary one: on an image with one or three channels there is little to separate.", {"stem": "SeparableConv2D"}),
    ("strided_stem", "the first convolution has a stride", "That is ImageNet's. Small images keep their side in the first layer.", {"stem_stride": 2}),
    ("linear_stem", "no ReLU behind the first convolution", "Convolution, BatchNorm, ReLU, then the first block.", {"stem_relu": False}),
    ("bare_stem", "no BatchNorm behind the first convolution", "It has one like all others.", {"stem_norm": False}),
    ("no_last", "the last separable convolution is missing", "Behind the middle flow one more, to twice as many channels.", {"last": 0}),
    ("not_doubled", "the last convolution does not double the channels", "It has `2 · widths[-1]` filters.", {"last": 1}),
    ("doubled_first", "the last convolution doubles the first width", "It has `2 · widths[-1]` filters.", {"last_width": 0}),
    ("last_linear", "no ReLU behind the last convolution", "Separable convolution, BatchNorm, ReLU, then the pooling.", {"last_relu": None}),
    ("last_bare", "no BatchNorm behind the last convolution", "It has one like all others.", {"last_norm": False}),
    ("last_ordinary", "the last convolution is an ordinary one", "It is separable; only the first is not.", {"last_order": "ordinary"}),
    ("last_before", "the last ReLU stands before its convolution", "In the exit flow it comes behind: separable convolution, BatchNorm, ReLU.", {"last_relu": "before"}),
    ("last_both", "the last convolution has a ReLU on both sides", "In the exit flow the ReLU stands behind only.", {"last_relu": "both"}),
    ("flattened", "flatten in place of global pooling", "Each map gives one number, its mean: `GlobalAveragePooling2D`.", {"pool": "Flatten"}),
    ("maximum", "global maximum in place of the mean", "Each map gives its mean: `GlobalAveragePooling2D`.", {"pool": "GlobalMaxPooling2D"}),
    ("top_relu", "there is a ReLU on top", "Logits may be negative: the dense layer has no activation.", {"top": "relu"}),
    ("top_sigmoid", "there is a sigmoid on top", "Asked for are logits: the dense layer has no activation.", {"top": "sigmoid"}),
    ("bare_top", "the dense layer has no bias", "Only the convolutions are without. Nothing behind the dense layer would make up for it.", {"top_bias": False}),
    ("biased_all", "the convolutions have a bias", "BatchNorm subtracts it again: `use_bias=False`.", {"biased": True}),
    ("softmax", "there is a softmax on top", "Asked for are logits: the dense layer has no activation.", {"top": "softmax"}),
    ("biased_middle", "the convolutions of the middle flow have a bias", "BatchNorm subtracts it again: `use_bias=False`.", {"bias": True}),
]  # fmt: skip


for _name, _headline, _detail, _options in _NETWORK_SLIPS:
    _slip(small_xception, _name, _headline, _detail, _options, _network)

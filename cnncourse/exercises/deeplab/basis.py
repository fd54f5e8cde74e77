"""What several of these exercises rest on."""


def _unit(
    x, filters, kernel=1, dilation=1, relu=True, bias=False, norm=True, eps=1e-5, separable=False, stride=1, late=False
):  # fmt: skip
    from keras import layers

    make = layers.SeparableConv2D if separable else layers.Conv2D
    x = make(filters, kernel, stride, "same", dilation_rate=dilation, use_bias=bias)(x)
    x = layers.ReLU()(x) if late else x
    x = layers.BatchNormalization(epsilon=eps)(x) if norm else x
    return layers.ReLU()(x) if relu and not late else x


def _resize(x, like, how="bilinear"):
    from keras import layers

    return layers.Resizing(*like.shape[1:3], interpolation=how)(x)

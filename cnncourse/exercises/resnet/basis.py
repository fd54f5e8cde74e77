"""What several of these exercises rest on."""


def _conv_bn(x, filters, kernel, stride=1, bias=False, eps=1.001e-5, norm=True, same=False, valid=False, bent=False):
    """Convolution and BatchNorm, padded as the paper's networks are, with parts to exchange."""
    from keras import layers

    padding = "valid" if valid else "same"
    if stride > 1 and kernel > 1 and not same:
        x, padding = layers.ZeroPadding2D(kernel // 2)(x), "valid"
    x = layers.Conv2D(filters, kernel, strides=stride, padding=padding, use_bias=bias)(x)
    x = _relu(x) if bent else x
    return layers.BatchNormalization(epsilon=eps)(x) if norm else x


def _relu(x):
    from keras import layers

    return layers.ReLU()(x)


def _basic(
    x, filters, stride, project=None, projection=None, join="Add", inner=True, before=False, after=True, swapped=False,
    strides=lambda s: (s, 1), late=False, last=None, bent=False, shortcut=True, start="input", **parts,
):  # fmt: skip
    """A block that resembles the residual one."""
    from keras import layers

    differs = stride > 1 or x.shape[-1] != filters
    project = differs if project is None else project(x.shape[-1], filters, stride)
    y = _conv_bn(x, filters, 3, strides(stride)[0], bent=swapped, **parts)
    y = _relu(y) if inner and not swapped else y
    middle = y
    y = _conv_bn(y, filters, 3, strides(stride)[1], **{**parts, **(last or {}), **({"norm": False} if late else {})})
    y = _relu(y) if before else y
    if start != "input":
        x = y if start == "end" else middle
    elif project:
        x = _conv_bn(x, filters, **{"kernel": 1, "stride": stride, **parts, **(projection or {})})
        x = _relu(x) if bent else x
    y = getattr(layers, join)()([x, y]) if shortcut else y
    y = layers.BatchNormalization(epsilon=1.001e-5)(y) if late else y
    return _relu(y) if after else y

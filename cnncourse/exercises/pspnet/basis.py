"""What several of these exercises rest on."""


def _normed(x, filters, kernel, stride=1, dilation=1, eps=1.001e-5, bias=False, norm=True, relu=True, padding="same"):
    from keras import layers

    x = layers.Conv2D(filters, kernel, stride, padding, dilation_rate=dilation, use_bias=bias)(x)
    x = layers.BatchNormalization(epsilon=eps)(x) if norm else x
    return layers.ReLU()(x) if relu else x


def _mean_to(x, b):
    from keras import layers

    return layers.AdaptiveAveragePooling2D(b)(x)


def _window_of(x, b):
    from keras import layers

    return layers.AveragePooling2D(b)(x)


def _max_to(x, b):
    from keras import layers

    if b == 1:  # AdaptiveMaxPooling2D(1) brings the process down (Keras 3.15)
        return layers.GlobalMaxPooling2D(keepdims=True)(x)
    return layers.AdaptiveMaxPooling2D(b)(x)


def _levels(x, bins, filters, pool=_mean_to, kernel=1, how="bilinear", keep="first", late=False, cascade=False, add=False, convolve=True,
            relu_late=False, same_bin=None, **parts):  # fmt: skip
    """The pyramid with parts to exchange."""
    from keras import layers

    h, w = x.shape[1:3]
    levels, y = [], x
    for b in bins:
        y = pool(y if cascade else x, same_bin or b)
        if late:
            level = _normed(layers.Resizing(h, w, how)(y), filters, kernel, **parts)
        elif relu_late:
            level = layers.ReLU()(layers.Resizing(h, w, how)(_normed(y, filters, kernel, relu=False, **parts)))
        else:
            y_level = _normed(y, filters, kernel, **parts) if convolve else y
            level = layers.Resizing(h, w, how)(y_level)
        levels.append(level)
    if add:
        levels = [layers.Add()(levels)] if len(levels) > 1 else levels
    joined = {"first": [x, *levels], "last": [*levels, x], "none": levels, "reversed": [x, *levels[::-1]]}[keep]
    return layers.Concatenate()(joined) if len(joined) > 1 else joined[0]

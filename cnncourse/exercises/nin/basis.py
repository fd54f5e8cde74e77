"""What several of these exercises rest on."""


def _block(
    x, filters, kernel, stride, padding="same", relus=(True, True, True), kernels=(None, 1, 1), strides=(None, 1, 1),
    last=None, bias=True, window_bias=True,
):  # fmt: skip
    """A block that resembles NiN's, put together from its parts."""
    from keras import layers

    for place, relu in enumerate(relus):
        x = layers.Conv2D(
            last if last and place == len(relus) - 1 else filters,
            kernels[place] or kernel,
            strides=strides[place] or stride,
            padding=padding,
            activation="relu" if relu else None,
            use_bias=bias if place else window_bias,
        )(x)
    return x

"""What several of these exercises rest on."""


def _block(
    x, convolutions, filters, kernel=3, padding="same", activation="relu", bias=True, pool="MaxPooling2D", window=2, stride=2,
    pool_padding="valid", norm=False,
):  # fmt: skip
    """A block that resembles VGG's, put together from its parts."""
    from keras import layers

    for _ in range(convolutions):
        x = layers.Conv2D(filters, kernel, padding=padding, use_bias=bias, activation=None if norm else activation)(x)
        if norm:
            x = layers.Activation(activation)(layers.BatchNormalization()(x))
    return getattr(layers, pool)(window, stride, padding=pool_padding)(x) if pool else x

"""What several of these exercises rest on."""


def _gate(
    x, ratio, units=lambda c, r: max(1, c // r), inner="relu", outer="sigmoid", bias=True, mean=True, weigh=None, times=1,
    norm=False, join="Multiply", keep=True,
):  # fmt: skip
    """Squeeze and excitation with parts to exchange; `weigh` is what is multiplied, `x` what is looked at."""
    from keras import layers

    pool = layers.GlobalAveragePooling2D if mean else layers.GlobalMaxPooling2D
    weigh = x if weigh is None else weigh
    channels = weigh.shape[-1]
    s = pool(keepdims=True)(x)
    s = layers.Dense(units(channels, ratio), activation=inner, use_bias=bias)(s)
    s = layers.BatchNormalization()(s) if norm else s
    s = layers.Dense(channels, activation=outer, use_bias=bias)(s)
    if not keep:
        return s
    for _ in range(times):
        weigh = getattr(layers, join)()([weigh, s])
    return weigh

"""What several of these exercises rest on."""


def _unit(
    x, filters, kernel, bias=False, eps=1.001e-5, norm=True, act=True, after=False, swapped=False, padding="same"
):
    """BatchNorm, ReLU, convolution, with parts exchanged."""
    from keras import layers

    def prepare(x):
        steps = []
        if norm:
            steps.append(layers.BatchNormalization(epsilon=eps))
        if act:
            steps.append(layers.ReLU())
        for step in reversed(steps) if swapped else steps:
            x = step(x)
        return x

    convolution = layers.Conv2D(filters, kernel, padding=padding, use_bias=bias)
    return prepare(convolution(x)) if after else convolution(prepare(x))

"""`my_network`: reference, cases, slips and hints."""

from cnncourse.autocheck import exercise

# What the last check of `my_network` measured: accuracy in percent, parameters, macs. The leaderboard keeps it.
MEASURED: dict[str, float] = {}


BARS = (86.0, 87.0, 88.5)  # percent, on the images that travel with the course


@exercise(points=6, minutes=45, seconds=600)
def my_network():
    """A network of your own for Fashion-MNIST, with at most 100,000 parameters and 5,000,000 MACs.

    Parameters are counted by `count_params()`, MACs by `ops.macs`. The check does the rest, so that every network gets the same
    chance on every machine: it gives yours new weights, trains it for 15 epochs on the 12,000 training images that
    `data.fashion_mnist()` returns, in batches of 128 (1,410 steps), and asks about the 2,000 held-out ones. There are two points
    for each bar that is reached: 86 %, 87 %, and 88.5 % right. The speed of a machine does not enter. On two idle cores it takes
    half a minute or so; a network of the permitted size whose layers are slow may take two.

    A network over the budget is not trained. What you decide:

    - the layers. Keras' own only, in a `Sequential` or functional model: the network is built again where your code does not run.
      Layers for augmentation and `Rescaling` may be among them; pixels come as numbers in [0, 1].
    - the recipe, if you like: a compiled model keeps its optimizer, with its schedule, and its loss, which is given class numbers.
      One that is not compiled gets Adam, rising to 0.005 and falling to 0, and the cross-entropy.

    `own_network.measure(my_network, *data.fashion_mnist(full=True))`, with `from cnncourse.nets import own_network`, tries it on all
    70,000 images, where 88, 90 and 91.5 % are the bars. That earns nothing.

    Returns:
        The model, not trained, `(n, 28, 28, 1)` to `(n, 10)`; logits or probabilities.
    """
    # BEGIN SOLUTION
    import keras
    from keras import layers

    model = keras.Sequential([keras.Input((28, 28, 1)), layers.RandomFlip("horizontal"), layers.Rescaling(3, -0.9)])
    for width, kernel in ((32, 5), (64, 3), (96, 3)):  # maps of 14×14, 7×7 and 4×4
        model.add(layers.Conv2D(width, kernel, strides=2, padding="same", use_bias=False))
        model.add(layers.BatchNormalization(momentum=0.9))
        model.add(layers.Activation("relu"))
    model.add(layers.Flatten())  # clothes lie in the middle of the image: where something is tells what it is
    model.add(layers.Dropout(0.2))
    model.add(layers.Dense(10))
    return model
    # END SOLUTION


@my_network.cases
def _(rng):
    for bar in BARS:
        yield f"at least {bar:g} % right", (bar,)


_tried: list = []  # what the answer that is being judged came to: percent right, or the error


@my_network.observe
def _(answer, args):
    from cnncourse.nets import own_network

    (bar,) = args
    mistakes = {mistake.name: mistake.function for mistake in my_network.mistakes}
    if answer is my_network.reference:  # what is asked for; a solved notebook trains it for real
        share = 100.0
    elif any(answer is mistakes.get(name) for name in _SHARES):
        share = _SHARES[answer.__name__]
    else:
        if bar == BARS[0]:
            of_a_mistake = any(
                answer is function for function in mistakes.values()
            )  # run to compare: keep what was measured
            _tried[:] = [_try(answer, own_network, {} if of_a_mistake else MEASURED)]
        share = _tried[0]
    if isinstance(share, Exception):
        raise share
    return {"it was trained": True, "better than guessing": share >= 30, "right often enough": share >= bar}


def _try(answer, own_network, measured: dict) -> float | Exception:
    """Percent right after the training, or what kept it from being trained; fills `measured`."""
    from cnncourse import data, ops

    measured.clear()
    try:
        model = answer()
        own_network.looked_at(model)
        fresh = own_network.begun_anew(model)
        if getattr(answer, "describes", False):
            return 0.0  # the grader trains it elsewhere
        share = own_network.percent(fresh, *data.fashion_mnist(), own_network.EPOCHS)
    except Exception as reason:
        return reason
    measured.update(accuracy=share, parameters=model.count_params(), macs=ops.macs(model))
    print(f"measured: {share:.2f} % of the held-out images right, {model.count_params():,} parameters")
    return share


_SHARES = {  # what these come to; a check trains the reader's network alone
    "large_step": 10.0,
    "linear": 85.0,
    "first_bar": BARS[0],
    "two_bars": BARS[1],
}


my_network.hint(
    "Count first, with `plain_cost` or `ops.macs`: an early stride or pooling makes room for channels.",
    "Clothes lie in the middle of their image. `Flatten` on small maps keeps where something is; the mean of each channel forgets it.",
    "A 5×5 convolution and two 3×3 ones, each with stride 2, BatchNorm (momentum 0.9: 1,410 steps are few) and ReLU, do it within 2 million MACs.",
    'Against learning by heart: `RandomFlip("horizontal")` as the first layer, `Dropout` before the last.',
)


@my_network.right
def _(verdict):
    """Note what an answer came to that earned points, beside the reader's progress."""
    from cnncourse.autocheck import leaderboard

    if MEASURED:
        leaderboard.add("my_network", **MEASURED)

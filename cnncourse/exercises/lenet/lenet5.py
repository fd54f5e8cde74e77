"""`lenet5`: reference, cases, slips and hints."""

from cnncourse.autocheck import exercise


@exercise(points=3, minutes=10, seconds=60, tolerance=1e-4)
def lenet5():
    """LeNet-5 as it is taught today, for gray images of 28×28 pixels and ten classes.

    1. convolution, 6 filters of 5×5, `padding="same"`, sigmoid; 2×2 mean pooling
    2. convolution, 16 filters of 5×5, no padding, sigmoid; 2×2 mean pooling
    3. flatten; dense layers of 120 and of 84 units, sigmoid both
    4. dense layer of 10 units without activation: the outputs are logits

    Returns:
        An uncompiled model, `(n, 28, 28, 1)` to `(n, 10)`.
    """
    # BEGIN SOLUTION
    import keras
    from keras import layers

    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(6, 5, padding="same", activation="sigmoid"),
            layers.AveragePooling2D(2),
            layers.Conv2D(16, 5, activation="sigmoid"),
            layers.AveragePooling2D(2),
            layers.Flatten(),
            layers.Dense(120, activation="sigmoid"),
            layers.Dense(84, activation="sigmoid"),
            layers.Dense(10),
        ]
    )
    # END SOLUTION


@lenet5.cases
def _(rng):
    yield "shapes, parameters, and the answer to given weights", ()


@lenet5.observe
def _(answer, args):
    from cnncourse.nets.facts import model_facts

    model = answer(*args)
    facts = model_facts(model)
    return {"input shape": tuple(model.input_shape[1:])} | facts


lenet5.hint(
    "Write the list down line by line: `keras.Sequential([keras.Input(…), keras.layers.Conv2D(…), …])`.",
    'The first convolution: `Conv2D(6, 5, padding="same", activation="sigmoid")`. Which of these does the second one not have?',
    "`AveragePooling2D(2)` behind each convolution, `Flatten()` before the first dense layer.",
    "The last layer is `Dense(10)`, and the model is neither compiled nor trained.",
)

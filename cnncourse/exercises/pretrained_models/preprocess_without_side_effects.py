"""`preprocess_without_side_effects`: reference, cases, slips and hints."""

import numpy as np

from cnncourse.autocheck import exercise

from .basis import _RGB


@exercise(points=1, minutes=4, seconds=60, tolerance=1e-4)
def preprocess_without_side_effects(x: np.ndarray) -> np.ndarray:
    """What `keras.applications.resnet.preprocess_input` makes of images, while `x` stays as it is.

    Args:
        x: RGB images, `(n, h, w, 3)`, 0–255, uint8, float32 or float64.

    Returns:
        The scaled images, `(n, h, w, 3)`.
    """
    # BEGIN SOLUTION
    import keras

    return keras.applications.resnet.preprocess_input(x.copy())
    # END SOLUTION


@preprocess_without_side_effects.cases
def _(rng):
    yield "float32", (rng.uniform(0, 255, (2, 3, 4, 3)).astype(np.float32),)
    yield "bytes", (rng.integers(0, 256, (1, 4, 3, 3)).astype(np.uint8),)
    yield "float64", (rng.uniform(0, 255, (2, 2, 5, 3)),)


def _keras_scaled(x, family="resnet"):
    import keras

    return np.asarray(getattr(keras.applications, family).preprocess_input(np.array(x)))


@preprocess_without_side_effects.mistake(
    "`x` is changed in place",
    "`preprocess_input` writes into an array of floats. What you hand over must be a copy. `np.asarray(x)`, `x[:]` and "
    "`astype(…, copy=False)` are none.",
)
def handed_over(x):
    import keras

    return keras.applications.resnet.preprocess_input(x)


@preprocess_without_side_effects.mistake(
    "a float64 array is still changed", "Copy it whatever its type is; a test for float32 alone lets others through."
)
def float32_only(x):
    import keras

    return keras.applications.resnet.preprocess_input(x.copy() if x.dtype == np.float32 else x)


@preprocess_without_side_effects.mistake(
    "a float32 array is still changed",
    "`np.asarray(x, np.float32)` and `astype(np.float32, copy=False)` copy only if the type differs. `x.copy()` always does.",
)
def as_array(x):
    import keras

    return keras.applications.resnet.preprocess_input(np.asarray(x, np.float32))


@preprocess_without_side_effects.mistake(
    "the fractions are gone", "Converting to uint8 does make a copy, but it rounds. Copy with `x.copy()`."
)
def through_bytes(x):
    return _keras_scaled(x.astype(np.uint8))


@preprocess_without_side_effects.mistake(
    "that is the scaling of Xception", "Asked for is ResNet's: `keras.applications.resnet.preprocess_input`."
)
def other_family(x):
    return _keras_scaled(x, "xception")


@preprocess_without_side_effects.mistake(
    "that is the scaling of DenseNet", "Asked for is ResNet's: `keras.applications.resnet.preprocess_input`."
)
def third_family(x):
    return _keras_scaled(x, "densenet")


@preprocess_without_side_effects.mistake(
    "that is the identity", "EfficientNet's `preprocess_input` changes nothing. Asked for is ResNet's."
)
def no_scaling(x):
    return x.copy()


@preprocess_without_side_effects.mistake(
    "divided by 255 before", "`preprocess_input` expects pixels in 0–255; its means are about 100."
)
def divided_before(x):
    return _keras_scaled(x / 255)


@preprocess_without_side_effects.mistake("it was scaled twice", "Is `preprocess_input` called once only?")
def scaled_twice(x):
    return _keras_scaled(_keras_scaled(x))


@preprocess_without_side_effects.mistake(
    "the copy came too late",
    "You returned a copy that was taken before the scaling, or scaled `x` and kept the copy. Scale the copy.",
)
def late_copy(x):
    import keras

    kept = x.copy()
    keras.applications.resnet.preprocess_input(x)
    return kept


@preprocess_without_side_effects.mistake(
    "the means are gone, the channels are not turned",
    "That is what an array looks like after it was scaled in place. Return what `preprocess_input` returns.",
)
def result_dropped(x):
    copy = x.astype(np.result_type(x, np.float32))
    return copy - _RGB


@preprocess_without_side_effects.mistake(
    "the copy was scaled, and the copy was returned",
    "ResNet's function turns the channels in a view, so the copy keeps its order, and bytes are not even changed. "
    "Return what `preprocess_input` returns.",
)
def copy_returned(x):
    import keras

    copy = x.copy()
    keras.applications.resnet.preprocess_input(copy)
    return copy


@preprocess_without_side_effects.mistake(
    "putting `x` back has changed the result",
    "What `preprocess_input` returns is a view of what it was given: both are the same memory. Hand over a copy.",
)
def put_back(x):
    import keras

    kept = x.copy()
    scaled = keras.applications.resnet.preprocess_input(x)
    x[...] = kept
    return scaled


@preprocess_without_side_effects.mistake(
    "the channels are turned, the means are still in it", "That is half of it; let `preprocess_input` do all."
)
def turned_only(x):
    return x[..., ::-1]


preprocess_without_side_effects.hint(
    "Some other array has to be handed to `preprocess_input`.",
    "`x.copy()` is a new array with the same numbers, whatever its type.",
    "`return keras.applications.resnet.preprocess_input(x.copy())`",
)

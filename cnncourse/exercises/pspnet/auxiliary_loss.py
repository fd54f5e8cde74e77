"""`auxiliary_loss`: reference, cases, slips and hints."""

import numpy as np

from cnncourse.autocheck import exercise


@exercise(points=2, minutes=5)
def auxiliary_loss(main: np.ndarray, aux: np.ndarray, weight: float) -> float:
    """The loss that trains a network with two classifiers.

    Each classifier's loss is the mean over all pixels that count, of all images together. The
    total is the main one plus `weight` times the auxiliary one.

    Args:
        main: loss of the main classifier at each pixel, `(n, h, w)`; `nan` at pixels that are
            labeled "ignore", which do not count.
        aux: likewise of the auxiliary classifier, `nan` at the same pixels.
        weight: of the auxiliary loss.

    Returns:
        The total, a number.
    """
    # BEGIN SOLUTION
    return float(np.nanmean(main) + weight * np.nanmean(aux))
    # END SOLUTION


@auxiliary_loss.cases
def _(rng):
    def draw(*shape, ignored=0):
        main, aux = rng.uniform(0.1, 2, shape).round(2), rng.uniform(0.5, 3, shape).round(2)
        places = rng.choice(main[0].size * 1, ignored, replace=False)  # in the first image alone
        main[0].flat[places] = aux[0].flat[places] = np.nan
        return main, aux

    yield "the numbers of the lesson", (np.array([[[0.5, 1.5]]]), np.array([[[2.0, 3.0]]]), 0.4)
    yield "another weight", (*draw(2, 3, 4), 0.7)
    yield "pixels that do not count", (*draw(2, 3, 4, ignored=7), 0.4)
    yield "no weight", (*draw(3, 2, 5, ignored=4), 0.0)


@auxiliary_loss.mistake("the sum is not split", "It is main + weight · aux. The main loss keeps its full weight.")
def split(main, aux, weight):
    return (1 - weight) * np.nanmean(main) + weight * np.nanmean(aux)


@auxiliary_loss.mistake("the weight is on the main loss", "It is the auxiliary classifier that counts less.")
def on_main(main, aux, weight):
    return weight * np.nanmean(main) + np.nanmean(aux)


@auxiliary_loss.mistake("both losses are weighed", "Only the auxiliary one.")
def both(main, aux, weight):
    return weight * (np.nanmean(main) + np.nanmean(aux))


@auxiliary_loss.mistake("the auxiliary loss has full weight", "Multiply it by `weight`.")
def unweighed(main, aux, weight):
    return np.nanmean(main) + np.nanmean(aux)


@auxiliary_loss.mistake("the weight is fixed", "0.4 is the paper's. Use the argument.")
def fixed(main, aux, weight):
    return np.nanmean(main) + 0.4 * np.nanmean(aux)


@auxiliary_loss.mistake("the auxiliary loss is missing", "Add `weight` times its mean.")
def main_only(main, aux, weight):
    return np.nanmean(main)


@auxiliary_loss.mistake(
    "`nan` swallowed everything", "One `nan` makes a mean `nan`. The pixels that do not count must be left out."
)
def swallowed(main, aux, weight):
    return main.mean() + weight * aux.mean()


@auxiliary_loss.mistake(
    "pixels that do not count were counted as 0",
    "They are left out of the sum *and* of the number that it is divided by. Otherwise a wide band makes every loss look small.",
)
def as_zero(main, aux, weight):
    return np.nan_to_num(main).mean() + weight * np.nan_to_num(aux).mean()


@auxiliary_loss.mistake(
    "each image was averaged first",
    "Then a pixel counts more in an image with a wide ignore band. One mean over all pixels that count.",
)
def by_image(main, aux, weight):
    return np.nanmean(np.nanmean(main, axis=(1, 2))) + weight * np.nanmean(np.nanmean(aux, axis=(1, 2)))


@auxiliary_loss.mistake("those are sums", "Each classifier's loss is the *mean* over the pixels that count.")
def sums_of_losses(main, aux, weight):
    return np.nansum(main) + weight * np.nansum(aux)


@auxiliary_loss.mistake("the total was divided by the weights", "main + weight · aux, without a division.")
def normalized(main, aux, weight):
    return (np.nanmean(main) + weight * np.nanmean(aux)) / (1 + weight)


@auxiliary_loss.mistake("the halves were averaged", "The two losses are added, not averaged.")
def averaged(main, aux, weight):
    return (np.nanmean(main) + weight * np.nanmean(aux)) / 2


@auxiliary_loss.mistake("the auxiliary loss is subtracted", "Both should become small: add it.")
def subtracted(main, aux, weight):
    return np.nanmean(main) - weight * np.nanmean(aux)


@auxiliary_loss.mistake("a map came back", "Asked for is one number: the mean of each loss, then the sum.")
def still_a_map(main, aux, weight):
    return main + weight * aux


@auxiliary_loss.mistake("one number for each image", "One number for all images together.")
def one_each(main, aux, weight):
    return np.nanmean(main, axis=(1, 2)) + weight * np.nanmean(aux, axis=(1, 2))


@auxiliary_loss.mistake("two numbers came back", "Add the two.")
def a_pair(main, aux, weight):
    return float(np.nanmean(main)), float(weight * np.nanmean(aux))


@auxiliary_loss.mistake("the losses are multiplied", "Add them: main + weight · aux.")
def multiplied(main, aux, weight):
    return np.nanmean(main) * weight * np.nanmean(aux)


@auxiliary_loss.mistake("the main loss is missing", "The auxiliary loss is added to it.")
def aux_only(main, aux, weight):
    return weight * np.nanmean(aux)


@auxiliary_loss.mistake("the weight was added", "It is a factor of the auxiliary loss.")
def weight_added(main, aux, weight):
    return np.nanmean(main) + weight + np.nanmean(aux)


@auxiliary_loss.mistake("those are medians", "Take means.")
def medians_of_losses(main, aux, weight):
    return np.nanmedian(main) + weight * np.nanmedian(aux)


@auxiliary_loss.mistake("the main loss was taken twice", "Its second appearance should be the auxiliary one.")
def main_twice(main, aux, weight):
    return np.nanmean(main) + weight * np.nanmean(main)


@auxiliary_loss.mistake(
    "the sums were divided by the number of images", "Divide by the number of *pixels* that count, of all images."
)
def by_images(main, aux, weight):
    return (np.nansum(main) + weight * np.nansum(aux)) / len(main)


@auxiliary_loss.mistake(
    "in the auxiliary loss pixels that do not count were counted as 0", "Leave them out there as in the main one."
)
def aux_as_zero(main, aux, weight):
    return np.nanmean(main) + weight * np.nan_to_num(aux).mean()


@auxiliary_loss.mistake("the auxiliary loss was divided by the weight", "It is multiplied by it.")
def divided_by_weight(main, aux, weight):
    return np.nanmean(main) + np.divide(np.nanmean(aux), weight) if weight else np.nanmean(main)


auxiliary_loss.hint(
    "Two means, one sum.",
    "`np.isnan(main)` says which pixels do not count; `np.nanmean` leaves them out.",
    "Only the auxiliary mean is multiplied.",
)

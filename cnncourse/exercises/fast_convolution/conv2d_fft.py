"""`conv2d_fft`: reference, cases, slips and hints."""

import numpy as np

from cnncourse.autocheck import Unusable, exercise

from .basis import _explain_place, _layer, _quarters


@exercise(points=3, minutes=12)
def conv2d_fft(x: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Convolve by multiplying spectra.

    `Y[f] = Σ X[c] · conj(K[c, f])`, summed over `c`, at every frequency; then transform back and keep the places where the
    window did not wrap around the edge.

    Args:
        x: images, `(n, h, w, c)`.
        kernel: weights, `(kh, kw, c, f)`.

    Returns:
        Feature maps, `(n, h - kh + 1, w - kw + 1, f)`, real numbers.
    """
    # BEGIN SOLUTION
    n, h, w, c = x.shape
    kh, kw, _, f = kernel.shape
    spectra = np.fft.rfft2(x, axes=(1, 2))  # n, h, w // 2 + 1, c
    filters = np.fft.rfft2(kernel, s=(h, w), axes=(0, 1))  # h, w // 2 + 1, c, f
    products = np.einsum("nabc,abcf->nabf", spectra, filters.conj())
    y = np.fft.irfft2(products, s=(h, w), axes=(1, 2))
    return y[:, : h - kh + 1, : w - kw + 1]
    # END SOLUTION


@conv2d_fft.cases
def _(rng):
    yield "one channel, one kernel", _layer(rng, 1, 4, 6, 1, 2, 3, 1)
    yield "an odd width", _layer(rng, 1, 4, 5, 1, 3, 2, 1)
    yield "two channels, three kernels", _layer(rng, 1, 5, 4, 2, 2, 3, 3)
    yield "a kernel as large as the image", _layer(rng, 2, 3, 5, 1, 3, 5, 1)
    yield "two images, fractions", _quarters(rng, 2, 7, 6, 3, 3, 2, 2)


@conv2d_fft.observe
def _(answer, args):
    y = answer(*args)
    if np.iscomplexobj(y):
        raise Unusable(
            "it returned complex numbers",
            "Their imaginary parts are rounding errors. Keep the real parts, or use `irfft2`, which returns real numbers.",
        )
    return y


def _circular(x, kernel, spectra=lambda a: a, filters=np.conj, s=None):
    """All places, the wrapped ones too, for somebody who changes the spectra in another way."""
    side = x.shape[1:3]
    products = np.einsum(
        "nabc,abcf->nabf",
        spectra(np.fft.rfft2(x, axes=(1, 2))),
        filters(np.fft.rfft2(kernel, s=side, axes=(0, 1))),
    )
    return np.fft.irfft2(products, s=s or side, axes=(1, 2))


def _cut(y, kernel):
    return y[:, : y.shape[1] - kernel.shape[0] + 1, : y.shape[2] - kernel.shape[1] + 1]


@conv2d_fft.mistake(
    "the conjugate is missing",
    "Without it the product is a true convolution: the kernel is turned over and reaches up and left, so that the first places wrap around the edge.",
)
def no_conjugate(x, kernel):
    return _cut(_circular(x, kernel, filters=lambda k: k), kernel)


@conv2d_fft.mistake(
    "you turned the kernel over",
    "The product of two spectra is the convolution of signal processing. For the cross-correlation of deep learning one of the two spectra is conjugated.",
)
def true_convolution(x, kernel):
    return _circular(x, kernel, filters=lambda k: k)[:, kernel.shape[0] - 1 :, kernel.shape[1] - 1 :]


@conv2d_fft.mistake(
    "you conjugated the image's spectrum in place of the kernel's",
    "That answers for the mirrored place: what belongs at row `i` comes out at row `-i`. Conjugate the kernel's spectrum.",
)
def conjugated_image(x, kernel):
    return _cut(_circular(x, kernel, np.conj, lambda k: k), kernel)


@conv2d_fft.mistake(
    "the places that wrap around are still there",
    "The result has `h` rows and `w` columns. Where the window hangs over the edge it saw pixels from the other side: cut those places off.",
)
def not_cut(x, kernel):
    return _circular(x, kernel)


@conv2d_fft.mistake(
    "you cut at the wrong end",
    "With the conjugate the window reaches down and right of its place, so the *last* places are those that wrap.",
)
def cut_the_start(x, kernel):
    return _circular(x, kernel)[:, kernel.shape[0] - 1 :, kernel.shape[1] - 1 :]


@conv2d_fft.mistake(
    "an odd width was lost on the way back",
    "`irfft2` cannot know whether the image had an even or an odd width, and takes it for even: tell it, with `s=(h, w)`.",
)
def width_forgotten(x, kernel):
    y = _circular(x, kernel, s=(x.shape[1], 2 * (x.shape[2] // 2)))
    return y[:, : x.shape[1] - kernel.shape[0] + 1, : x.shape[2] - kernel.shape[1] + 1]


@conv2d_fft.mistake(
    "you took magnitudes",
    "`np.abs` makes negative values positive. Keep the real part: `.real`, or `irfft2`, which gives real numbers.",
)
def magnitudes(x, kernel):
    return np.abs(_cut(_circular(x, kernel), kernel))


@conv2d_fft.mistake(
    "the channels are not added up",
    "Every frequency has a product for each channel; a filter's map is their sum over the channels.",
)
def first_channel(x, kernel):
    return _cut(_circular(x[..., :1], kernel[:, :, :1]), kernel)


@conv2d_fft.mistake(
    "you cut in the middle",
    "That is where the good places lie when the window is centered on its place. Here it begins there, and the good places are the first ones.",
)
def cut_the_middle(x, kernel):
    rows, columns = (side - k + 1 for side, k in zip(x.shape[1:3], kernel.shape, strict=False))
    up, left = (len(kernel) - 1) // 2, (kernel.shape[1] - 1) // 2
    return _circular(x, kernel)[:, up : up + rows, left : left + columns]


@conv2d_fft.mistake(
    "one row and one column too few", "`kh - 1` rows wrap, so `h - kh + 1` are good: the slice ends one further on."
)
def one_short(x, kernel):
    return _cut(_circular(x, kernel), kernel)[:, :-1, :-1]


@conv2d_fft.mistake(
    "height and width of the kernel are exchanged in the cut", "`h - kh + 1` rows, `w - kw + 1` columns."
)
def cut_exchanged(x, kernel):
    return _cut(_circular(x, kernel), kernel.swapaxes(0, 1))


@conv2d_fft.mistake(
    "the kernel sits in the middle of its zeros",
    "Then the whole map comes out shifted. The zeros belong behind and below: tap `(0, 0)` in the top left corner, as `s=(h, w)` puts it.",
)
def kernel_centered(x, kernel):
    room = [side - k for side, k in zip(x.shape[1:3], kernel.shape, strict=False)]
    placed = np.pad(kernel, (*((r // 2, r - r // 2) for r in room), (0, 0), (0, 0)))
    return _cut(_circular(x, placed), kernel)


@conv2d_fft.mistake(
    "the map is shifted by half",
    "`fftshift` moves the first place to the middle, for looking at spectra. Here nothing is to be moved.",
)
def half_shifted(x, kernel):
    return _cut(np.fft.fftshift(_circular(x, kernel), axes=(1, 2)), kernel)


@conv2d_fft.mistake("the channels are averaged", "A filter's map is the *sum* over the channels, without a division.")
def channels_averaged(x, kernel):
    return _cut(_circular(x, kernel), kernel) / x.shape[3]


@conv2d_fft.mistake(
    "you rounded", "Pixels and weights are not always whole numbers. Rounding errors of 10⁻¹⁵ are no reason to round."
)
def rounded(x, kernel):
    return _cut(_circular(x, kernel), kernel).round()


@conv2d_fft.explain
def _(args, expected, index):
    return _explain_place(args, expected, index)


conv2d_fft.hint(
    "Four steps: both spectra, the product at each frequency, the way back, the cut.",
    "The spectra must have the same size: `np.fft.rfft2(kernel, s=(h, w), axes=(0, 1))` pads the kernel with zeros. For `x` the axes are `(1, 2)`.",
    'The product sums over channels: `np.einsum("nabc,abcf->nabf", spectra, filters.conj())`.',
    "Back with `np.fft.irfft2(products, s=(h, w), axes=(1, 2))`; of that, the first `h - kh + 1` rows and `w - kw + 1` columns.",
)

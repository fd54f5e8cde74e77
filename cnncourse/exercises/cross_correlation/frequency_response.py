"""`frequency_response`: reference, cases, slips and hints."""

import numpy as np

from cnncourse.autocheck import exercise


@exercise(points=2, minutes=6)
def frequency_response(k: np.ndarray, size: int) -> np.ndarray:
    """How strongly a kernel passes stripes of every fineness and direction.

    `R[a, b] = |Σ k[u, v] · exp(−2πi (a·u + b·v) / size)|`, summed over `u, v`, with frequency zero moved to the middle.

    Args:
        k: the kernel, `(kh, kw)`.
        size: rows and columns of the plane, at least as large as the kernel's sides.

    Returns:
        The response, `(size, size)`, real and never negative; `[size // 2, size // 2]` belongs to frequency zero.
    """
    # BEGIN SOLUTION
    spectrum = np.fft.fft2(k, s=(size, size))
    return np.abs(np.fft.fftshift(spectrum))
    # END SOLUTION


@frequency_response.cases
def _(rng):
    yield "right minus left", (np.array([[-1.0, 1]]), 4)
    yield "a blur", (np.full((3, 3), 1 / 9), 6)
    yield "an odd plane", (np.array([[1.0, 0, 2], [0, 3, 0]]), 5)
    yield "a single weight", (np.array([[-2.0]]), 3)
    yield "many numbers", (rng.normal(size=(3, 2)), 7)


@frequency_response.mistake(
    "frequency zero is in the corner", "`fft2` puts it at `[0, 0]`. `np.fft.fftshift` moves it to the middle."
)
def unshifted(k, size):
    return np.abs(np.fft.fft2(k, s=(size, size)))


@frequency_response.mistake(
    "you shifted the wrong way",
    "`ifftshift` undoes `fftshift`. On an even plane the two agree; on an odd one frequency zero lands one step beside the middle.",
)
def shifted_back(k, size):
    return np.abs(np.fft.ifftshift(np.fft.fft2(k, s=(size, size))))


@frequency_response.mistake(
    "you left the complex numbers as they are",
    "How strongly stripes pass is the size of the complex number: `np.abs`. Its angle says how far they move.",
)
def complex_numbers(k, size):
    return np.fft.fftshift(np.fft.fft2(k, s=(size, size)))


@frequency_response.mistake(
    "you took the real part",
    "The size of a complex number is `np.abs`, not `.real`: a response of `2i` is as strong as one of `2`.",
)
def real_part(k, size):
    return np.fft.fftshift(np.fft.fft2(k, s=(size, size))).real


@frequency_response.mistake(
    "you squared the response", "That is the power. The amount by which stripes grow is the size itself."
)
def power(k, size):
    return np.abs(np.fft.fftshift(np.fft.fft2(k, s=(size, size)))) ** 2


@frequency_response.mistake(
    "you took the logarithm",
    "A logarithm makes a spectrum easier to see, but then two blurs in a row no longer multiply.",
)
def logarithm(k, size):
    return np.log1p(np.abs(np.fft.fftshift(np.fft.fft2(k, s=(size, size)))))


@frequency_response.mistake(
    "your plane is as small as the kernel",
    "A 3×3 transform knows three frequencies on each axis. Ask for `size` of them: `fft2` pads the kernel with zeros when told to with `s=`.",
)
def as_small_as_the_kernel(k, size):
    return np.abs(np.fft.fftshift(np.fft.fft2(k)))


@frequency_response.mistake(
    "you transformed one axis only", "`fft` works along rows. Stripes have two directions: `fft2`."
)
def one_axis(k, size):
    return np.abs(np.fft.fftshift(np.fft.fft(k, size)))


@frequency_response.mistake(
    "you scaled the largest value to one",
    "How *much* passes is lost that way: a kernel that doubles everything must show twos.",
)
def scaled(k, size):
    response = np.abs(np.fft.fftshift(np.fft.fft2(k, s=(size, size))))
    return response / response.max()


@frequency_response.mistake(
    "you divided by the number of frequencies",
    "The plane must not depend on how finely it is drawn: the middle is the sum of the weights, whatever `size` is.",
)
def divided(k, size):
    return np.abs(np.fft.fftshift(np.fft.fft2(k, s=(size, size)))) / size**2


@frequency_response.mistake(
    "you divided by the size of the plane",
    "The plane must not depend on how finely it is drawn: the middle is the sum of the weights. (`norm='ortho'` divides too.)",
)
def divided_by_side(k, size):
    return np.abs(np.fft.fftshift(np.fft.fft2(k, s=(size, size)))) / size


@frequency_response.mistake(
    "`size` is one number, and `fft2` wants two", "A plane has rows and columns: `np.fft.fft2(k, s=(size, size))`."
)
def one_size(k, size):
    return np.abs(np.fft.fftshift(np.fft.fft2(k, s=size)))


@frequency_response.mistake(
    "you took the size of the real part alone",
    "The imaginary part counts as well: `np.abs` of the complex number is the root of the sum of both squares.",
)
def real_size(k, size):
    return np.abs(np.fft.fftshift(np.fft.fft2(k, s=(size, size))).real)


@frequency_response.mistake(
    "you took the angle", "That says how far the stripes move. How strongly they pass is the size, `np.abs`."
)
def angle(k, size):
    return np.angle(np.fft.fftshift(np.fft.fft2(k, s=(size, size))))


@frequency_response.mistake(
    "half of the plane is missing", "`rfft2` leaves out the columns that only repeat others. `fft2` gives all."
)
def half_plane(k, size):
    return np.abs(np.fft.fftshift(np.fft.rfft2(k, s=(size, size))))


@frequency_response.mistake(
    "frequency zero was moved along one axis only", "`fftshift` without `axes` moves it to the middle of both."
)
def one_axis_shifted(k, size):
    return np.abs(np.fft.fftshift(np.fft.fft2(k, s=(size, size)), axes=0))


@frequency_response.mistake(
    "rows and columns of the plane are exchanged", "`a` counts waves down and is the row; `b`, across, is the column."
)
def exchanged_axes(k, size):
    return np.abs(np.fft.fftshift(np.fft.fft2(k, s=(size, size)))).T


@frequency_response.mistake(
    "you repeated the kernel",
    "The plane becomes finer with *zeros* around one kernel. Repeated weights are another kernel: `s=(size, size)` adds zeros.",
)
def repeated(k, size):
    return np.abs(np.fft.fftshift(np.fft.fft2(np.resize(k, (size, size)))))


@frequency_response.explain
def _(args, expected, index):
    k, size = args
    if index != (size // 2, size // 2):
        return ""
    return f"frequency zero, in the middle: the sum of the weights is {k.sum():.4g}, its size {expected[index]:.4g}"


frequency_response.hint(
    "The sum in the formula is the two-dimensional Fourier transform of the kernel. NumPy has it: `np.fft.fft2`.",
    "To get `size` frequencies on each axis, put zeros around the kernel: `np.fft.fft2(k, s=(size, size))`.",
    "Two things are left: move frequency zero to the middle (`np.fft.fftshift`), and take the size of each complex number (`np.abs`).",
)

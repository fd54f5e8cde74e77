"""Exercises of the lesson on fast convolution, in its order."""

from .arithmetic_intensity import arithmetic_intensity
from .conv2d_fft import conv2d_fft
from .conv2d_im2col import conv2d_im2col
from .conv2d_shifted import conv2d_shifted
from .im2col import im2col
from .im2col_megabytes import im2col_megabytes
from .twice_the_arithmetic import twice_the_arithmetic
from .when_fft_wins import when_fft_wins
from .winograd_f23 import winograd_f23
from .winograd_multiplications import winograd_multiplications
from .winograd_row import winograd_row

__all__ = [
    "im2col",
    "im2col_megabytes",
    "conv2d_im2col",
    "conv2d_shifted",
    "conv2d_fft",
    "when_fft_wins",
    "winograd_row",
    "winograd_f23",
    "winograd_multiplications",
    "arithmetic_intensity",
    "twice_the_arithmetic",
]  # the order of the lesson

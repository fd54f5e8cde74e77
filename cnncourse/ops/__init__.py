"""NumPy layers, forward and backward, and the geometry of networks; layout `(n, h, w, c)`, kernels `(kh, kw, c, f)`."""

from cnncourse.ops.activation import dropout, relu, relu_backward, softmax
from cnncourse.ops.convolution import conv1x1, conv2d, conv2d_backward
from cnncourse.ops.depthwise import depthwise_conv2d, depthwise_conv2d_backward
from cnncourse.ops.design import design_table
from cnncourse.ops.fast import (
    arithmetic_intensity,
    col2im,
    conv2d_fft,
    conv2d_im2col,
    conv2d_naive,
    conv2d_shifted,
    conv2d_winograd,
    im2col,
    winograd_f23,
)
from cnncourse.ops.filters import box_blur, convolve2d, corr2d, frequency_response
from cnncourse.ops.geometry import (
    activation_bytes,
    conv_macs,
    conv_parameters,
    dilated_size,
    field_span,
    ignored_pixels,
    largest_batch,
    output_size,
    receptive_field,
    same_output_size,
)
from cnncourse.ops.gradients import numerical_gradient, relative_error
from cnncourse.ops.losses import softmax_cross_entropy
from cnncourse.ops.model_geometry import (
    activation_bytes_of,
    layer_table,
    macs,
    parameters,
    receptive_field_of,
)
from cnncourse.ops.normalization import batch_norm, local_response_norm
from cnncourse.ops.padding import pad2d, resolve_padding, same_padding
from cnncourse.ops.pooling import (
    avg_pool2d,
    avg_pool2d_backward,
    depth_max_pool,
    global_avg_pool,
    global_avg_pool_backward,
    max_pool2d,
    max_pool2d_backward,
)
from cnncourse.ops.resizing import adaptive_avg_pool, bilinear_resize
from cnncourse.ops.segmentation import confusion_matrix, iou, mean_iou, pixel_accuracy
from cnncourse.ops.stacks import Layer, Row, format_table, stack_table

__all__ = [
    "Layer",
    "Row",
    "activation_bytes",
    "activation_bytes_of",
    "adaptive_avg_pool",
    "arithmetic_intensity",
    "avg_pool2d",
    "avg_pool2d_backward",
    "batch_norm",
    "bilinear_resize",
    "box_blur",
    "col2im",
    "confusion_matrix",
    "conv1x1",
    "conv2d",
    "conv2d_backward",
    "conv2d_fft",
    "conv2d_im2col",
    "conv2d_naive",
    "conv2d_shifted",
    "conv2d_winograd",
    "conv_macs",
    "conv_parameters",
    "convolve2d",
    "corr2d",
    "depth_max_pool",
    "depthwise_conv2d",
    "depthwise_conv2d_backward",
    "design_table",
    "dilated_size",
    "dropout",
    "field_span",
    "format_table",
    "frequency_response",
    "global_avg_pool",
    "global_avg_pool_backward",
    "ignored_pixels",
    "im2col",
    "iou",
    "largest_batch",
    "layer_table",
    "local_response_norm",
    "macs",
    "max_pool2d",
    "max_pool2d_backward",
    "mean_iou",
    "numerical_gradient",
    "output_size",
    "pad2d",
    "parameters",
    "pixel_accuracy",
    "receptive_field",
    "receptive_field_of",
    "relative_error",
    "relu",
    "relu_backward",
    "resolve_padding",
    "same_output_size",
    "same_padding",
    "softmax",
    "softmax_cross_entropy",
    "stack_table",
    "winograd_f23",
]

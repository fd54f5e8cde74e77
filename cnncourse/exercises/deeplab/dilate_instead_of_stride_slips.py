"""Slips of `dilate_instead_of_stride`, each with the words that a reader is told."""

import numpy as np

from .dilate_instead_of_stride import dilate_instead_of_stride


def _changed(layers, output_stride, order="behind", grow="times", dilate=True, stride=1, enough="equal"):
    """Strides taken away, with parts to exchange."""
    changed, total, rate = [], 1, 1
    for kernel, step in layers:
        over = total * step > output_stride if enough == "next" else total == output_stride
        if enough == "late":
            over = total > output_stride
        if over:
            grown = {"times": rate * step, "plus": rate + step - 1, "two": rate * 2 if step > 1 else rate, "set": step}[
                grow
            ]
            if grow == "set" and step == 1:
                grown = rate
            used = grown if order == "itself" else rate
            changed.append((kernel, step if stride is None else stride, used if dilate else 1))
            rate = grown
        else:
            changed.append((kernel, step, 1))
            total *= step
    return changed


@dilate_instead_of_stride.mistake(
    "nothing is dilated",
    "Without its stride the map is finer, and a kernel of rate 1 sees a smaller piece of the image than it was trained on.",
)
def not_dilated(layers, output_stride):
    return _changed(layers, output_stride, dilate=False)


@dilate_instead_of_stride.mistake(
    "the layer that lost its stride was dilated, too",
    "It reads maps that are as fine as ever; only what it *puts out* is finer. The rate starts with the layer behind it.",
)
def dilated_itself(layers, output_stride):
    return _changed(layers, output_stride, order="itself")


@dilate_instead_of_stride.mistake(
    "the rates are added", "Two strides of 2 make a map four times as fine. Rates multiply."
)
def added(layers, output_stride):
    return _changed(layers, output_stride, grow="plus")


@dilate_instead_of_stride.mistake("every lost stride doubles the rate", "A stride of 3 makes it three times as large.")
def doubled(layers, output_stride):
    return _changed(layers, output_stride, grow="two")


@dilate_instead_of_stride.mistake(
    "only the last lost stride counts", "All strides that were taken away before a layer count, multiplied."
)
def last_only(layers, output_stride):
    return _changed(layers, output_stride, grow="set")


@dilate_instead_of_stride.mistake(
    "the strides are still there", "Rates are right, but each dilated layer should have stride 1."
)
def strides_kept(layers, output_stride):
    return _changed(layers, output_stride, stride=None)


@dilate_instead_of_stride.mistake(
    "the strides stop one layer too late",
    "As soon as the product *is* `output_stride` no more stride is kept. Compare before you multiply.",
)
def too_late(layers, output_stride):
    return _changed(layers, output_stride, enough="late")


@dilate_instead_of_stride.mistake(
    "the strides stop too early", "The layer with which the product becomes `output_stride` still keeps its stride."
)
def too_early(layers, output_stride):
    changed, total, rate = [], 1, 1
    for kernel, step in layers:
        if total * step >= output_stride:
            changed.append((kernel, 1, rate))
            rate *= step
        else:
            changed.append((kernel, step, 1))
            total *= step
    return changed


@dilate_instead_of_stride.mistake(
    "the layer's own stride became its rate",
    "A layer's rate comes from the strides lost *before* it; behind them all layers are dilated, also those that had stride 1.",
)
def own_stride(layers, output_stride):
    changed, total = [], 1
    for kernel, step in layers:
        if total == output_stride:
            changed.append((kernel, 1, step))
        else:
            changed.append((kernel, step, 1))
            total *= step
    return changed


@dilate_instead_of_stride.mistake(
    "the kernels grew",
    "A dilated kernel has as many taps as before. Leave the kernel alone; the rate says how far apart they are.",
)
def kernels_grown(layers, output_stride):
    return [((k - 1) * r + 1, s, r) for k, s, r in _changed(layers, output_stride)]


@dilate_instead_of_stride.mistake("the rate stands before the stride", "The order is kernel, stride, rate.")
def order_swapped(layers, output_stride):
    return [(k, r, s) for k, s, r in _changed(layers, output_stride)]


@dilate_instead_of_stride.mistake("every layer is dilated", "Layers before the first lost stride keep rate 1.")
def all_dilated(layers, output_stride):
    total = int(np.prod([s for _, s in layers]))
    rate = max(1, total // output_stride)
    return [(k, s, rate) for k, s, _ in _changed(layers, output_stride)]


@dilate_instead_of_stride.mistake(
    "all lost strides at once", "A layer's rate counts the strides lost before it, not those that are lost later."
)
def all_at_once(layers, output_stride):
    total = int(np.prod([s for _, s in layers]))
    rate = max(1, total // output_stride)
    return [(k, s, rate if r > 1 else 1) for k, s, r in _changed(layers, output_stride)]


@dilate_instead_of_stride.mistake("all strides are gone", "Strides are kept until their product is `output_stride`.")
def none_kept(layers, output_stride):
    return _changed(layers, 1)


@dilate_instead_of_stride.mistake(
    "the rate became the output stride",
    "The rate has to do with the strides that were *taken away*, not with those that stayed.",
)
def rate_is_output(layers, output_stride):
    return [(k, s, output_stride if r > 1 else 1) for k, s, r in _changed(layers, output_stride)]


@dilate_instead_of_stride.mistake(
    "the rate is the lost strides, but halved", "The first layer behind a lost stride 2 has rate 2."
)
def one_behind(layers, output_stride):
    out, before = [], 1
    for k, s, r in _changed(layers, output_stride):
        out.append((k, s, before))
        before = r
    return out


@dilate_instead_of_stride.mistake(
    "nothing was changed", "Strides beyond `output_stride` become 1, and rates grow behind them."
)
def unchanged(layers, output_stride):
    return [(kernel, stride, 1) for kernel, stride in layers]


@dilate_instead_of_stride.mistake(
    "the rate is one too small", "Rate r means r places from tap to tap; rate 1 is an ordinary kernel."
)
def rate_less_one(layers, output_stride):
    return [(k, s, max(1, r - 1)) for k, s, r in _changed(layers, output_stride)]


@dilate_instead_of_stride.mistake(
    "the rate grows with every layer",
    "It grows where a stride was taken away. A layer that had stride 1 leaves it alone.",
)
def grows_always(layers, output_stride):
    changed, total, rate = [], 1, 1
    for kernel, step in layers:
        if total == output_stride:
            changed.append((kernel, 1, rate))
            rate *= 2
        else:
            changed.append((kernel, step, 1))
            total *= step
    return changed


@dilate_instead_of_stride.mistake(
    "rates are whole numbers", "Division with `/` makes floats; a convolution wants integers."
)
def float_rates(layers, output_stride):
    return [(k, s, float(r)) for k, s, r in _changed(layers, output_stride)]


@dilate_instead_of_stride.mistake("those are the rates alone", "`(kernel, stride, rate)` for each layer.")
def rates_alone(layers, output_stride):
    return [r for _, _, r in _changed(layers, output_stride)]


@dilate_instead_of_stride.mistake("the kernel is missing", "`(kernel, stride, rate)` for each layer.")
def no_kernel(layers, output_stride):
    return [(s, r) for _, s, r in _changed(layers, output_stride)]


@dilate_instead_of_stride.mistake(
    "strides were added to the rate",
    "From rate 1 a lost stride 2 makes 2, the next makes 4: multiply, `rate *= stride`.",
)
def plus_stride(layers, output_stride):
    changed, total, rate = [], 1, 1
    for kernel, step in layers:
        if total == output_stride:
            changed.append((kernel, 1, rate))
            rate += step
        else:
            changed.append((kernel, step, 1))
            total *= step
    return changed


@dilate_instead_of_stride.mistake(
    "the rate is forgotten after one layer",
    "`rate = stride` keeps only the layer right before. All layers behind a lost stride step over more places.",
)
def forgets(layers, output_stride):
    changed, total, rate = [], 1, 1
    for kernel, step in layers:
        if total == output_stride:
            changed.append((kernel, 1, rate))
            rate = step
        else:
            changed.append((kernel, step, 1))
            total *= step
    return changed


@dilate_instead_of_stride.mistake(
    "1×1 kernels keep rate 1", "A rate does nothing to a single tap, but the list states it for every layer behind."
)
def ones_left_out(layers, output_stride):
    return [(k, s, r if k > 1 else 1) for k, s, r in _changed(layers, output_stride)]


@dilate_instead_of_stride.mistake(
    "the kernels grew in place of the rates", "The kernel keeps its nine weights. How far apart they are is the rate."
)
def kernel_for_rate(layers, output_stride):
    return [((k - 1) * r + 1, s, 1) for k, s, r in _changed(layers, output_stride)]


@dilate_instead_of_stride.mistake(
    "the strides stop one layer too early", "Keep a stride as long as the product *before* it is below `output_stride`."
)
def early_and_kept(layers, output_stride):
    changed, total, rate = [], 1, 1
    for kernel, step in layers:
        if total * step >= output_stride:
            changed.append((kernel, 1, rate))
            rate *= step
        else:
            changed.append((kernel, step, rate))
            total *= step
    return changed


@dilate_instead_of_stride.mistake("`output_stride` is not used", "16 is one setting of the paper. Take the argument.")
def always_sixteen(layers, output_stride):
    return _changed(layers, 16)


@dilate_instead_of_stride.mistake("only the dilated layers came back", "One entry for each layer, changed or not.")
def dilated_only(layers, output_stride):
    return [(k, s, r) for k, s, r in _changed(layers, output_stride) if r > 1]

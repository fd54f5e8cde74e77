# %% [markdown] id="title" minutes=60 needs=["02", "03"]
# # Channels
#
# A photo has three numbers at every pixel, a feature map has hundreds. What does a kernel do with them, and what does
# that cost?
#
# After this lesson you can
#
# - read an image as `[h, w, c]`, and move it from another framework's layout without scrambling it;
# - write a whole convolution layer: many kernels, each as deep as its input, one map from each;
# - say what a 1×1 convolution can do and what it cannot, and use one to find a color;
# - count the parameters, multiplications and bytes of a network before building it;
# - say what a smaller batch and a larger stride save, and where in the network a stride saves next to nothing.

# %% id="setup" tags=["setup"]
import tracemalloc

import numpy as np

from cnncourse import check, data, figures, hint, keras, ops, solution
from cnncourse.figures import channels
from cnncourse.waiting import each
from cnncourse.widgets.channels import memory_explorer, mixer

rng = np.random.default_rng(4)

# %% [markdown] id="three-numbers"
# ## Three numbers a pixel
#
# TensorFlow holds an image as `[h, w, c]`: height, width, **channels**. A color photo has three channels, so a pixel is
# a row of three numbers, red, green and blue, here from 0 to 1. Two pixels, one on an orange suit, one on a pale wall:

# %% id="two-pixels"
photo = data.photos("astronaut", side=144)
print("shape [h, w, c]:", photo.shape)
for place, (i, j) in {"suit": (100, 28), "wall": (40, 104)}.items():
    red, green, blue = photo[i, j]
    print(f"{place}: red {red:.2f}, green {green:.2f}, blue {blue:.2f}")

# %% [markdown] id="planes-words"
# `photo[..., 0]` is all the red, a gray picture of its own. Before you look: which is brighter *in the red channel*,
# the suit or the wall?

# %% id="fig-planes"
figures.show(
    channels.photos_beside([photo, *np.moveaxis(photo, -1, 0)], ["photo", "red", "green", "blue"]),
    f"The red channel is no picture of red things: suit {photo[100, 28, 0]:.2f}, "
    f"wall {photo[40, 104, 0]:.2f}. White holds as much red as red does. What gives the suit away is "
    f"that it is dark in blue: {photo[100, 28, 2]:.2f} against {photo[40, 104, 2]:.2f}.",
)

# %% [markdown] id="layouts"
# ## Where the channels stand
#
# A batch adds an axis in front: `n h w c`, or **NHWC**. PyTorch puts the channels before the sides: `n c h w`,
# **NCHW**. The same numbers then lie in memory in another order. An image of one row and four pixels, each value
# written as its channel and pixel:

# %% id="memory-order"
pixels = np.array([[color + str(place) for color in "RGB"] for place in range(4)])  # [w, c]
print("n h w c:", *pixels.ravel())
print("n c h w:", *pixels.T.ravel())

# %% [markdown] id="layouts-words"
# To go from the second line to the first, the numbers have to change places. `transpose` does that. `reshape` keeps the
# line as it is and cuts it into new pieces: its first pixel would be `R0 R1 R2`, three reds, called red, green and
# blue.
#
# **What would happen if** you reshaped a whole photo? Say what you expect to see.

# %% id="fig-scrambled"
coffee = data.photos("coffee", side=144)  # [h, w, c]
from_torch = coffee.transpose(2, 0, 1)  # [c, h, w], as PyTorch would hand it over
moved, reshaped = from_torch.transpose(1, 2, 0), from_torch.reshape(144, 144, 3)
figures.show(
    channels.photos_beside([moved, reshaped], ["transpose", "reshape"]),
    f"Both have shape {reshaped.shape}. Reshaped, {np.isclose(reshaped, coffee).mean():.0%} of the values "
    "are where they belong. A row of the new picture holds three old rows of one channel, side by side; "
    "so there are nine small pictures, three made of red alone, then three of green, three of blue. "
    "They are nearly gray, because neighbors in one channel pose as red, green and blue.",
)

# %% [markdown] exercise="nchw_to_nhwc"
# Do it for a batch.

# %% [markdown] id="wrong-layout"
# **What would happen if** you gave an NCHW photo to a Keras layer? Eight kernels of 3×3 on a photo of 64×64:

# %% id="layer-on-nchw"
right, wrong = keras.layers.Conv2D(8, 3), keras.layers.Conv2D(8, 3)
print("n h w c:", right(np.zeros((1, 64, 64, 3))).shape, f"{right.count_params():,} parameters")
print("n c h w:", wrong(np.zeros((1, 3, 64, 64))).shape, f"{wrong.count_params():,} parameters")

# %% [markdown] id="one-kernel"
# No error. The second layer took the photo for one of 3 rows, 64 columns and *64 channels*, and made weights for those.
# A strange parameter count is often the first sign.
#
# ## One kernel, all channels, one map
#
# A kernel is as deep as what it slides over. On a color photo, a 3×3 kernel is a block of 3×3×3 weights: one slice for
# each channel. At each place every slice is multiplied with its own channel, and **all of it is added up to one
# number**:

# %% id="fig-through"
red = [[3, 2, 4, 3], [3, 0, 1, 4], [4, 3, 4, 4]]
green = [[0, 1, 2, 2], [3, 5, 1, 0], [1, 4, 2, 3]]
blue = [[2, 3, 1, 2], [0, 4, 6, 1], [3, 3, 2, 5]]
small = np.stack([red, green, blue], axis=-1)  # [h, w, c] = (3, 4, 3)
kernel = np.stack([[[1, 0], [0, 2]], [[-1, 1], [0, 0]], [[0, -2], [1, 0]]], axis=-1)  # (2, 2, 3)
figures.show(
    channels.kernel_through_channels(small, kernel, bias=1, place=(0, 1)),
    f"One kernel of 2×2×3, one place. The image has {small.shape[2]} channels, "
    f"the kernel {kernel.shape[2]} slices, and there is 1 map. The bias comes in once, at the end.",
)

# %% [markdown] id="bank"
# A layer has many such kernels, a *bank*, and **each gives one map**. The maps, side by side, are the channels of what
# comes out:
#
# $$ y[n, i, j, f] = \sum_{u, v, c} x[n,\; i s + u,\; j s + v,\; c] \cdot k[u, v, c, f] \;+\; b[f] $$
#
# with images `x` of shape `(n, h, w, c)`, kernels `k` of shape `(kh, kw, c, f)`, stride `s` and one bias for each
# kernel. The channels of the input are summed away; the kernels `f` take their place.

# %% [markdown] exercise="conv2d"
# The complete layer of Keras, stride and padding included. Sizes are those of lesson 02.

# %% [markdown] id="bank-photo"
# Three kernels on the photo. The first looks for upright edges in brightness: its slices are one edge detector,
# weighted as the eye weighs colors. The second has that detector in the red slice and its negative in the green one.
# The third averages nine pixels and sets blue against red.

# %% id="fig-bank"
edge = np.array([[1, 0, -1], [2, 0, -2], [1, 0, -1]]) / 4
average = np.ones((3, 3)) / 9
brightness = np.array([0.299, 0.587, 0.114])
light_edges, color_edges = edge[..., None] * brightness, edge[..., None] * [1, -1, 0]
blue_spots = average[..., None] * [-1, 0, 1]
bank = np.stack([light_edges, color_edges, blue_spots], axis=-1).astype("float32")  # (kh, kw, c, f)
maps = ops.conv2d(photo[None], bank, padding="same")[0]
shown = [photo, np.abs(maps[..., 0]), np.abs(maps[..., 1]), np.maximum(maps[..., 2], 0)]
figures.show(
    channels.photos_beside(shown, ["photo", "brightness edges", "red-green edges", "blue spots"]),
    f"Kernels {bank.shape}, maps {maps.shape}: three kernels, three maps. The third finds the badges "
    f"and the flag's corner: only {(maps[..., 2] > 0.1).mean():.1%} of the pixels are above 0.1.",
)

# %% [markdown] id="deeper"
# To the next layer these maps are channels, and its kernels span all of them. Keras shows it in the shapes:

# %% id="keras-kernels"
first = keras.layers.Conv2D(8, 3, padding="same")
second = keras.layers.Conv2D(16, 3, padding="same")
maps_8 = np.asarray(first(photo[None]))
maps_16 = np.asarray(second(maps_8))
print("kernels:", first.kernel.shape, "and then", second.kernel.shape)
print("maps:", maps_8.shape, "and then", maps_16.shape)
ours = ops.conv2d(maps_8, np.asarray(second.kernel), padding="same")
print("the same numbers as ours:", np.allclose(maps_16, ours, atol=1e-4))

# %% [markdown] id="equal-slices"
# **What would happen if** all slices of a kernel were equal? Try it on the photo, and on the photo with red and blue
# exchanged.

# %% id="color-blind"
equal = np.repeat(edge[..., None, None], 3, axis=2).astype("float32")  # (3, 3, 3, 1)
swapped = photo[None, ..., ::-1]  # red and blue exchanged
for name, kernel in [("equal slices", equal), ("red against green", bank[..., 1:2])]:
    difference = np.abs(ops.conv2d(photo[None], kernel) - ops.conv2d(swapped, kernel)).max()
    print(f"{name}: the two maps differ by at most {difference:.3f}")

# %% [markdown] id="one-pixel"
# A kernel with equal slices is color-blind: it sees the sum of the channels. Color lives in the *differences* between
# slices.
#
# ## A window of one pixel
#
# A window of 1×1 has no neighbors, only the channels of one pixel, weighed against each other. Such a kernel makes a
# photo gray, with the weights 0.299, 0.587 and 0.114 of the television standard BT.601. For the pixel on the suit:

# %% id="gray-by-hand"
red, green, blue = photo[100, 28]
gray = photo[100, 28] @ brightness
print(f"0.299·{red:.2f} + 0.587·{green:.2f} + 0.114·{blue:.2f} = {gray:.2f}")

# %% [markdown] id="camouflage-words"
# But something gets lost. A disk on a ground of another color and exactly the same brightness, and over both a pattern
# of brighter and darker squares:

# %% id="fig-camouflage"
row, column = np.mgrid[:144, :144] - 71.5
disk = row**2 + column**2 < 45**2
pattern = np.kron(rng.uniform(-0.2, 0.2, (18, 18)), np.ones((8, 8)))
hidden = np.where(disk[..., None], [0.72, 0.40, 0.40], [0.35, 0.52, 0.7525]) + pattern[..., None]
gray = hidden @ brightness
figures.show(
    channels.photos_beside([hidden, gray], ["in color", "in gray"]),
    f"In gray the disk is gone: {gray[disk].mean():.2f} inside, {gray[~disk].mean():.2f} outside, "
    f"and the pattern alone moves it by ±{gray.std():.2f}.",
)

# %% [markdown] exercise="red_kernel"
# Another mix would find the disk. Design it: three weights that are blind to all that is gray.

# %% [markdown] id="red-words"
# It loses the pattern, which is gray: the same amount added to all three channels, and the weights sum to zero.

# %% id="fig-red"
find_red = np.array([[1.0], [-0.5], [-0.5]])  # (3, 1): three channels in, one out
response = (hidden @ find_red)[..., 0]
inside, outside = response[disk], response[~disk]
figures.show(
    channels.photos_beside([hidden, response], ["in color", "through the red kernel"]),
    f"Every pixel of the disk gives {inside.mean():.2f}, every other {outside.mean():.2f}; both are the "
    f"same everywhere, to within {max(np.ptp(inside), np.ptp(outside)):.3f}. Three weights, no window.",
)

# %% [markdown] id="suit-words"
# On the photo, add a bias of −0.2 and a ReLU, which keeps what is positive, and the layer *picks out* a color:

# %% id="fig-suit"
mix = (photo @ find_red.astype("float32"))[..., 0]
picked = np.maximum(mix - 0.2, 0)
as_gray = photo @ brightness.astype("float32")
figures.show(
    channels.photos_beside([photo, as_gray, mix, picked], ["photo", "gray", "red kernel", "bias, ReLU"]),
    f"In gray, the suit is one tone among others. The red kernel lights it up ({mix[100, 28]:.2f}) "
    f"and not the wall ({mix[40, 104]:.2f}); bias and ReLU leave {(picked > 0).mean():.0%} of the "
    "pixels: the suit, stripes of the flag, lips.",
)

# %% [markdown] id="slider-words"
# Turn the weights yourself. Find the blue of the badges. Then the skin, without the suit and the wall.

# %% id="slider-mix" tags=["widget"]
mixer(photo, red=0.3, green=0.6, blue=0.1)

# %% [markdown] id="matrix"
# (Without a running kernel, the figure above is one of its settings.) The skin is hard. The mean colors of three
# patches, and a mix that does it (with a bias of −0.2):

# %% id="skin"
regions = {"suit": photo[95:110, 22:34], "skin": photo[28:40, 52:66], "wall": photo[20:50, 95:104]}
find_skin = np.array([-0.3, 2.0, -1.5])
print("       red  green  blue   −0.3·red + 2·green − 1.5·blue")
for name, region in regions.items():
    means = "   ".join(f"{value:.2f}" for value in region.mean(axis=(0, 1)))
    found = region @ find_skin
    print(f"{name}  {means}   {found.mean():.2f}, above 0.2 in {(found > 0.2).mean():.0%} of the patch")

# %% [markdown] id="matrix-words"
# In every single channel skin lies *between* the other two, and a bias with a ReLU cuts off an end, not a middle. The
# mix brings it to an end, if barely. It can, because the three colors, as points in space, are not on one line.
#
# ## One matrix product
#
# One 1×1 kernel is a column of `c` weights, a bank of `f` kernels a matrix, `(c, f)`. A pixel is a row of `c` numbers,
# so the layer is a row times a matrix, the same at every pixel. Put all pixels below each other and it is *one*
# product:
#
# $$ (n \cdot h \cdot w,\; c) \;\times\; (c,\; f) \;\to\; (n \cdot h \cdot w,\; f) $$

# %% [markdown] exercise="conv1x1"
# A single `@` does the work.

# %% [markdown] id="dense"
# Keras' dense layer does the same to the last axis. So a 1×1 convolution *is* a dense layer that visits every pixel:

# %% id="dense-is-1x1"
pointwise, dense = keras.layers.Conv2D(5, kernel_size=1), keras.layers.Dense(5)
maps_pointwise, _ = pointwise(photo[None]), dense(photo[None])
weights, bias = pointwise.get_weights()
dense.set_weights([weights[0, 0], bias])  # (1, 1, 3, 5) → (3, 5)
same = np.allclose(maps_pointwise, dense(photo[None]), atol=1e-5)
print("same maps:", same, tuple(maps_pointwise.shape))

# %% [markdown] id="no-space"
# It cannot see a pattern in space, since neighbors never meet in it. To test that, **shuffle all pixels**, run the
# layer, and put the map's pixels back in order.

# %% id="fig-shuffled"
order = rng.permutation(144 * 144)
shuffled = photo.reshape(-1, 3)[order].reshape(photo.shape)


def put_back(shuffled_map):
    """Every pixel of a map to where it stood before the shuffle."""
    flat = np.empty(shuffled_map.size, shuffled_map.dtype)
    flat[order] = shuffled_map.ravel()
    return flat.reshape(shuffled_map.shape)


def one_map(x, kernel):
    """The map of one kernel on one image."""
    return ops.conv2d(x[None], kernel, padding="same")[0, ..., 0]


point, window = find_red[None, None].astype("float32"), bank[..., :1]  # 1×1 and 3×3
by_point, by_window = (put_back(one_map(shuffled, kernel)) for kernel in (point, window))
shown = [one[16:128, :112] for one in (shuffled, by_point, np.abs(by_window))]
off_by = [np.abs(a - one_map(photo, k)).max() for a, k in ((by_point, point), (by_window, window))]
figures.show(
    channels.photos_beside(shown, ["shuffled", "1×1, put back", "3×3, put back"]),
    "The 1×1 layer did not notice: its map differs from that of the photo by at most "
    f"{off_by[0]:.2f}. The 3×3 detector sees edges everywhere: it differs by up to {off_by[1]:.2f}.",
)

# %% [markdown] exercise="what_1x1_does"

# %% [markdown] id="up-down"
# ## Up or down
#
# A 1×1 convolution changes the number of channels, up or down. A ResNet-50 block does both: 256 channels down to 64, a
# 3×3 on those, then up to 256 again, a *bottleneck* (He et al. 2015, figure 5). Beside it, a single 3×3 on all 256:

# %% id="bottleneck"
plain = ops.conv_parameters(3, 3, 256, 256, bias=False)
sizes = [(1, 256, 64), (3, 64, 64), (1, 64, 256)]  # window, channels in, channels out
parts = [ops.conv_parameters(k, k, c_in, c_out, bias=False) for k, c_in, c_out in sizes]
print(f"3×3, 256 → 256:       {plain:,} weights")
print("down, 3×3 on 64, up: ", " + ".join(f"{part:,}" for part in parts), f"= {sum(parts):,}")
print(f"that is 1/{plain / sum(parts):.1f}")

# %% [markdown] id="collapse"
# **What would happen if** two 1×1 layers followed each other with nothing between them, up from 3 to 64 channels and
# down to 2?

# %% id="two-in-a-row"
x = photo[None].astype(float)
up, down = rng.normal(size=(3, 64)), rng.normal(size=(64, 2))
twice = ops.conv1x1(ops.conv1x1(x, up), down)
once = ops.conv1x1(x, up @ down)
difference = np.abs(twice - once).max()
print(f"{up.size + down.size} weights, or {(up @ down).size}: largest difference {difference:.6f}")
rectified = ops.conv1x1(ops.relu(ops.conv1x1(x, up)), down)
print(f"with a ReLU between them: {np.abs(rectified - once).max():.1f}")

# %% [markdown] id="costs"
# Two matrix products in a row are one: 320 weights could do no more than 6. With a ReLU in between, a stack of 1×1
# layers is a small network at every pixel, the idea of *Network in Network* (Lin, Chen & Yan 2014, section 3.1; lesson
# 11).
#
# ## What a layer costs
#
#  **Parameters** are what is learned and stored: all weights and biases. For the first layer of a network, 32 kernels
# of 3×3 on color: `3 · 3 · 3 = 27` weights in a kernel, `27 · 32 = 864` in all, and 32 biases: 896.

# %% [markdown] exercise="conv_parameters"
# Note what is *not* among the arguments: the size of the image.

# %% [markdown] id="macs-words"
# **MACs**, multiply-accumulates, are the work: one weight times one value, added to a sum. Every weight is used once at
# every place of the map. On a photo of 64×64 with "same" padding: `864 · 64 · 64 = 3,538,944`.

# %% [markdown] exercise="conv_macs"
# Count places of the map that goes *out*.

# %% [markdown] id="stack-words"
# Now a whole stack, in the manner of VGG (lesson 10): six 3×3 convolutions in three blocks. After each block, a pooling
# layer halves both sides and learns nothing (lesson 05). At the end, the mean of every map, and ten scores. Our count
# against Keras' ("field" is the receptive field of lesson 03):

# %% id="stack-keras"
L = keras.layers
stack = keras.Sequential([keras.Input((64, 64, 3))])
for f in (32, 64, 128):
    stack.add(L.Conv2D(f, 3, padding="same", activation="relu"))
    stack.add(L.Conv2D(f, 3, padding="same", activation="relu"))
    stack.add(L.MaxPooling2D(2))
stack.add(L.GlobalAveragePooling2D())
stack.add(L.Dense(10))

rows = channels.small_stack(side=64)  # the same layers, counted by the formulas you just wrote
print(ops.format_table(rows))
ours, theirs = sum(row.parameters for row in rows), stack.count_params()
print(f"\nKeras counts {theirs:,} parameters; the same: {theirs == ours}")
keras_shapes = [layer.output.shape[1:] for layer in stack.layers]
print("all shapes the same:", [row.shape for row in rows] == keras_shapes)

# %% [markdown] id="costs-figure-words"
# Where would you look first if the network were too large?

# %% id="fig-costs"
values = np.array([np.prod(row.shape) for row in rows])
learned = np.array([row.parameters for row in rows])
figures.show(
    channels.costs_by_layer(rows),
    f"The last block holds {learned[6:9].sum() / learned.sum():.0%} of the parameters, the first "
    f"{values[:3].sum() / values.sum():.0%} of the values. The work hardly changes from block to "
    "block: a quarter of the places, four times the weights.",
)

# %% [markdown] id="training"
# ## What training keeps
#
# The third cost is **memory**. To *use* a network, a map may be forgotten as soon as the next one is made. To *train*
# it, all maps are kept until the backward pass, which works out the gradients layer by layer from the end, has come
# back to them: the gradient of a kernel is made of the values that it saw (lesson 06). A float32 takes 4 bytes. For the
# first layer and one photo: `64 · 64 · 32 · 4 = 524,288` bytes, half a mebibyte (1 MiB = 2²⁰ bytes). Its 896 parameters
# take 3,584.

# %% [markdown] exercise="activation_bytes"
# Add it up over all layers, for a whole batch.

# %% id="one-photo"
shapes = [(64, 64, 3), *(row.shape for row in rows)]  # the photo itself is kept too
print(f"all parameters: {4 * theirs / 2**20:.2f} MiB")
for batch in (1, 64):
    print(f"feature maps, batch {batch}: {ops.activation_bytes(batch, shapes) / 2**20:.2f} MiB")

# %% [markdown] id="measure-words"
# The maps of *one* photo outweigh all that the network has learned. Does the count hold? Python can report every byte
# that NumPy asks for. Run the stack in NumPy, once keeping all maps, once forgetting them. (A 3×3 convolution is nine
# 1×1 convolutions on shifted images, added up.)

# %% id="measured"
sizes = [(3, 32), (32, 32), (32, 64), (64, 64), (64, 128), (128, 128)]
kernels = [(0.1 * rng.normal(size=(3, 3, c, f))).astype("float32") for c, f in sizes]


def conv3x3(x, kernel):
    """A 3×3 convolution with "same" padding, then ReLU."""
    n, h, w, c = x.shape
    padded = np.pad(x, ((0, 0), (1, 1), (1, 1), (0, 0)))
    y = np.zeros((n, h, w, kernel.shape[3]), "float32")
    for u in range(3):
        for v in range(3):
            y += padded[:, u : u + h, v : v + w] @ kernel[u, v]  # a 1×1 convolution
    return np.maximum(y, 0, out=y)


def run(x, keep):
    """The six convolutions and three poolings; gives back what is still in memory at the end."""
    kept = [x]
    for number, kernel in enumerate(kernels):
        x = conv3x3(x, kernel)
        kept = [*kept, x] if keep else [x]
        if number % 2:
            x = ops.max_pool2d(x, 2)
            kept = [*kept, x] if keep else [x]
    return kept


def measure(batch, keep):
    """Bytes of all arrays left after the run, and the most that Python held during it."""
    tracemalloc.start()
    left = run(np.ones((batch, 64, 64, 3), "float32"), keep)
    most = tracemalloc.get_traced_memory()[1]
    arrays = [tracemalloc.DomainFilter(True, np.lib.tracemalloc_domain)]
    traces = tracemalloc.take_snapshot().filter_traces(arrays).traces
    tracemalloc.stop()
    del left
    return sum(trace.size for trace in traces), most


batches = (1, 2, 4, 8)
measured = {batch: (measure(batch, keep=True), measure(batch, keep=False)) for batch in batches}
print("MiB         counted    kept    when forgetting")
for batch, ((kept, _), (forgot, _)) in measured.items():
    counted = ops.activation_bytes(batch, shapes[:-2])  # without the mean and the scores
    print(f"batch {batch}    {counted / 2**20:8.2f} {kept / 2**20:8.2f} {forgot / 2**20:8.2f}")

# %% [markdown] id="measured-words"
# The count is right to the last digit shown. (When forgetting, only the last map is left.) But it is a lower bound. A
# layer at work also needs room for its input, its output and some scratch paper:

# %% id="peak" tags=["varies"]
for batch, ((_, training), (_, using)) in measured.items():
    training, using = training / 2**20, using / 2**20
    print(f"batch {batch}: at most {training:.1f} MiB while keeping, {using:.1f} MiB while forgetting")

# %% [markdown] id="peak-words"
# With six layers the difference is small, because one large layer at work needs nearly as much as all that is kept. But
# what is kept grows with every layer, and on the way back, gradients of the maps come on top.
#
# ## Lower the batch or raise the stride
#
# That is the usual advice when memory runs out. How far does each go?

# %% [markdown] exercise="largest_batch"
# First the batch: how many images fit?

# %% [markdown] exercise="stride_two_saves"
# Then the stride. Decide before the next cell counts.

# %% id="batch-or-stride"
variants = {
    "as it is": (1, 1, 1, 1, 1, 1),
    "stride 2 first": (2, 1, 1, 1, 1, 1),
    "stride 2 last": (1, 1, 1, 1, 1, 2),
}
if stride_two_saves is ...:
    print("Write your prediction above first, then run this cell again.")
else:
    print("                parameters    MACs, million    MiB of maps    images in 256 MiB")
    for name, strides in variants.items():
        layers = channels.small_stack(64, strides)
        convs = [row for row in layers if row.name.startswith("conv")]
        mebibytes = ops.activation_bytes(1, [row.shape for row in convs]) / 2**20
        images = ops.largest_batch(256 * 2**20, [(64, 64, 3), *(row.shape for row in layers)])
        weights, macs = sum(row.parameters for row in convs), sum(row.macs for row in convs)
        print(f"{name:14} {weights:11,} {macs / 1e6:16.1f} {mebibytes:14.2f} {images:20}")

# %% [markdown] id="where-stride"
# A stride in the first layer shrinks its own map and every map behind it, to a quarter of the values and of the work.
# In the last layer it has only one map and its pooling left to shrink.

# %% id="fig-batch"
batches = [1, 2, 4, 8, 16, 32, 64, 128, 256]
curves = {}
for name, strides in variants.items():
    kept = [(64, 64, 3), *(row.shape for row in channels.small_stack(64, strides))]
    curves[name] = np.array([ops.activation_bytes(batch, kept) for batch in batches]) / 2**20
saved = {name: curves["as it is"][0] / curve[0] for name, curve in curves.items()}
figures.show(
    channels.memory_by_batch(batches, curves, limit=256),
    "Memory of all that is kept, on a scale of doublings. Halving the batch halves it. Stride 2 in the "
    f"first layer divides it by {saved['stride 2 first']:.2f} (by 4, but for the photo itself), in the "
    f"last by {saved['stride 2 last']:.2f}.",
)

# %% [markdown] id="tradeoff"
# A smaller batch changes nothing in the network: the same MACs for each image, the same maps, only more steps with a
# noisier gradient. A larger stride is another network, with fewer places; lesson 02 measured what that does to
# accuracy. Neither touches the parameters.

# %% id="slider-memory" tags=["widget"]
memory_explorer(batch=64, side=64, stride=1, mebibytes=256)

# %% [markdown] id="vgg-words"
# ### VGG-16 on its cards
#
# VGG-16 was trained with batches of 256 photos of 224×224 (Simonyan & Zisserman 2015, section 3.1), each batch split
# over four graphics cards, Titan Blacks (section 3.3), with 6 GiB each. Could one have done it? The paper trains with
# momentum, a running sum of past gradients, so for each parameter three numbers are held: itself, its gradient, its
# momentum.

# %% id="vgg-memory"
blocks = [(64, 2), (128, 2), (256, 3), (512, 3), (512, 3)]  # maps, convolutions
vgg16 = []
for f, convolutions in blocks:
    vgg16 += [ops.Layer("conv", f, 3, padding="same")] * convolutions
    vgg16 += [ops.Layer("pool", kernel=2)]
vgg16 += [ops.Layer("flatten"), *(ops.Layer("dense", units) for units in (4096, 4096, 1000))]
vgg_rows = ops.stack_table(vgg16, (224, 224, 3))

parameters = sum(row.parameters for row in vgg_rows)
fixed = 3 * 4 * parameters  # bytes of parameters, gradients and momentum
kept = [(224, 224, 3), *(row.shape for row in vgg_rows if row.name != "flatten")]
one, first_block = ops.activation_bytes(1, kept), ops.activation_bytes(1, kept[1:4])
print(f"{parameters:,} parameters; with gradients and momentum {fixed / 2**30:.1f} GiB")
print(f"feature maps of one photo: {one / 2**20:.0f} MiB, {first_block / one:.0%} in the first block of five")
for batch in (256, 64):
    print(f"batch {batch}: {(ops.activation_bytes(batch, kept) + fixed) / 2**30:.1f} GiB in all")
print("largest batch in 6 GiB:", ops.largest_batch(6 * 2**30 - fixed, kept))

# %% [markdown] id="experiment"
# 256 photos do not fit on such a card; a quarter of them do. (The count is ours, and a lower bound. The paper reports
# only that four cards train 3.75 times as fast as one, section 3.3.)
#
# ## An experiment: does color help?
#
# Which of nine color photographs is a patch of 24×24 pixels from? Patches of the left halves are to train, of the right
# halves to test. Three networks try, alike but for the first layer's depth. A fixed 1×1 kernel makes their input:
#
# - **gray**: one channel, brightness;
# - **redness**: one channel too, your red kernel;
# - **color**: all three channels.
#
# **Two claims.** Color beats gray. And it is the color that helps, not the number of channels: redness beats gray as
# well.
#
# Then the same test patches in another light, which no network has seen:
#
# - **swapped**: red and blue exchanged, as OpenCV would have loaded them;
# - **warm**: red times 1.15, blue times 0.7, as under a lamp;
# - **dim**: all three channels times 0.6.
#
# Which of the three networks will mind which light? Write it down.

# %% id="exp-data"
names = ["astronaut", "cat", "china", "coffee", "flower", "hubble", "retina", "rocket", "tissue"]


def patches(half, per_class, seed):
    """Patches of one half (0 left, 1 right) of all photographs, `(9 · per_class, 24, 24, 3)`; labels."""
    draw, x, y = np.random.default_rng(seed), [], []
    for label, name in enumerate(names):
        picture = data.photos(name, side=256)[:, 128 * half : 128 * half + 128]
        for _ in range(per_class):
            i, j = draw.integers(256 - 24 + 1), draw.integers(128 - 24 + 1)
            x.append(picture[i : i + 24, j : j + 24])
            y.append(label)
    return np.stack(x), np.array(y)


def network(c):
    """Two 3×3 layers with stride 2, the mean over all places, nine scores."""
    return keras.Sequential(
        [
            keras.Input((24, 24, c)),
            keras.layers.Conv2D(16, 3, strides=2, activation="relu"),
            keras.layers.Conv2D(32, 3, strides=2, activation="relu"),
            keras.layers.GlobalAveragePooling2D(),
            keras.layers.Dense(len(names)),
        ]
    )


inputs = {"gray": brightness[:, None], "redness": find_red, "color": np.eye(3)}  # 1×1 kernels, (3, c)
for name, kernel in inputs.items():
    net = network(kernel.shape[1])
    print(f"{name}: {net.count_params():,} parameters, {ops.macs(net) / 1e3:.0f} thousand MACs")

# %% id="exp-run" tags=["varies"]
x_test, y_test = patches(half=1, per_class=60, seed=99)
lights = {
    "as trained": lambda x: x,
    "swapped": lambda x: x[..., ::-1],
    "warm": lambda x: x * np.array([1.15, 1, 0.7], "float32"),
    "dim": lambda x: x * np.float32(0.6),
}


def train_and_test(kernel, seed):
    """Percent right on the test patches in each light."""
    x, y = patches(half=0, per_class=60, seed=seed)
    keras.utils.set_random_seed(seed)
    model = network(kernel.shape[1])
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=keras.optimizers.Adam(0.005), loss=loss)
    model.fit(ops.conv1x1(x, kernel), y, batch_size=48, epochs=20, verbose=0)
    scores = [np.asarray(model(ops.conv1x1(light(x_test), kernel))) for light in lights.values()]
    return [100 * np.mean(one.argmax(axis=1) == y_test) for one in scores]


jobs = [(kernel, seed) for kernel in inputs.values() for seed in range(3)]
results = [train_and_test(*job) for job in each(jobs, "training")]
results = np.reshape(results, (3, 3, 4))  # (input, seed, light)
print("percent right  ", *(f"{light:12}" for light in lights))
for name, tests in zip(inputs, results.transpose(0, 2, 1), strict=True):
    print(f"{name:15}", *(f"{test.mean():4.1f} ± {test.std(ddof=1):3.1f}  " for test in tests))

# %% id="fig-experiment" tags=["varies"]
figures.show(
    channels.several_tests(list(inputs), results, list(lights), chance=100 / len(names)),
    "Three seeds (dots), their mean (bars), guessing (dotted). As trained and in dim light color does "
    "best; with red and blue swapped, gray does.",
)

# %% [markdown] id="experiment-words"
# **Both claims hold here**, by more than the spread over the seeds. Color is right most often, and redness, with as
# many channels, weights and MACs as gray, is well ahead of gray.
#
# The other lights give no single winner:
#
# - *swapped*: gray loses little. Color falls far below it, and redness nearly to guessing.
# - *warm*: gray does not mind. Color loses so much that three seeds cannot tell the two apart.
# - *dim*: all three lose about equally many points, so color stays in front.
#
# So "gray is the robust choice" is as wrong as "color always helps".
#
# Mind the limits: nine photographs, and the label *is* the photograph, so color gives away more than it would between
# kinds of things, and the training is short.
#
# ## Summary
#
# - An image is `[h, w, c]`, a batch `n h w c`. `transpose` moves axes; `reshape` gives the right shape and the wrong
#   picture.
# - A kernel spans all channels and gives one map.
# - A 1×1 convolution is one matrix product on the channels of each pixel. It sees no pattern in space. Two in a row,
#   with nothing between, are one.
# - Weights that sum to zero are blind to gray.
# - Parameters: `kh·kw·c_in·c_out`, and `c_out` biases. MACs: weights times places of the map that goes out. Bytes:
#   values of all maps, times the batch, times 4.
# - Parameters sit at the end of a network, feature maps at its beginning. Lower the batch, or raise a stride *early*.
#
# ## Key terms
#
# | English | 中文 | in one line |
# |---|---|---|
# | channel | 通道 | one number of each pixel, and the map that all of them make |
# | NHWC / NCHW | 通道在后 / 通道在前 | channels last (TensorFlow) / channels before the sides (PyTorch) |
# | filter, kernel | 滤波器, 卷积核 | a block of weights as deep as its input; gives one map |
# | 1×1 (pointwise) convolution | 1×1(逐点)卷积 | mixes the channels of one pixel |
# | bottleneck | 瓶颈结构 | 1×1 down, work on few channels, 1×1 up |
# | parameters | 参数量 | numbers that are learned |
# | MAC | 乘加运算 | one multiplication and one addition |
# | activations | 激活值 | values that layers give; training keeps them |
# | batch size | 批量大小 | images between two updates of the weights |
#
# ## Sources
#
# - TensorFlow API, `tf.nn.conv2d`: layouts "NHWC" and "NCHW", kernel shape `[height, width, in_channels,
#   out_channels]`.
# - Recommendation ITU-R BT.601-7 (2011), section 2.5.1: the brightness weights 0.299, 0.587, 0.114.
# - Lin, Chen & Yan (2014), *Network in network*, arXiv:1312.4400, section 3.1: 1×1 convolutions as a network at each
#   pixel.
# - He, Zhang, Ren & Sun (2015), *Deep residual learning for image recognition*, arXiv:1512.03385, figure 5: 256 → 64 →
#   256.
# - Simonyan & Zisserman (2015), *Very deep convolutional networks for large-scale image recognition*, arXiv:1409.1556:
#   table 1, configuration D; sections 3.1 and 3.3. Memory of the card, 6 GB: Guru3D, *Gigabyte GeForce GTX Titan Black
#   Windforce review*, page 6.
# - Goodfellow, Bengio & Courville (2016), *Deep learning*, equation 9.11: the gradient of a kernel, from the values
#   that it saw.
# - Photographs: astronaut (NASA), coffee (Rachel Michetti) and others from scikit-image and scikit-learn;
#   `data.photo_credit(name)` names each.

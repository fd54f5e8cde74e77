# %% [markdown] id="title" minutes=55 needs=["07", "12", "13"]
# # Xception
#
# A convolution looks at a neighborhood and mixes channels at once; Xception does one after the other. Count what that saves, and hold the clock against the count.
#
# After this lesson you can
#
# - work a separable convolution by hand, write it, and find the one ordinary kernel that does the same;
# - say what is "extreme" about this Inception, and what the order of the halves changes;
# - count what is saved, and say why the clock shows less of it;
# - build Xception's blocks and account for its 22,855,952 parameters;
# - judge by runs whether a ReLU between the halves does harm.

# %% id="setup" tags=["setup"]
import time

import numpy as np

from cnncourse import check, figures, hint, keras, nets, ops, solution
from cnncourse.experiments import stored
from cnncourse.experiments.training import percent_right
from cnncourse.experiments.xception import images, network, train
from cnncourse.figures import diagram, stages
from cnncourse.figures import xception as pictures
from cnncourse.nets.cost import cost_table
from cnncourse.nets.xception import middle_block
from cnncourse.nets.xception import xception_block as entry_block
from cnncourse.waiting import each
from cnncourse.widgets.xception import cost_explorer

import tensorflow as tf  # isort: skip  # after Keras, which starts it without its log

rng = np.random.default_rng(15)
tf.config.threading.set_intra_op_parallelism_threads(1)  # one thread, for the clock

# %% [markdown] id="two-questions"
# ## Two questions, one kernel
#
# An ordinary 3×3 filter on 256 channels has 3 · 3 · 256 = 2,304 weights. They answer two questions at once: *what is next to what* (within a channel) and *what occurs with what* (across channels).
#
# Inception (lesson 12) parts them a little. A 1×1 merges channels; then a few towers (parallel paths) look at neighborhoods, each in its own share of the merged channels. Smaller shares:

# %% id="fig-towers"
figures.show(
    pictures.towers(6, [1, 2, 3, 6]),
    f"Six channels, merged by a 1×1 (orange) and then looked at in groups (blue). "
    f"One group: {9 * 36} weights in the 3×3. Six groups of one channel: {9 * 6}.",
)

# %% [markdown] id="extreme"
# On the right **each channel has its own tower**: the *extreme* Inception of the title, "X-ception" (Chollet 2017, sections 1.1 and 1.2). It assumes that the two questions can be answered *entirely* apart. AlexNet's grouped convolution (lesson 09) is the same cut.
#
# ## Each channel by itself
#
# Take one window of 2×2 in two channels, and a kernel for each:
#
#     channel 0:  1 2   kernel  1  0      1·1 + 2·0 + 3·0 + 4·1 = 5
#                 3 4           0  1
#
#     channel 1:  0 1   kernel  1  1      0·1 + 1·1 + 2·1 + 0·(−1) = 3
#                 2 0           1 −1
#
# An ordinary convolution would add, 5 + 3 = 8. The **depthwise** one stops here: two maps out, 5 and 3. With `m` kernels for each of `c` channels, `c·m` maps come out.

# %% id="hand"
window = np.stack([[[1.0, 2], [3, 4]], [[0, 1], [2, 0]]], axis=-1)[None]  # (1, 2, 2, 2)
own = np.stack([[[1.0, 0], [0, 1]], [[1, 1], [1, -1]]], axis=-1)[..., None]  # (2, 2, 2, 1)
print("depthwise:", ops.depthwise_conv2d(window, own)[0, 0, 0])
print("ordinary: ", ops.conv2d(window, own)[0, 0, 0])

# %% [markdown] exercise="depthwise_conv2d"

# %% [markdown] id="alone"
# **What would happen if** one stacked depthwise convolutions alone? Change one channel:

# %% id="alone-run"
image = rng.normal(size=(1, 12, 12, 4))
changed = image.copy()
changed[..., 2] += 1
a, b = image, changed
for _ in range(5):
    kernel = rng.normal(size=(3, 3, 4, 1))
    a, b = ops.depthwise_conv2d(a, kernel), ops.depthwise_conv2d(b, kernel)
apart = np.abs(a - b).max(axis=(0, 1, 2))
print("channels that differ after five layers:", np.flatnonzero(apart > 1e-9))

# %% [markdown] id="separable-words"
# Channels never meet. No filter could learn "red beside green".
#
# ## Then merge
#
# A 1×1 convolution (lesson 04) makes them meet: the **pointwise** half. Take the 5 and 3, and three filters with the weights (2, −1), (0, 4) and (1, 1): 2·5 − 3 = 7, 4·3 = 12, 5 + 3 = 8. Three maps, from 2·2·2 + 2·3 = 14 weights; three ordinary 2×2 filters have 24.
#
# $$ y_{ijf} = \sum_{d} P_{df} \sum_{u,v} x_{i+u,\,j+v,\,c}\; D_{uvcq}, \qquad d = c \cdot m + q $$
#
# `x` is `(n, h, w, c)`, `D` is `(kh, kw, c, m)`, `P` is `(1, 1, c·m, f)`. Both together are a **depthwise separable convolution**. (Lesson 12's strips separated rows from columns; this separates space from channels.)

# %% id="hand-merge"
merge = np.array([[2.0, 0, 1], [-1, 4, 1]])  # (2, 3)
print("separable:", (ops.depthwise_conv2d(window, own) @ merge)[0, 0, 0])

# %% [markdown] exercise="separable_conv2d"

# %% id="keras-agrees"
layer = keras.layers.SeparableConv2D(5, 3, depth_multiplier=2, use_bias=False)
maps = rng.normal(size=(2, 7, 9, 3)).astype("float32")
y = np.asarray(layer(maps))
look, join = layer.get_weights()
print("depthwise", look.shape, " pointwise", join.shape)
print("apart from Keras:", f"{np.abs(ops.depthwise_conv2d(maps, look) @ join[0, 0] - y).max():.3f}")

# %% [markdown] id="linear-words"
# ### One kernel, with few free numbers
#
# Two linear steps in a row, with no ReLU between, are one, so some *ordinary* kernel does the same. Follow the upper left pixel of channel 0: it is multiplied by 1 in the first half (`own[0, 0, 0]`), and then by 2 on its way to the first filter. The ordinary kernel has 1 · 2 there.

# %% [markdown] exercise="as_one_kernel"

# %% id="fig-kernels"
look, join = rng.normal(size=(3, 3, 3, 1)), rng.choice([-1, -0.6, 0.6, 1], size=(1, 1, 3, 4))
first_look = look * join  # (3, 3, 3, 4): a look for each channel
after = rng.normal(size=(3, 3, 1, 4))
first_merge = join * after  # (3, 3, 3, 4): a look for each filter
x = rng.normal(size=(1, 8, 9, 3))
apart = np.abs(ops.conv2d(x, first_look) - ops.depthwise_conv2d(x, look) @ join[0, 0]).max()
figures.show(
    pictures.kernels(
        {
            "ordinary": rng.normal(size=(3, 3, 3, 4)),
            "depthwise first": first_look,
            "merge first": first_merge,
        }
    ),
    f"Three channels (rows), four filters (columns). Ordinary: {9 * 12} free numbers. "
    f"Depthwise first: every row repeats one picture, stronger, weaker or reversed, {27 + 12} "
    f"numbers. Merge first: every column does, {12 + 36}. "
    f"One kernel and two halves differ by {apart:.3f}.",
)

# %% [markdown] id="linear-after"
# This is what the assumption costs. All filters look at channel 0 *with the same eyes*, and only choose how much of it they take. An ordinary layer can look for an edge and for a spot in red; a separable one needs two channels for that, or `m = 2`.

# %% [markdown] exercise="no_relu_between"

# %% [markdown] id="order-words"
# ## Or merge first
#
# Inception merges first and looks then. One such layer is another function: the middle and right grids differ. But a stack of layers can be bracketed in two ways:

# %% id="fig-stack"
figures.show(
    pictures.stack(3),
    "Three separable convolutions. Above: three pairs, depthwise first. Below, the same boxes: "
    "two pairs that merge first, and 2 boxes left over, one at each end.",
)

# %% id="order-run"
sides = [3, 8, 8, 6]  # channels
looks = [rng.normal(size=(3, 3, c, 1)) / 3 for c in sides[:-1]]
merges = [rng.normal(size=(c, f)) / np.sqrt(c) for c, f in zip(sides, sides[1:], strict=False)]
x = rng.normal(size=(2, 14, 13, 3))


def depthwise_first(x):
    """Three pairs, a ReLU in front of the second and the third."""
    for number, (look, join) in enumerate(zip(looks, merges, strict=True)):
        x = ops.relu(x) if number else x
        x = ops.depthwise_conv2d(x, look) @ join
    return x


def merge_first(x):
    """A look, two pairs that merge first with a ReLU *inside*, a merge."""
    x = ops.depthwise_conv2d(x, looks[0])
    for join, look in zip(merges, looks[1:], strict=False):
        x = ops.depthwise_conv2d(ops.relu(x @ join), look)
    return x @ merges[-1]


print(f"the two stacks differ by {np.abs(depthwise_first(x) - merge_first(x)).max():.3f}")
maps = rng.normal(size=(2, 14, 13, 8))
one = ops.depthwise_conv2d(maps, looks[1]) @ merges[1]
other = ops.depthwise_conv2d(maps @ merges[1], looks[1])
apart = np.abs(one - other).mean() / np.abs(one).mean()
print(f"one layer, halves exchanged, same weights: {apart:.0%} apart")

# %% [markdown] id="order-after"
# So "depthwise first" and "merge first" name the same stack, shifted by one box; the paper calls the order unimportant for that reason (section 1.2). What differs:
#
# - **The ends.** Depthwise first begins with a look at each color, 27 weights. Merge first would mix the colors to 64 channels, then look 64 times. Xception begins with two ordinary convolutions.
# - **The activation.** Bracketed above, each ReLU stands *between* pairs; below, *within* a pair, between merge and look. Inception has one in both places. So what parts the two families is one ReLU for each pair, behind the look.
#
# ## What it saves
#
# At one place of a map, from 64 to 128 channels with a 3×3: ordinary 9 · 64 · 128 = 73,728 multiplications, separable 9 · 64 + 64 · 128 = 8,768. That is 8.4 times fewer, and as many times fewer weights: each is used once at each place.

# %% [markdown] exercise="separable_saving"

# %% [markdown] id="saving-words"
# The channels that come in cancel: the ratio is $k^2 f / (k^2 + f)$, below $k^2$ and below $f$. Find (1) how many outgoing channels a 3×3 needs to come within 10 % of nine times; (2) a layer for which the separable convolution is dearer; (3) a window for which the depthwise half is the larger one.

# %% id="slider-cost" tags=["widget"]
cost_explorer()

# %% id="fig-cost"
figure, sentence = pictures.explorer(k=5, c_in=64, c_out=64, side=28)
figures.show(figure, f"One setting: 5×5 on 64 channels. {sentence}.")

# %% [markdown] id="saving-after"
# (1) 81, since 9 · 81 / 90 = 8.1; on the slider 128. (2) One outgoing channel, or a 1×1 window. (3) A window with more pixels than there are outgoing channels: 3×3 to 8, 9×9 to 64. With many channels the work sits in the 1×1, and larger windows cost little more.
#
# ## What the clock says
#
# Nine times fewer multiplications, so nine times faster? Lesson 07 asked for the operations per byte first. For a depthwise 3×3 each number of the map is read once, four bytes; one is written, four bytes; between them lie nine multiplications and nine additions. 18 operations for 8 bytes: **2.25, for any number of channels.** In the 1×1 and the ordinary 3×3 each number read serves all filters:

# %% id="fig-intensity"
counts = [8, 16, 32, 64, 128, 256]
batch, side = 4, 28


def depthwise_intensity(c):
    """Operations for each byte of a depthwise 3×3: maps in, weights, maps out."""
    places = batch * side * side
    return 18 * places * c / (4 * (2 * places * c + 9 * c))


intensity = {
    "ordinary 3×3": [ops.arithmetic_intensity(batch, side, side, c, c, 3) for c in counts],
    "1×1": [ops.arithmetic_intensity(batch, side, side, c, c, 1) for c in counts],
    "depthwise 3×3": [depthwise_intensity(c) for c in counts],
}
figures.show(
    pictures.intensities(counts, intensity),
    "Four maps of 28×28. With 256 channels: "
    f"ordinary {intensity['ordinary 3×3'][-1]:.0f} operations a byte, 1×1 "
    f"{intensity['1×1'][-1]:.0f}, depthwise {intensity['depthwise 3×3'][-1]:.2f}.",
)

# %% [markdown] id="clock-words"
# How many times faster, do you expect, is the separable convolution with 16 channels, and with 256? Measured are four layers in a row (so that the call itself hardly counts), on one thread, in processor time.


# %% id="clock-run" tags=["timed"]
def chain(kind, c, layers=4):
    """Several layers of one kind in a row, as one compiled function."""
    draw = np.random.default_rng(c)
    full, each, join = (
        tf.constant((draw.normal(size=size) / np.sqrt(fan)).astype("float32"))
        for size, fan in [((3, 3, c, c), 9 * c), ((3, 3, c, 1), 9), ((1, 1, c, c), c)]
    )

    def run(x):
        for _ in range(layers):
            if kind == "ordinary":
                x = tf.nn.conv2d(x, full, 1, "SAME")
            if kind in ("depthwise", "separable"):
                x = tf.nn.depthwise_conv2d(x, each, [1, 1, 1, 1], "SAME")
            if kind in ("1×1", "separable"):
                x = tf.nn.conv2d(x, join, 1, "SAME")
        return x

    return tf.function(run, autograph=False)


def milliseconds(function, *arguments, tries=7):
    """Least processor time of a call; quick calls are repeated within a try."""
    function(*arguments)
    best = np.inf
    for _ in range(tries):
        start, calls = time.process_time(), 0
        while time.process_time() - start < 0.004:
            np.asarray(function(*arguments))
            calls += 1
        best = min(best, 1e3 * (time.process_time() - start) / calls)
    return best


kinds = ("ordinary", "separable", "depthwise", "1×1")
took = {kind: [] for kind in kinds}
print("channels " + "".join(f"{kind:>11}" for kind in kinds) + "   fewer  faster")
for c in counts:
    x = tf.constant(rng.normal(size=(batch, side, side, c)).astype("float32"))
    for kind in kinds:
        took[kind].append(milliseconds(chain(kind, c), x) / 4)
    row = [took[kind][-1] for kind in kinds]
    print(f"{c:8}" + "".join(f"{ms:8.3f} ms" for ms in row), end="")
    print(f"{9 * c / (9 + c):8.1f} {row[0] / row[1]:7.1f}")

# %% id="fig-clock" tags=["timed"]
fewer = [9 * c / (9 + c) for c in counts]
faster = [a / b for a, b in zip(took["ordinary"], took["separable"], strict=True)]
work = [100 * 9 / (9 + c) for c in counts]
share = [100 * a / (a + b) for a, b in zip(took["depthwise"], took["1×1"], strict=True)]
figures.show(
    pictures.clock(counts, fewer, faster, work, share),
    f"16 channels: {fewer[1]:.1f} times fewer multiplications, {faster[1]:.1f} times faster. "
    f"256: {fewer[-1]:.1f} and {faster[-1]:.1f}. There the depthwise half does "
    f"{work[-1]:.0f} % of the work in {share[-1]:.0f} % of the time.",
)

# %% id="floors" tags=["timed"]
square = tf.constant(rng.normal(size=(1024, 1024)).astype("float32"))
peak = 2 * 1024**3 / milliseconds(tf.matmul, square, square)  # operations in a millisecond
long, target = np.ones(1 << 24, dtype="float32"), np.empty(1 << 24, dtype="float32")
bandwidth = 2 * long.nbytes / milliseconds(np.copyto, target, long)  # bytes in a millisecond
pixel = milliseconds(chain("depthwise", 8), tf.zeros((1, 1, 1, 8))) / 4
print(f"one operation on a single pixel: {pixel:.3f} ms")
print(f"at best {peak / 1e6:.0f} billion operations and {bandwidth / 1e6:.0f} GB a second,", end=" ")
print("so the roof bends at")
print(f"{peak / bandwidth:.1f} operations a byte. With 256 channels:")
values = batch * side * side * 256
for kind, operations, numbers in [
    ("ordinary", 18 * values * 256, 2 * values + 9 * 256**2),
    ("1×1", 2 * values * 256, 2 * values + 256**2),
    ("depthwise", 18 * values, 2 * values + 9 * 256),
]:
    by_work, by_bytes = operations / peak, 4 * numbers / bandwidth
    clock = took[kind][-1]
    print(f"{kind:10} work {by_work:7.3f} ms   bytes {by_bytes:6.3f} ms", end="   ")
    print(f"clock {clock:7.3f} ms   {clock / max(by_work, by_bytes):.1f} times its floor")

# %% [markdown] exercise="why_not_nine_times"

# %% [markdown] id="clock-after"
# When this was written, less was gained than was counted, for two reasons:
#
# - **Few channels: the price of an operation.** From 8 to 256 channels the work of the depthwise half grows 32 times, its time about 3 times. Starting an operation costs something, on a single pixel too, and the separable layer starts two. So 8 channels were only 1.2 times faster, 16 were 1.5 times.
# - **Many channels: memory.** At 256 the count comes nearly true (7.8 of 8.7). What is missing lies in the depthwise half: its 2.25 operations a byte lie below the bend of the roof (lesson 07), so its bytes take longer than its work. The other two lie far above.
#
# So "nine times fewer, nine times faster" is nearly right for many channels and quite wrong for few, on one thread of a CPU with TensorFlow's routines. Yours will differ. (A clock below its floor says that even the large matrix product is not the machine's best.)

# %% [markdown] id="block-words"
# ## Xception
#
# The entry block halves the side: two separable convolutions and a max pooling, around them ResNet's shortcut (lesson 13), here a strided 1×1 and its BatchNorm. ReLUs stand in *front* of the convolutions, inside the branch.

# %% id="fig-entry"
figures.show(
    diagram.of_block(entry_block, (28, 28, 16), 32),
    f"An entry block from 16 to 32 channels: {9 * 16 + 16 * 32 + 9 * 32 + 32 * 32:,} weights in "
    f"its two separable convolutions, {16 * 32} in the shortcut.",
)

# %% [markdown] exercise="xception_block"

# %% id="fig-middle"
tensor = keras.Input((19, 19, 728))
figures.show(
    diagram.diagram(keras.Model(tensor, middle_block(tensor)), width=1.75),
    "A middle block, eight of which stand in a row: "
    f"3 · (9 · 728 + 728²) = {3 * (9 * 728 + 728**2):,} weights, and an addition without any projection.",
)

# %% [markdown] id="paper-words"
# ## What the paper did
#
# The *entry flow*: two ordinary convolutions (32, 64 channels) and three entry blocks (128, 256, 728). The *middle flow*: eight middle blocks. The *exit flow*: one more block that halves the side (728, 1024), two separable convolutions (1536, 2048), global pooling, 1000 classes (figure 5).

# %% id="ledger"
big = nets.xception()
separable = [layer for layer in big.layers if isinstance(layer, keras.layers.SeparableConv2D)]
looking = sum(9 * layer.input.shape[-1] for layer in separable)
merging = sum(layer.input.shape[-1] * layer.filters for layer in separable)
plain = [layer for layer in big.layers if isinstance(layer, keras.layers.Conv2D)]
ordinary = sum(int(np.prod(layer.kernel.shape)) for layer in plain)
norms = sum(2 * layer.gamma.shape[0] for layer in big.layers if hasattr(layer, "gamma"))
dense = big.get_layer("predictions").count_params()
learned = ops.parameters(big, trainable=True)
lines = {
    f"{len(separable)} depthwise halves": looking,
    f"{len(separable)} pointwise halves": merging,
    "2 ordinary 3×3 and 4 shortcuts": ordinary,
    "BatchNorm, scale and shift": norms,
    "1000 classes": dense,
}
for name, count in lines.items():
    print(f"{name:32} {count:10,}  {count / learned:6.1%}")
print(f"{'together':32} {sum(lines.values()):10,}  trained, by Keras: {learned:,}")
print(f"with moving statistics: {ops.parameters(big):,}; MACs: {ops.macs(big):,}")
nine = sum(9 * layer.input.shape[-1] * layer.filters for layer in separable)
nine += learned - looking - merging
print(f"with ordinary 3×3 in place of the separable ones: {nine:,} parameters")

# %% id="against-v3"
third = nets.inception_v3()
print(f"Inception v3: {ops.parameters(third, trainable=True):,} parameters, {ops.macs(third):,} MACs")
print(f"Xception does {ops.macs(big) / ops.macs(third):.2f} times as many multiplications")

# %% id="fig-strips"
for name, model in {"Xception": big, "Inception v3": third}.items():
    figures.show(
        stages.strip(model), f"{name}, a stack for each size of its maps, read from the model. {stages.in_words(model)}"
    )

# %% [markdown] id="table"
# | | Xception, 2017 | ours | what it changes |
# |---|---|---|---|
# | parameters | 22,855,952 (table 3) | 22,855,952 trained | nothing: equal to the last digit |
# | convolutions | 36 in 14 modules | 2 ordinary + 34 separable; 4 shortcuts are not counted | nothing |
# | between the halves | nothing (section 4.7) | nothing | nothing |
# | dropout before the classes | 0.5 (section 4.3) | 0.5; Keras' own network has none | training only |
# | Inception v3, same table | 23,626,728 | 23,817,352 | another head or count; we know no public version with that number |
# | training speed, 60 GPUs | 28 steps a second; Inception v3: 31 (table 3) | – | – |
# | ImageNet, one crop | 79.0 % right; Inception v3: 78.2 % (table 1) | not trained here | – |
#
# The depthwise halves hold 0.9 % of all parameters. And this **is not a light network**: it has nearly as many parameters as Inception v3, does 1.46 times the multiplications, and trained a little more slowly. (PaddleClas's documentation says that it greatly saves both; the counts contradict it.) The paper claims a better *use* of as many parameters. Small, fast MobileNets (Howard et al. 2017) came later.

# %% [markdown] exercise="small_xception"

# %% [markdown] id="experiment"
# ## An experiment: what stands between, and what it is worth
#
# The paper tried a ReLU and an ELU (eˣ − 1 below zero) between the halves. Without either, training was faster and ended higher (section 4.7, figure 10), though Inception had gained from one. The author's guess: on the single channel that a depthwise kernel sees it loses information.
#
# Ours: a strided 3×3, then six 3×3 layers of 40 channels in pairs with shortcuts, on 2,400 images of clothes, five passes, three seeds. Six variants change one thing or two. **Claims:**
#
# 1. *At equal parameters* separable beats ordinary (15 channels).
# 2. A ReLU between the halves makes it worse; an ELU less so.
# 3. Depthwise first or merge first: no difference.
# 4. An ordinary network *as wide*, with nearly seven times the parameters, is no better.
#
# No margin was fixed before the runs. Below, a difference counts if all three seeds agree on its sign and its mean exceeds its spread.
#
# The runs are stored (`cnncourse experiments 15` makes them again). Two live, much shorter:

# %% id="live" tags=["varies"]
(x_train, y_train), (x_test, y_test) = images(960)
pair = {"separable": {}, "ordinary, as many weights": {"kind": "ordinary", "width": 15}}
for name, parts in each(pair.items(), "training"):
    keras.utils.set_random_seed(0)
    model = network(**parts)
    losses = train(model, x_train, y_train, epochs=2)
    right = percent_right(model, x_test, y_test)
    print(f"{name}: loss {losses[0]:.2f} → {losses[-1]:.2f}, {right:.0f} % right")

# %% id="stored-runs"
runs = stored("xception_between")
right = dict(zip(runs.settings, runs.values("held_out"), strict=True))
weights = dict(zip(runs.settings, runs.values("parameters")[:, 0].astype(int), strict=True))
losses = dict(zip(runs.settings, runs.values("loss"), strict=True))
print(f"{len(right) * 3} runs, {runs.seconds() / 60:.0f} minutes on a busy machine with two cores\n")
print(f"{'':26}parameters   held out, % right   last loss    against separable")
for name, values in right.items():
    lead = values - right["separable"]
    print(f"{name:26}{weights[name]:10,} {values.mean():12.1f} ± {values.std(ddof=1):.1f}", end="")
    against = f"{lead.mean():+5.1f} ± {lead.std(ddof=1):.1f}, {(lead > 0).sum()} of 3 ahead"
    against = against if lead.any() else ""
    print(f"{losses[name].mean():13.3f}    {against}".rstrip())
both = right["merge first, ReLU between"] - right["ReLU between"]
both = ", ".join(f"{lead:+.2f}" for lead in both)
print("\nmerge first against depthwise first, a ReLU at every joint:", both)

# %% id="fig-runs"
mean = {name: values.mean() for name, values in right.items()}
shades = ["#0072B2" if weights[n] == weights["separable"] else "#E69F00" for n in right]
figures.show(
    pictures.runs(list(right), np.array(list(right.values())), shades),
    f"Blue: separable. Separable {mean['separable']:.1f} %, ordinary with as many weights "
    f"{mean['ordinary, as many weights']:.1f} %, ordinary as wide {mean['ordinary, as wide']:.1f} %. "
    f"With a ReLU between the halves: {mean['ReLU between']:.1f} %.",
)

# %% [markdown] id="experiment-words"
# - **Claim 1 holds.** At equal parameters separable is 1.4 points ahead, in every seed.
# - **Claim 2 finds no support.** A ReLU between the halves changes the mean by 0.1 points, an ELU by 0.5, both upwards and less than their spread; the last losses hardly differ. The paper had 36 layers, ImageNet and three days of training (section 4.4); our scale can neither find nor refute its effect.
# - **Claim 3 fails, narrowly.** Merging first is 1.1 points ahead, in all three seeds. With six layers the two ends weigh more than with Xception's 34, and ReLUs, BatchNorm and shortcuts sit at other joints. (A ReLU at *every* joint removes that part of the difference: two seeds are level, one is ahead by 2.65.)
# - **Claim 4 fails.** The ordinary network of the same width is 2.7 points better. "Space and channels can be answered apart" costs something; what it buys is width for the same number of parameters.
#
# The limits: one step size, short training, small images, three seeds. Try twice the width, `network(80)` against `network(29, "ordinary")`, with about as many parameters.

# %% id="costs" tags=["timed"]
contestants = {
    "separable, 40 channels": network(),
    "ordinary, 15 channels": network(15, "ordinary"),
    "ordinary, 40 channels": network(40, "ordinary"),
}
print(cost_table(contestants, tries=40))

# %% [markdown] id="costs-words"
# (Moving statistics are counted too.) As many parameters mean as many multiplications here: all layers but the first work on maps of the same two sizes. The clock follows neither: when this was written the wide ordinary network did seven times the multiplications of the separable one in 2.5 times the time, and the narrow one, with as many, was a little quicker.

# %% [markdown] id="summary"
# ## Summary
#
# - A depthwise convolution looks at each channel by itself; a 1×1 then merges, with no ReLU between.
# - It is an ordinary convolution whose kernel repeats one picture for each channel, and an Inception with as many towers as channels.
# - Depthwise first and merge first are one stack, shifted by one box; ends and ReLUs differ.
# - It has $k^2 f / (k^2 + f)$ times fewer weights and multiplications.
# - The clock shows less. With few channels, starting two operations costs what was saved; with many, the depthwise half waits for memory: 2.25 operations a byte.
# - Xception is not a light network: as many parameters as Inception v3, 1.46 times the multiplications, and in the paper 0.8 points more accuracy.
#
# ## Key terms
#
# | English | 中文 | in one line |
# |---|---|---|
# | depthwise convolution | 逐深度卷积（逐通道卷积） | each channel has its own kernels and sees no other |
# | pointwise convolution | 逐点卷积 | 1×1: merges channels at one place |
# | depthwise separable convolution | 深度可分离卷积 | depthwise, then pointwise |
# | depth multiplier | 深度乘子 | kernels for each channel, `m` |
# | tower | 分支 | a path that sees part of the channels |
# | arithmetic intensity | 计算强度 | operations for each byte moved |
# | entry, middle, exit flow | 入口流、中间流、出口流 | the three parts of Xception |
#
# ## Sources
#
# - Chollet (2017), *Xception: Deep learning with depthwise separable convolutions*, CVPR, arXiv:1610.02357: also section 3 (network).
# - Howard et al. (2017), *MobileNets*, arXiv:1704.04861: the same layer, there with BatchNorm and ReLU between the halves.
# - Szegedy, Vanhoucke, Ioffe, Shlens & Wojna (2016), *Rethinking the Inception architecture*, arXiv:1512.00567: Inception v3.
# - PaddleClas documentation, *Inception series*, overview.
# - Williams, Waterman & Patterson (2009), *Roofline: an insightful visual performance model for multicore architectures*, CACM 52(4): operations for each byte.

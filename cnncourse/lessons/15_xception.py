# %% [markdown] id="title" minutes=55 needs=["07", "12", "13"]
# # Xception
#
# A convolution looks at a neighborhood and mixes channels at once; Xception does one after the other. You build it, count what that saves, and hold the clock against the count.
#
# After this lesson you can
#
# - work a depthwise and a separable convolution by hand, write both, and write down the one ordinary kernel that does the same;
# - say what is "extreme" about this Inception, and what depends on the order of the two halves;
# - count what is saved, and say why the clock shows less of it;
# - build Xception's blocks and account for its 22,855,952 parameters;
# - judge by runs, not by reputation, whether a ReLU between the halves does harm.

# %% id="setup" tags=["setup"]
import time

import numpy as np

from cnncourse import check, figures, hint, keras, nets, ops, solution
from cnncourse.experiments import stored
from cnncourse.experiments.training import percent_right
from cnncourse.experiments.xception import images, network, train
from cnncourse.figures import diagram
from cnncourse.figures import xception as pictures
from cnncourse.nets.cost import cost_table
from cnncourse.nets.xception import middle_block
from cnncourse.nets.xception import xception_block as entry_block
from cnncourse.widgets.xception import cost_explorer

import tensorflow as tf  # isort: skip  # after Keras, which starts it without its log

rng = np.random.default_rng(15)
tf.config.threading.set_intra_op_parallelism_threads(1)  # one thread, for the clock

# %% [markdown] id="two-questions"
# ## Two questions, one kernel
#
# An ordinary 3×3 filter on 256 channels has 3 · 3 · 256 = 2,304 weights, and they answer two questions together: *what is next to what* (within a channel) and *what occurs with what* (across channels).
#
# Inception (lesson 12) parts them a little. A 1×1 merges channels first; then a few towers look at neighborhoods, each in its own share of the merged channels. Take that picture and cut the shares smaller:

# %% id="fig-towers"
figures.show(
    pictures.towers(6, [1, 2, 3, 6]),
    f"Six channels, merged by a 1×1 (orange) and then looked at in groups (blue). One group: {9 * 36} weights in the 3×3. "
    f"Six groups of one channel: {9 * 6}.",
)

# %% [markdown] id="extreme"
# On the left an ordinary 3×3 behind a 1×1, on the right **one tower for each channel**. That is the *extreme* Inception of the title, "X-ception" (Chollet 2017, sections 1.1 and 1.2). It rests on an assumption: that the two questions can be answered
# *entirely* apart. Grouped convolution, which AlexNet had for want of memory (lesson 09), is the same cut.
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
# An ordinary convolution would go on and add, 5 + 3 = 8. The **depthwise** one stops here: two channels in, two maps out, 5 and 3. Each channel may also have several kernels, `m` of them; then `c·m` maps come out.

# %% id="hand"
window = np.stack([[[1.0, 2], [3, 4]], [[0, 1], [2, 0]]], axis=-1)[None]  # (1, 2, 2, 2)
each = np.stack([[[1.0, 0], [0, 1]], [[1, 1], [1, -1]]], axis=-1)[..., None]  # (2, 2, 2, 1)
print("depthwise:", ops.depthwise_conv2d(window, each)[0, 0, 0])
print("ordinary: ", ops.conv2d(window, each)[0, 0, 0])

# %% [markdown] exercise="depthwise_conv2d"

# %% [markdown] id="alone"
# **What would happen if** one stacked depthwise convolutions and nothing else? Change one channel of the image and see how far it gets:

# %% id="alone-run"
image = rng.normal(size=(1, 12, 12, 4))
changed = image.copy()
changed[..., 2] += 1
a, b = image, changed
for _ in range(5):
    kernel = rng.normal(size=(3, 3, 4, 1))
    a, b = ops.depthwise_conv2d(a, kernel), ops.depthwise_conv2d(b, kernel)
print("channels that differ after five layers:", np.flatnonzero(np.abs(a - b).max(axis=(0, 1, 2)) > 1e-9))

# %% [markdown] id="separable-words"
# Channels never meet. No filter could learn "red beside green".
#
# ## Then merge
#
# A 1×1 convolution (lesson 04) makes them meet, the **pointwise** half. Go on with 5 and 3, and three filters with the weights (2, −1), (0, 4) and (1, 1):
# 2·5 − 3 = 7, 4·3 = 12, 5 + 3 = 8. Three maps, from 2·2·2 + 2·3 = 14 weights. Three ordinary 2×2 filters have 24.
#
# $$ y_{ijf} = \sum_{d} P_{df} \sum_{u,v} x_{i+u,\,j+v,\,c}\; D_{uvcq}, \qquad d = c \cdot m + q $$
#
# `x` is `(n, h, w, c)`, `D` is `(kh, kw, c, m)`, `P` is `(1, 1, c·m, f)`. Both together are a **depthwise separable convolution**. (In image processing "separable" means a kernel that is a column times a row, as in lesson 12. Here space and channels are separated.)

# %% id="hand-merge"
merge = np.array([[2.0, 0, 1], [-1, 4, 1]])  # (2, 3)
print("separable:", (ops.depthwise_conv2d(window, each) @ merge)[0, 0, 0])

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
# Nothing is bent between the halves. Two linear steps in a row are one linear step: so there must be an *ordinary* kernel that does the same. Follow one pixel. It is multiplied by 1 in the first half (`each[0, 0, 0]`), and what comes of it by 2 in the second; the ordinary kernel has 1 · 2 there.

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
        {"ordinary": rng.normal(size=(3, 3, 3, 4)), "depthwise first": first_look, "merge first": first_merge}
    ),
    f"Three channels (rows), four filters (columns). Ordinary: {9 * 12} free numbers. Depthwise first: every row repeats one "
    f"picture, stronger, weaker or reversed, {27 + 12} numbers. Merge first: every column does, {12 + 36}. "
    f"One kernel and two halves differ by {apart:.3f}.",
)

# %% [markdown] id="linear-after"
# This is what the assumption costs. All filters look at channel 0 *with the same eyes*, and only choose how much of it they take. An ordinary layer can look for an edge in red and for a spot in red. A separable one needs two channels for that, or `m = 2`.

# %% [markdown] exercise="no_relu_between"

# %% [markdown] id="order-words"
# ## Or merge first
#
# Inception merges first and looks then. As a single layer that is another function, as the picture shows: the middle and the right grid have different patterns. But layers come in stacks, and a stack can be bracketed in two ways:

# %% id="fig-stack"
figures.show(
    pictures.stack(3),
    "Three separable convolutions. Above: three pairs, depthwise first. Below, the same boxes: two pairs that merge first, "
    "and 2 boxes left over, one at each end.",
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
print(f"one layer, halves exchanged, same weights: {np.abs(one - other).mean() / np.abs(one).mean():.0%} apart")

# %% [markdown] id="order-after"
# So "depthwise first" and "merge first" name the same stack, shifted by one box. This is the paper's argument why the order hardly matters (section 1.2). What does differ:
#
# - **The ends.** Depthwise first begins with a look at each raw channel: for the three colors of an image, 27 weights. Merge first would mix the colors to 64 channels before it looks, and then look 64 times. Xception leaves the question open: it begins with two ordinary convolutions.
# - **The activation.** Count the ReLUs in the figure. Bracketed above, each stands *between* pairs, none within. Bracketed below, each stands *within* a pair, between merge and look, and none behind it. Inception has one in both places. So the true difference between the two families is one ReLU for each pair, behind the look.
#
# Whether the two learn equally well is another matter, and no algebra answers it. The experiment below tries both.
#
# ## What it saves
#
# At one place of a map, from 64 to 128 channels with a 3×3: ordinary 9 · 64 · 128 = 73,728 multiplications. Separable 9 · 64 + 64 · 128 = 8,768. That is 8.4 times fewer, for weights as for multiplications, since each weight is used once at each place.

# %% [markdown] exercise="separable_saving"

# %% [markdown] id="saving-words"
# The channels that come in cancel: the ratio is $k^2 f / (k^2 + f)$. It cannot exceed $k^2$, nor $f$. Use the explorer to find (1) how many outgoing channels a 3×3 needs to be within 10 % of nine times; (2) a layer for which the separable convolution is dearer; (3) a window for which the depthwise half is the larger one.

# %% id="slider-cost" tags=["widget"]
cost_explorer()

# %% id="fig-cost"
figure, sentence = pictures.explorer(k=5, c_in=64, c_out=64, side=28)
figures.show(figure, f"One setting: 5×5 on 64 channels. {sentence}.")

# %% [markdown] id="saving-after"
# (1) 81, since 9 · 81 / 90 = 8.1; on the slider 128. (2) One outgoing channel, or a 1×1 window. (3) A window with more pixels than there are outgoing channels: 3×3 to 8, 9×9 to 64. With many channels the work sits in the 1×1, and larger windows are nearly free, in multiplications.
#
# ## What the clock says
#
# "Nine times fewer multiplications, so nine times faster" is often heard. Lesson 07 taught to ask for the operations per byte first. By hand, for a depthwise 3×3: each number of the map is read once, four bytes; one number is written, four bytes; between them lie nine multiplications and nine additions. 18 operations for 8 bytes: **2.25, for any number of channels.** In the 1×1 and
# the ordinary 3×3 each number read serves all filters, so theirs grow with the channels:

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
    f"Four maps of 28×28. With 256 channels: ordinary {intensity['ordinary 3×3'][-1]:.0f} operations a byte, 1×1 "
    f"{intensity['1×1'][-1]:.0f}, depthwise {intensity['depthwise 3×3'][-1]:.2f}.",
)

# %% [markdown] id="clock-words"
# Write down what you expect: how many times faster is the separable convolution with 16 channels, and with 256? Measured are four layers in a row, so that the cost of calling TensorFlow at all does not show, on one thread, in seconds of the processor.


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
    print(f"{c:8}" + "".join(f"{ms:8.3f} ms" for ms in row) + f"{9 * c / (9 + c):8.1f} {row[0] / row[1]:7.1f}")

# %% id="fig-clock" tags=["timed"]
fewer = [9 * c / (9 + c) for c in counts]
faster = [a / b for a, b in zip(took["ordinary"], took["separable"], strict=True)]
work = [100 * 9 / (9 + c) for c in counts]
share = [100 * a / (a + b) for a, b in zip(took["depthwise"], took["1×1"], strict=True)]
figures.show(
    pictures.clock(counts, fewer, faster, work, share),
    f"16 channels: {fewer[1]:.1f} times fewer multiplications, {faster[1]:.1f} times faster. 256: {fewer[-1]:.1f} and "
    f"{faster[-1]:.1f}. There the depthwise half does {work[-1]:.0f} % of the work in {share[-1]:.0f} % of the time.",
)

# %% id="floors" tags=["timed"]
square = tf.constant(rng.normal(size=(1024, 1024)).astype("float32"))
peak = 2 * 1024**3 / milliseconds(tf.matmul, square, square)  # operations in a millisecond
long, target = np.ones(1 << 24, dtype="float32"), np.empty(1 << 24, dtype="float32")
bandwidth = 2 * long.nbytes / milliseconds(np.copyto, target, long)  # bytes in a millisecond
pixel = milliseconds(chain("depthwise", 8), tf.zeros((1, 1, 1, 8))) / 4
print(f"one operation on a single pixel: {pixel:.3f} ms")
print(f"at best {peak / 1e6:.0f} billion operations and {bandwidth / 1e6:.0f} GB a second, so the roof bends at")
print(f"{peak / bandwidth:.1f} operations a byte. With 256 channels:")
values = batch * side * side * 256
for kind, operations, numbers in [
    ("ordinary", 18 * values * 256, 2 * values + 9 * 256**2),
    ("1×1", 2 * values * 256, 2 * values + 256**2),
    ("depthwise", 18 * values, 2 * values + 9 * 256),
]:
    by_work, by_bytes = operations / peak, 4 * numbers / bandwidth
    clock = took[kind][-1]
    print(f"{kind:10} work {by_work:7.3f} ms   bytes {by_bytes:6.3f} ms   clock {clock:7.3f} ms", end="   ")
    print(f"{clock / max(by_work, by_bytes):.1f} times its floor")

# %% [markdown] exercise="why_not_nine_times"

# %% [markdown] id="clock-after"
# Less is gained than was counted, for two reasons that lie at opposite ends of the table.
#
# - **Few channels: the price of an operation.** Look down the column "depthwise". From 8 to 256 channels its work grows 32 times, its time only a few times. Starting an operation costs something, on a single pixel too, and the separable layer starts two where the ordinary one starts one. So at
#   8 or 16 channels hardly anything is gained.
# - **Many channels: memory.** At 256 the count comes nearly true. What is missing is at the depthwise half, which takes about three times its share. The floors say why: its 2.25 operations a byte lie below the bend of the roof, so its bytes take longer than its work. The other two lie far above.
#
# So "nine times fewer, nine times faster" is nearly right for many channels and quite wrong for few, on one thread of a CPU with TensorFlow's routines. It comes near because the ordinary layer and the 1×1 *both* run at the flat roof (a clock below its floor says that a large matrix product is not quite the best the machine can do). Faster arithmetic shifts
# the ratio against the depthwise half, as long as memory does not become faster with it. (How firm is this? Five runs of this page, on two cores that one to nine programs asked for, gave 1.2 to 1.6 times faster at 16 channels and 6.8 to 7.4 at 256.)

# %% [markdown] id="block-words"
# ## Xception
#
# Now the network. Its entry block halves the side: two separable convolutions and a max pooling, and around them ResNet's shortcut (lesson 13), a strided 1×1. ReLUs stand in *front* of the convolutions, so nothing lies on the path of the additions but the 1×1 and its BatchNorm.

# %% id="fig-entry"
figures.show(
    diagram.of_block(entry_block, (28, 28, 16), 32),
    f"An entry block from 16 to 32 channels: {9 * 16 + 16 * 32 + 9 * 32 + 32 * 32:,} weights in its two separable "
    f"convolutions, {16 * 32} in the shortcut.",
)

# %% [markdown] exercise="xception_block"

# %% id="fig-middle"
tensor = keras.Input((19, 19, 728))
figures.show(
    diagram.diagram(keras.Model(tensor, middle_block(tensor)), width=1.75),
    f"A middle block, eight of which stand in a row: 3 · (9 · 728 + 728²) = {3 * (9 * 728 + 728**2):,} weights, and an "
    "addition without any projection.",
)

# %% [markdown] id="paper-words"
# ## What the paper did
#
# Two ordinary convolutions, three entry blocks (128, 256, 728 channels), eight middle blocks, one more block that halves the side (728, 1024), two last separable convolutions (1536, 2048), global pooling, 1000 classes. Count, from the model:

# %% id="ledger"
big = nets.xception()
separable = [layer for layer in big.layers if isinstance(layer, keras.layers.SeparableConv2D)]
looking = sum(9 * layer.input.shape[-1] for layer in separable)
merging = sum(layer.input.shape[-1] * layer.filters for layer in separable)
ordinary = sum(int(np.prod(layer.kernel.shape)) for layer in big.layers if isinstance(layer, keras.layers.Conv2D))
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
print(f"with ordinary 3×3 in place of the separable ones: {learned - looking - merging + nine:,} parameters")

# %% id="against-v3"
third = nets.inception_v3()
print(f"Inception v3: {ops.parameters(third, trainable=True):,} parameters, {ops.macs(third):,} MACs")
print(f"Xception does {ops.macs(big) / ops.macs(third):.2f} times as many multiplications")

# %% [markdown] id="table"
# | | Xception, 2017 | ours | what it changes |
# |---|---|---|---|
# | parameters | 22,855,952 (table 3) | 22,855,952 trained | nothing: equal to the last one |
# | convolutions | 36 in 14 modules | 2 ordinary + 34 separable; 4 shortcuts are not counted | |
# | between the halves | nothing (section 4.7) | nothing | |
# | dropout before the classes | 0.5 (section 4.3) | 0.5; Keras' own network has none | training only |
# | Inception v3, same table | 23,626,728 | 23,817,352 | another head or count; no public version known to us has the paper's number |
# | training speed, 60 GPUs | 28 steps a second; Inception v3: 31 (table 3) | – | |
# | ImageNet, one crop | 79.0 % right; Inception v3: 78.2 % (table 1) | not trained here | |
#
# The depthwise halves hold 1 % of all parameters. And this **is not a light network**: it has as many parameters as Inception v3, does more multiplications, and trained a little more slowly. It is often described otherwise (the documentation of PaddleClas has it that the network saves many operations and parameters against Inception v3); the lines above say what is so. The paper never claimed it. It claims a better *use* of the same number of parameters. The small and fast networks
# that people think of (MobileNet; Howard et al. 2017) took the same layer for another purpose.

# %% [markdown] exercise="small_xception"

# %% [markdown] id="experiment"
# ## An experiment: what stands between, and what it is worth
#
# The paper tried a ReLU and an ELU between the halves. Without either, training was faster and ended higher (section 4.7, figure 10). Its author found that remarkable, since Inception gained from them, and offered a guess: a merged map may be bent without harm, but a ReLU on a single channel's map loses what no other channel holds.
#
# Ours: a strided 3×3, then six 3×3 layers of 40 channels in pairs with shortcuts, on 2,400 clothes, five passes, three seeds. Seven variants: ours and six that change one thing or two. **The claims,** as the paper and its assumption suggest them:
#
# 1. *At equal parameters* separable beats ordinary (15 channels).
# 2. A ReLU between the halves makes it worse; an ELU less so.
# 3. Depthwise first or merge first: no difference.
# 4. An ordinary network *as wide*, with nearly seven times the parameters, is no better.
#
# The runs are stored (`cnncourse experiments 15` makes them again). One live, much shorter:

# %% id="live" tags=["varies"]
(x_train, y_train), (x_test, y_test) = images(960)
for name, parts in [("separable", {}), ("ordinary, as many weights", {"kind": "ordinary", "width": 15})]:
    keras.utils.set_random_seed(0)
    model = network(**parts)
    losses = train(model, x_train, y_train, epochs=2)
    print(f"{name}: loss {losses[0]:.2f} → {losses[-1]:.2f}, {percent_right(model, x_test, y_test):.0f} % right")

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
    against = f"{lead.mean():+5.1f} ± {lead.std(ddof=1):.1f}, {(lead > 0).sum()} of 3 ahead" if lead.any() else ""
    print(f"{losses[name].mean():13.3f}    {against}".rstrip())
both = right["merge first, ReLU between"] - right["ReLU between"]
print("\nmerge first against depthwise first, a ReLU at every joint:", ", ".join(f"{d:+.2f}" for d in both))

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
# - **Claim 1 holds.** With as many parameters the separable network is ahead in every seed. It has 40 channels where the ordinary one can afford 15.
# - **Claim 2 fails.** With a ReLU between the halves the mean is the same, with an ELU half a point higher, and both differences are smaller than their spread. The losses in training do not tell them apart either. That does not contradict the paper: it had 36 layers, ImageNet and runs of days. It says that
#   at this scale nobody could have found the effect, nor refuted it.
# - **Claim 3 fails, narrowly.** Merging first is about a point ahead in all three seeds. Shifting explains only part of the stack: here are just six layers, so two ends weigh more than in Xception's 34. And BatchNorm and the shortcuts sit at other joints.
#   (With a ReLU at *every* joint the two orders differ in nothing else. There two seeds are level, and only one is ahead.)
# - **Claim 4 fails.** The ordinary network of the same width is three points better. "Space and channels can be answered apart" is an assumption that costs something; what it buys is width for the same number of parameters.
#
# Mind the limits: one step size, short training, small clothes, three seeds. Try `network(80)` against `network(29, "ordinary")`: about as many parameters again, at twice the width.

# %% id="costs" tags=["timed"]
contestants = {
    "separable, 40 channels": network(),
    "ordinary, 15 channels": network(15, "ordinary"),
    "ordinary, 40 channels": network(40, "ordinary"),
}
print(cost_table(contestants, tries=40))

# %% [markdown] id="costs-words"
# As many parameters mean as many multiplications here, since all layers but the first work on maps of the same few sizes. With so few channels the count is no guide to the clock: the wide ordinary network does seven times the multiplications of the separable one in less than three times the time, and the narrow one, with as many, is a little quicker. (Measured on a quiet machine. With other programs running the same cell gave up to three times as much.) (Here BatchNorm's moving statistics are counted too.)

# %% [markdown] id="summary"
# ## Summary
#
# - A depthwise convolution looks at each channel by itself; a 1×1 then merges. Together: a depthwise separable convolution, nothing bent between.
# - It is an ordinary convolution whose kernel repeats one picture for each channel. "Extreme": as many of Inception's towers as channels.
# - Depthwise first and merge first are one stack, shifted by one box; what differs are the two ends and where the ReLU falls.
# - It does $k^2 f / (k^2 + f)$ times fewer multiplications, with as many times fewer weights.
# - The clock shows less. With few channels starting two operations costs what was saved; with many, the depthwise half waits for memory: 2.25 operations a byte, whatever its size.
# - Xception is not a light network: as many parameters as Inception v3, more multiplications, and higher accuracy.
#
# ## Key terms
#
# | English | 中文 | in one line |
# |---|---|---|
# | depthwise convolution | 逐深度卷积（逐通道卷积） | each channel has its own kernels and sees no other |
# | pointwise convolution | 逐点卷积 | 1×1: merges channels at one place |
# | depthwise separable convolution | 深度可分离卷积 | depthwise, then pointwise |
# | depth multiplier | 深度乘子 | kernels for each channel, `m` |
# | tower | 分支 | one of several paths that see parts of the channels |
# | arithmetic intensity | 计算强度 | operations for each byte moved |
# | entry, middle, exit flow | 入口流、中间流、出口流 | the three parts of Xception |
#
# ## Sources
#
# - Chollet (2017), *Xception: Deep learning with depthwise separable convolutions*, CVPR, arXiv:1610.02357: sections 1.1 and 1.2 (hypothesis, extreme version, order and activation), figure 5 (network), tables 1 and 3, section 4.7 and figure 10 (nothing between).
# - Howard et al. (2017), *MobileNets*, arXiv:1704.04861: the same layer for small networks, there with BatchNorm and ReLU between the halves.
# - Szegedy, Vanhoucke, Ioffe, Shlens & Wojna (2016), *Rethinking the Inception architecture*, arXiv:1512.00567: Inception v3.
# - PaddleClas documentation, *Inception series*, overview.
# - Williams, Waterman & Patterson (2009), *Roofline*, CACM 52(4): operations for each byte.

# %% [markdown] id="title" minutes=60 needs=["03","04","08"]
# # VGG
#
# One block, repeated, makes the four networks of one table. You build them, find where VGG-16's 138 million numbers
# sit, and see why the deep ones would not start.
#
# After this lesson you can
#
# - read VGG-11, 13, 16 and 19 off one table, and build any of them from a list of pairs;
# - say what a stack of 3×3 windows saves against one large window, and what it does not;
# - tell where a network's parameters sit and where its work is done;
# - predict what fresh weights do to a signal over sixteen layers, and say which rung of the ladder (lesson 08) finds
#   it.

# %% id="setup" tags=["setup"]
import numpy as np

from cnncourse import check, data, figures, hint, keras, nets, ops, solution
from cnncourse.experiments import stored
from cnncourse.experiments.vgg import plain_network, vgg_windows, windows_network
from cnncourse.figures import diagram, experiments, field, stages
from cnncourse.figures import vgg as drawings
from cnncourse.nets.cost import cost_table
from cnncourse.nets.vgg import CONFIGURATIONS
from cnncourse.nets.vgg import vgg_block as package_block
from cnncourse.waiting import each
from cnncourse.widgets.vgg import configuration_explorer

rng = np.random.default_rng(10)

# %% [markdown] id="question"
# ## One question: does depth help?
#
# AlexNet (lesson 09) has windows of 11×11, 5×5 and 3×3, strides of 4 and 1, and widths that follow no rule. Which
# choice matters?
#
# Simonyan and Zisserman (2014) asked about one, the **depth**: how many layers with weights follow each other. They
# fixed everything else.
#
# - Every convolution is 3×3, "same", with a ReLU. It never changes the sides.
# - Convolutions of one width (number of filters) form a **block**, which ends with a 2×2 pooling that halves the sides.
# - The width doubles from block to block, 64 → 128 → 256 → 512, and stops there.
# - Then flatten, two dense layers of 4,096 units, one of 1,000.
#
# Left to choose is how many convolutions each block has: the **configuration**. For 2, 2, 3, 3, 3, a 224×224 image is
# 112 wide behind the first block, then 56, 28, 14 and 7. The last maps are 7×7×512.

# %% id="fig-table"
WIDTHS = (64, 128, 256, 512, 512)
NAMES = {"A": "VGG-11", "B": "VGG-13", "D": "VGG-16", "E": "VGG-19"}
columns = {f"{name} ({letter})": CONFIGURATIONS[letter] for letter, name in NAMES.items()}
blue = ", ".join(str(sum(counts)) for counts in columns.values())
figures.show(
    drawings.table(columns, WIDTHS),
    "The paper's table 1, one column for each network, its letter in parentheses. "
    f"Only the blue boxes differ: {blue} of them.",
)

# %% [markdown] exercise="what_16_counts"

# %% [markdown] id="block-words"
# ### The block
#
# In shapes, with `m` convolutions of `f` filters:
#
# $$ (n, h, w, c) \;\to\; (n, h, w, f) \;\to\; \cdots \;\to\; (n, h, w, f) \;\to\; (n, \lfloor h/2 \rfloor, \lfloor w/2 \rfloor, f) $$
#
# The first convolution widens the maps from `c` to `f` channels.

# %% id="fig-block"
figures.show(
    diagram.of_block(package_block, (56, 56, 128), 3, 256),
    "The third block of VGG-16, drawn from the Keras model. Its three convolutions learn "
    f"{(9 * 128 + 1) * 256:,}, {(9 * 256 + 1) * 256:,} and {(9 * 256 + 1) * 256:,} numbers.",
)

# %% [markdown] exercise="vgg_block"
# The check puts its own weights into your layers and compares what comes out: names and the order of weights are free.

# %% [markdown] id="network-words"
# ### The network
#
# The configuration becomes a list of pairs. VGG-11 is `[(1, 64), (1, 128), (2, 256), (2, 512), (2, 512)]`.

# %% [markdown] exercise="vgg"

# %% [markdown] id="count-words"
# `nets.vgg16()` is that network in full, half a gigabyte. Most questions need no weights: count from the list of
# layers, as in lesson 04.


# %% id="count"
def layers_of(letter, **units):
    """The layers of one column of the table."""
    return drawings.layers_of(list(zip(CONFIGURATIONS[letter], WIDTHS, strict=True)), **units)


vgg16 = ops.stack_table(layers_of("D"), (224, 224, 3))
print(ops.format_table(vgg16))

# %% [markdown] id="field-words"
# Behind the last pooling a unit sees 212 of the 224 pixels (lesson 03).
#
# ## Three small windows or one large one
#
# 3×3 is the smallest window with a left and a right, an above and a below, and a middle. And windows stack: two see 5×5
# pixels (lesson 03), three see 7×7.

# %% id="fig-stack"
seen = ops.receptive_field([(3, 1, 1)] * 3)[0]
figures.show(
    field.ladder([(3, 1, 1)] * 3, n=11),
    f"Three 3×3 windows on a row of pixels. Together they see {seen} pixels, not 9.",
)

# %% [markdown] id="stack-words"
# Weights, for 10 channels in and out. One 7×7: 7 · 7 · 10 · 10 = 4,900. Three 3×3: 3 · (3 · 3 · 10 · 10) = 2,700. And
# in general?

# %% [markdown] exercise="stacked_3x3_parameters"

# %% id="stack-table"
print("layers  field   stack  one window   more by")
for m in range(1, 6):
    stack, window = 9 * m, (2 * m + 1) ** 2
    print(f"{m:6}  {f'{2 * m + 1}×{2 * m + 1}':6} {stack:4}C²  {window:9}C²  {window / stack - 1:+9.0%}")

# %% [markdown] id="stack-claims"
# "81 % more" is the paper's number (section 2.3). MACs go the same way, since each weight is used at every place. The
# paper's second reason: three ReLUs in place of one.
#
# **The claim:** at an equal field the stack is better, and cheaper. In lesson 03 "better" failed, in a tiny network
# with 126 steps. Now with 7×7, twice the channels, more steps, and controls.
#
# ### What does it cost, measured?
#
# Four small networks on 28×28 images: a 3×3 convolution, two blocks of the windows named at the left, one dense layer;
# 16 channels everywhere.

# %% id="cost-windows" tags=["timed"]
blocks = {"two 3×3": (3, 3), "one 5×5": (5,), "three 3×3": (3, 3, 3), "one 7×7": (7,)}
print(cost_table({name: windows_network(sides) for name, sides in blocks.items()}, batch=64))

# %% [markdown] id="cost-words"
# Milliseconds need not follow the MACs: a large window does more arithmetic on each number fetched from memory, and
# three layers write three sets of maps (lesson 07).
#
# ### And is it better?
#
# Each network learns from 3,000 images, six passes, three seeds. Beside the four stand controls: *one 7×7, 12 channels*
# has about as many parameters as three 3×3; *three 3×3, one ReLU* is the stack without its inner ReLUs (by the paper's
# second reason it must be worse); *4× longer* has twice the images and twice the passes. Write down the order you
# expect. The runs are **stored** (`cnncourse experiments 10` makes them again); a short one is live.

# %% id="live-windows" tags=["varies"]
for name in each(("three 3×3", "one 7×7"), "training"):
    keras.utils.set_random_seed(0)
    result = vgg_windows.function(0, windows=blocks[name], images=1000, epochs=2)
    print(f"{name}, 1,000 images, 2 passes: {result['accuracy']:.1f} % of 2,000 others right")

# %% id="windows"
runs = stored("vgg_windows")
accuracy = dict(zip(runs.settings, runs.values("accuracy"), strict=True))
print(runs.table("accuracy", unit=" % right"))
for one, other in [("two 3×3", "one 5×5"), ("three 3×3", "one 7×7"),
                   ("three 3×3", "one 7×7, 12 channels"), ("three 3×3", "three 3×3, one ReLU"),
                   ("three 3×3, 4× longer", "one 7×7, 4× longer")]:  # fmt: skip
    lead = accuracy[one] - accuracy[other]
    print(f"{one} − {other}: {lead.mean():+.1f} ± {lead.std(ddof=1):.1f} points, "
          f"ahead in {(lead > 0).sum()} of 3 seeds")  # fmt: skip
print(f"all {len(runs.runs)} runs took {runs.seconds() / 60:.0f} minutes, on two busy cores")

# %% id="fig-windows"
weights = runs.values("parameters").mean(axis=1)
figures.show(
    experiments.accuracy_and_cost(
        list(runs.settings), runs.values("accuracy"), list(weights / 1000), "thousand parameters"
    ),
    f"Three 3×3 end at {accuracy['three 3×3'].mean():.1f} %, "
    f"one 7×7 at {accuracy['one 7×7'].mean():.1f} %, with "
    f"{weights[3] / weights[2]:.1f} times the parameters.",
)

# %% [markdown] id="windows-words"
# **"Cheaper" holds in parameters and MACs. "Better" fails on every line:** the stack is ahead in none of the three
# seeds of any pair.
#
# - Not because of parameters: one 7×7 with 12 channels has no more than the stack, and leads.
# - Not for lack of ReLUs: the stack is *better* without the inner two, as in lesson 03. That is no proof that they
#   harm.
# - Not only because training was short: four times longer, both gain three to four points; the lead shrinks but stays.
#
# The paper's own test (a top-1 error 7 % higher with 5×5 in place of pairs, section 4.1) had a thousand classes, images
# of 224×224 and five blocks. Ours are 28×28, and in the second block a 7×7 window already spans the 7×7 map. So "two
# 3×3 beat one 5×5" is a result about large networks on large images.

# %% [markdown] id="where-words"
# ## Where 138 million parameters sit
#
# The first dense layer takes 7 · 7 · 512 = 25,088 numbers and has 4,096 units: 25,088 · 4,096 + 4,096 = 102,764,544
# parameters. Which share of the whole is that?

# %% [markdown] exercise="share_of_first_dense"

# %% id="fig-where"
total, macs = sum(row.parameters for row in vgg16), sum(row.macs for row in vgg16)
dense = [row for row in vgg16 if row.field is None and row.parameters]
figures.show(
    drawings.weights_and_work(vgg16),
    "VGG-16, layer by layer. "
    f"The three dense layers (green) hold {sum(r.parameters for r in dense) / total:.0%} of "
    f"{total:,} parameters, the first alone {dense[0].parameters / total:.0%}. "
    f"The convolutions do {1 - sum(r.macs for r in dense) / macs:.0%} of {macs:,} MACs.",
)

# %% id="fig-strip"
whole = nets.vgg16()
figures.show(
    stages.strip(whole),
    "The same network, read from the Keras model: a stack for each size of its maps, with layers, the shape it ends in, "
    f"and parameters. {stages.in_words(whole)}",
)
del whole  # half a gigabyte

# %% [markdown] id="where-answers"
# Weights in the dense layers, work in the convolutions. (Most *memory for maps* goes to the first block: lesson 04.)
#
# Is VGG large because it is deep?

# %% id="depth-costs"
for letter, name in NAMES.items():
    rows = ops.stack_table(layers_of(letter), (224, 224, 3))
    parameters, work = sum(r.parameters for r in rows), sum(r.macs for r in rows)
    print(f"{name}: {parameters:11,} parameters, {work / 1e9:5.2f} · 10⁹ MACs")

# %% [markdown] id="depth-words"
# Eight more layers make VGG-19 8 % larger than VGG-11, with two and a half times the work. **VGG is large because of
# one layer, and slow because of the others.**
#
# *Blocks 1–2* is how many convolutions each of the two has. Make the table's four networks with two sliders. Then find
# 16 layers with fewer than 20 million parameters.

# %% id="slider-configuration" tags=["widget"]
configuration_explorer()

# %% id="fig-small-image"
figure, sentence = drawings.explorer(side=32, blocks=5, early=2, late=3, width=64, dense=4096)
figures.show(figure, f"One setting of the sliders: VGG-16 for images of 32×32. {sentence}.")

# %% [markdown] id="what-if-head"
# (Dense layers of 128 units are one answer: 18,071,592 parameters, 18 % of them in fc1.)
#
# **What would happen if** the 7×7 places were averaged, in place of flatten? Write down the new total first.

# %% id="head"
without = total - dense[0].parameters
for side, sort in [(7, "flatten"), (1, "average")]:
    first = (side * side * 512 + 1) * 4096
    share = first / (without + first)
    print(f"{sort:8} {without + first:12,} parameters, {share:.0%} in the first dense layer")

# %% [markdown] id="head-words"
# A hundred million parameters hang on one word. (37,694,248 was the total for images of 32×32, too: they leave one
# place, its own mean.) Network in Network, nine months older than VGG, had left flatten out. Lesson 11 measures what
# that costs.
#
# ## Why the deep ones would not start
#
# Drawing a network's first weights is called **initialization**. The paper drew them all for A alone. Into the deeper
# networks it put A's first four convolutions and three dense layers, and drew only the rest (section 3.1), because a
# deep network with bad first weights does not start.
#
# ### One layer, by hand
#
# A unit adds up `n` numbers (`n` is its **fan-in**), each times a weight with standard deviation `σ`. The sum's mean
# square is `n σ²` times the mean square of the numbers. The ReLU makes half of the outputs zero and halves the mean
# square. Each layer changes the signal's *size* (the root of the mean square) by
#
# $$ \sigma \sqrt{n / 2} $$
#
# A 3×3 layer on 64 channels has n = 576. With σ = 0.01 that is 0.01 · √288 = 0.17. Six such layers leave 0.17⁶ =
# 0.00002.

# %% [markdown] exercise="signal_factor"

# %% [markdown] id="signal-words"
# The factor is 1 with σ = √(2 / n). This is **He initialization** (He et al. 2015), `"he_normal"` in Keras. Keras'
# default is **Glorot**, derived without a ReLU. For a layer with as many filters as channels its σ is about √(1 / n),
# and the factor 0.71.
#
# VGG-16 at full width, 16 images of 32×32, one noise in three sizes:

# %% id="signal"
(x_train, y_train), _ = data.fashion_mnist()
hundred = np.pad(x_train[:100], ((0, 0), (2, 2), (2, 2), (0, 0)))  # 28×28 → 32×32
labels = y_train[:100]

full = nets.vgg16((32, 32, 1), 10, None)
weighted = [layer for layer in full.layers if layer.weights]
probe = keras.Model(full.input, [layer.output for layer in weighted])
noise = [rng.standard_normal(layer.kernel.shape, dtype="float32") for layer in weighted]
fan_ins = [int(np.prod(kernel.shape[:-1])) for kernel in noise]


def root_mean_square(x):
    """Size of a signal."""
    return float(np.sqrt(np.mean(np.square(np.asarray(x, dtype="float64")))))


measured = {}
for name, spread in {"σ = 0.1": 0.1, "He": None, "σ = 0.01": 0.01}.items():
    for layer, kernel, n in zip(weighted, noise, fan_ins, strict=True):
        layer.kernel.assign(kernel * np.float32(np.sqrt(2 / n) if spread is None else spread))
    sizes = np.array([root_mean_square(y) for y in probe(hundred[:16])])
    measured[name] = sizes / root_mean_square(hundred[:16])
    predicted = drawings.growth(spread, fan_ins)
    print(f"{name:8} behind 13 convolutions: "
          f"predicted {predicted[12]:.0e}, measured {measured[name][12]:.0e}")  # fmt: skip

# %% id="fig-signal"
figures.show(
    drawings.signals(measured),
    "A signal on its way through a fresh VGG-16, relative to the image. "
    f"Behind layer 16: {measured['σ = 0.1'][15]:.0e}, {measured['He'][15]:.1f} and {measured['σ = 0.01'][15]:.0e}.",
)

# %% [markdown] id="signal-reading"
# One line of arithmetic is right within about a factor of two, although it leaves out poolings and padding.
#
# The paper's "variance 10⁻²" is σ = 0.1, the top line. He et al. reckon with σ = 0.01, the bottom line. **Either way,
# sixteen layers are too many.** For A with σ = 0.01 it is less bad:

# %% id="depths"
for letter, name in NAMES.items():
    channels = [3]  # that each convolution reads
    for count, filters in zip(CONFIGURATIONS[letter], WIDTHS, strict=True):
        channels += [filters] * count
    left = drawings.growth(0.01, [9 * c for c in channels[:-1]])[-1]
    print(f"{name}, σ = 0.01: behind {len(channels) - 1} convolutions the signal is {left:.0e}")
back = drawings.growth(0.01, [9 * f for f in (64, 128, 128, 256, 256, 512, 512, 512, 512)])[-1]
print(f"B, the gradient on its way back from layer 10 to layer 2: 1/{1 / back:,.0f}")

# %% [markdown] id="gradient-words"
# The last line is He et al.'s number (section 2.2), about 1/17,000. Gradients shrink by the same rule, with the
# outgoing side in place of the incoming one (lesson 06).
#
# ### The ladder
#
# Lesson 08's three rungs: the loss at the start, a few images by heart, a bar that was set before.

# %% [markdown] exercise="rung_that_finds_it"

# %% [markdown] id="rung-words"
# Thin networks: a sixteenth of the width, dense layers of 64 units, images of 32×32. Their fan-ins are a sixteenth, so
# their σ is four times as large; each inner convolution then scales its signal as at full width.

# %% id="first-rung"
from_scores = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
print(f"log 10 = {np.log(10):.3f}")
spreads = {"σ = 0.1": 0.1, "He": "he_normal", "Glorot": "glorot_uniform", "σ = 0.01": 0.01}
for name, spread in spreads.items():
    keras.utils.set_random_seed(0)
    start = float(from_scores(labels, plain_network("D", spread)(hundred)))
    print(f"{name:8} loss at the start {start:.4g}")

# %% [markdown] id="first-rung-words"
# The first rung finds the signal that explodes and passes the one that vanishes. Second rung, live: a hundred images by
# heart, 100 steps.

# %% id="second-rung" tags=["varies"]
for name, spread in each([("He", "he_normal"), ("σ = 0.01", 0.01)], "training"):
    keras.utils.set_random_seed(0)
    model = plain_network("D", spread)
    model.compile(keras.optimizers.SGD(0.003, momentum=0.9), from_scores)
    again = np.tile(np.arange(100), 100)  # 100 times in a row is one fit
    model.fit(hundred[again], labels[again], batch_size=100, shuffle=False, verbose=0)
    scores = np.asarray(model(hundred))
    print(f"{name:8} loss {float(from_scores(labels, scores)):.2f}, "
          f"{(scores.argmax(axis=1) == labels).sum()} of 100 right")  # fmt: skip

# %% [markdown] id="starts-claim"
# Three seeds, 300 steps, more variants: **stored runs**. Four claims:
#
# 1. With σ = 0.01 eleven layers start and sixteen do not (the paper, section 3.1).
# 2. He starts.
# 3. Glorot starts, too (the same section, in a sentence added after submission).
# 4. Adam, which divides every gradient by its own size (so a tiny one counts as much as a large one), needs no good first weights.

# %% id="starts"
runs = stored("vgg_starts")
print("hundred images by heart, % right after 300 steps, mean ± spread of three seeds")
print(runs.table("right", digits=0))
print("seed by seed:")
for name, right in zip(runs.settings, runs.values("right"), strict=True):
    if np.ptp(right):
        print(f"{name:26}", *(f"{share:3.0f}" for share in right))
print(f"all {len(runs.runs)} runs took {runs.seconds() / 60:.0f} minutes, on two busy cores")

# %% id="fig-starts"
knows_shares = -np.sum((shares := np.bincount(labels) / 100) * np.log(shares))
curves = dict(zip(runs.settings, runs.values("curve"), strict=True))
figures.show(
    drawings.starts(curves, every=10, levels={"log 10": np.log(10)}, high=3),
    "Loss on the same hundred images, a line for each seed. A network that knows only how frequent "
    f"each class is ends at {knows_shares:.2f}, just below log 10. "
    "With σ = 0.1 two of the three lines lie above the chart.",
)

# %% [markdown] id="starts-words"
# 15 right means: it always answers the most frequent class.
#
# 1. **Fails in part.** Sixteen layers with σ = 0.01 do not start, but neither do eleven. The paper trained for 370,000 steps of 0.01; ours are 300 of 0.003.
# 2. **He starts in all three seeds**, and nothing else does under plain gradient descent at sixteen layers. But each loss jumps back up on its way: after 300 steps 100, 80 and 18 images are right. Good first weights make a network start; they do not choose the step size.
# 3. **Glorot: not at sixteen layers, not in 300 steps.** At eleven one seed begins to move. A factor of 0.71 looks harmless, and 0.71¹⁶ is 0.004, for the signal and once more for the gradient.
# 4. **Holds halfway.** Adam gets two of three seeds going with σ = 0.01, all three with Glorot. With σ = 0.01 it waits a hundred steps and more. So Adam hides bad first weights: they cost time.
#
# And with σ = 0.1, the "variance 10⁻²" as printed, the loss starts in the millions, and ends as no number at all or as
# a dead network.
#
# Batch normalization brings every layer's signal back to size, residual units give it a way around (lesson 13).

# %% [markdown] id="paper"
# ## What the paper did
#
# | | the paper | ours | what it changes |
# |---|---|---|---|
# | columns | A, A-LRN, B, C, D, E (table 1) | A, B, D, E | C has 1×1 in place of some 3×3; A-LRN adds AlexNet's normalization and gains nothing (section 4.1) |
# | dropout | 0.5 behind both hidden dense layers (section 3.1) | the same in `nets.vgg`; none in Keras' own VGG | nothing when answering |
# | first weights | from A, the rest N(0, 10⁻²), biases 0 (section 3.1) | Keras' default, Glorot | see above |
# | training | batches of 256, momentum 0.9, step 0.01 lowered three times, 74 passes (section 3.1) | not trained here | |
# | images | 224×224 crops, mean color taken off, shorter side 256 to 512 | 28×28 | |
# | top-1 error, shorter side 256 in training and test (table 3) | A 29.6 · B 28.7 · C 28.1 · D 27.0 · E 27.3 % | not trained here | |
# | 384 in training and test | D 26.8 · E 26.9 % | | |
# | 256 to 512 in training, 384 in test | D 25.6 · E 25.5 % | | |
#
# Depth helped from 11 layers to 16, and no more to 19. C is as deep as D, with 1×1 windows in part, and worse: it is
# not depth alone. Mixing the scales gained D 1.2 points; from B to D it is 1.7. (In the ImageNet contest of 2014 VGG
# came second in classification, behind GoogLeNet, and won localization.)
#
# Parameters against the paper's table 2, in millions:

# %% id="ledger"
totals = {}
for letter in NAMES:
    totals[letter] = sum(row.parameters for row in ops.stack_table(layers_of(letter), (224, 224, 3)))
# In C the last window of three blocks is 1×1: one weight in place of nine.
thinner = 8 * (256 * 256 + 512 * 512 + 512 * 512)
totals["C"] = totals["D"] - thinner
for letter, printed in {"A": 133, "B": 133, "C": 134, "D": 138, "E": 144}.items():
    print(f"{letter}: ours {totals[letter]:11,}, the paper {printed} million, "
          f"{'agrees' if round(totals[letter] / 1e6) == printed else 'DIFFERS'}")  # fmt: skip
for letter in "DE":
    rows = ops.stack_table(layers_of(letter), (224, 224, 3))
    convolutions = sum(row.macs for row in rows if row.field) / 1e9
    everything = sum(row.macs for row in rows) / 1e9
    print(f"{NAMES[letter]}: {everything:.2f} · 10⁹ MACs, {convolutions:.2f} in convolutions")

# %% [markdown] id="ledger-words"
# He et al. (2016, section 4.1) give "15.3" billion FLOPs for VGG-16 and "19.6" for VGG-19. The first seems to count the
# convolutions only, the second all layers. Both are multiply-*accumulates*: as multiplications and additions they are
# twice as many.

# %% [markdown] id="summary"
# ## Summary
#
# - The four networks are one function and one table: 8, 10, 13 or 16 convolutions, and three dense layers. The number
#   in the name counts both.
# - m windows of 3×3 see (2m + 1)×(2m + 1) for 9m weights in place of (2m + 1)²; three in place of one 7×7 save 45 %. In
#   our small networks they are not better.
# - VGG-16: 74 % of 138 million parameters in the first dense layer, 99 % of the MACs in the convolutions.
# - A fresh layer with ReLU changes its signal by σ√(n/2), and the factors multiply. He initialization makes each 1.
# - The first rung finds a signal that explodes, the second one that vanishes.
#
# ## Key terms
#
# | English | 中文 | in one line |
# |---|---|---|
# | block | 块 | layers of one width, repeated as one piece |
# | configuration | 配置 | how many layers each block has, and how wide |
# | depth | 深度 | how many layers with weights lie in a row |
# | width | 宽度 | how many channels a layer has |
# | weight initialization | 权重初始化 | how the first weights are drawn |
# | fan-in | 扇入 | how many numbers a unit adds up |
# | vanishing / exploding signal | 信号消失 / 爆炸 | made smaller / larger by every layer |
# | pre-training | 预训练 | first weights taken from a network trained before |
#
# ## Sources
#
# - Simonyan & Zisserman (2014), *Very deep convolutional networks for large-scale image recognition*, arXiv:1409.1556:
#   sections 2.1–2.3, 3.1, 4.1, tables 1–3.
# - He, Zhang, Ren & Sun (2015), *Delving deep into rectifiers*, arXiv:1502.01852, section 2.2: the size of first
#   weights, and the gradient in B.
# - Glorot & Bengio (2010), *Understanding the difficulty of training deep feedforward neural networks*, AISTATS: Keras'
#   default.
# - He, Zhang, Ren & Sun (2016), *Deep residual learning for image recognition*, arXiv:1512.03385, section 4.1: 15.3 and
#   19.6 GFLOPs.
# - Araujo, Norris & Sim (2019), *Computing receptive fields of convolutional neural networks*, Distill: 212 pixels.
# - Xiao, Rasul & Vollgraf (2017), *Fashion-MNIST*, arXiv:1708.07747: the images.

# %% [markdown] id="title" minutes=60 needs=["10", "11"]
# # Inception
#
# Windows of several sizes look at the same maps and are joined by channel: what that costs and gains, and how v3 and v4 went on.
#
# After this lesson you can
#
# - follow shapes through parallel paths joined by channel, and build GoogLeNet's block;
# - count what a 1×1 reduction saves, and when it saves nothing;
# - say how deep GoogLeNet is, by three honest counts;
# - cut an n×n window into strips, halve a grid without a bottleneck, and build v3's modules;
# - smooth labels, and say what auxiliary classifiers were for, and did.

# %% id="setup" tags=["setup"]
import numpy as np

from cnncourse import check, figures, hint, keras, nets, ops, solution
from cnncourse.experiments import stored
from cnncourse.experiments.inception import BLOCKS, inception_scales, small_network
from cnncourse.figures import diagram, experiments, stages
from cnncourse.figures import inception as drawn
from cnncourse.nets.cost import cost_table
from cnncourse.nets.googlenet import WIDTHS
from cnncourse.nets.googlenet import inception_block as block
from cnncourse.nets.inception_v3 import module_b, reduction_a
from cnncourse.ops.model_graph import is_kind, steps
from cnncourse.waiting import fitting
from cnncourse.widgets.inception import block_explorer

# %% [markdown] id="problem"
# ## Which window?
#
# LeNet begins with 5×5, AlexNet with 11×11, VGG with 3×3. A face can fill a photograph or ten of its pixels, so no size is right for all. Szegedy et al. (2014) did not choose. **Let a 1×1, a 3×3 and a 5×5 window look at the same maps, side by side, a pool beside them, and lay all resulting maps in one stack.**
#
# Paths must agree in height and width (by "same" padding), not in channels. Module 3a, the first block of their GoogLeNet, is given 28×28 pixels with 192 channels:
#
#     path 1:   28×28×192 ──1×1──>  28×28×64
#     path 2:   28×28×192 ──1×1──>  28×28×96  ──3×3──>  28×28×128
#     path 3:   28×28×192 ──1×1──>  28×28×16  ──5×5──>  28×28×32
#     path 4:   28×28×192 ──max 3×3, stride 1──>  28×28×192  ──1×1──>  28×28×32
#
# Joined: 64 + 128 + 32 + 32 = 256 channels, so 28×28×256. A join computes nothing, it lays arrays side by side along the last axis:
#
# $$ (n, h, w, c_1),\ (n, h, w, c_2),\ \ldots \;\longrightarrow\; (n, h, w, c_1 + c_2 + \ldots) $$

# %% id="fig-block"
figures.show(
    diagram.of_block(block, (28, 28, 192), WIDTHS["3a"]),
    "Module 3a, drawn from the Keras model. Four paths, six convolutions: "
    f"{' + '.join(str(WIDTHS['3a'][i]) for i in (0, 2, 4, 5))} = 256 channels.",
)

# %% [markdown] exercise="inception_block"

# %% [markdown] exercise="concat_or_add"

# %% [markdown] id="join-words"
# **What would happen if** they were added after all? Two paths of two maps each, a 1×1 filter behind them:

# %% id="join-or-add"
rng = np.random.default_rng(12)
small, large = rng.normal(size=(2, 1, 3, 4, 2))  # two paths, each (1, 3, 4, 2)
w = rng.normal(size=(2, 1))
on_sum = ops.conv1x1(small + large, w)
on_join = ops.conv1x1(np.concatenate([small, large], axis=-1), np.concatenate([w, w]))
print("largest difference:", f"{abs(on_sum - on_join).max():.1e}")
print("weights: on the sum", w.size, "· on the join", 2 * w.size)

# %% [markdown] id="join-after"
# A filter on the join that uses each weight twice is a filter on the sum. So the join can do all that the sum can, and also tell the paths apart. The price: more weights in the next layer. (Lesson 13 takes the sum.)
#
# ## The 1×1 before the window
#
# Paths 2 and 3 begin with a 1×1 only to make maps fewer: a *reduction*. Count path 3. *Without* its reduction each of 32 filters looks at 5 · 5 · 192 numbers, at 28 · 28 places:
#
# 28 · 28 · 5 · 5 · 192 · 32 = 120,422,400 multiply-accumulates (MACs, lesson 04).
#
# *With* it, the window looks at 16 maps, made first:
#
# 28 · 28 · 192 · 16 + 28 · 28 · 5 · 5 · 16 · 32 = 2,408,448 + 10,035,200 = 12,443,648.
#
# A tenth. For $c$ maps in, $r$ after the reduction, $f$ filters and a window of $k$:
#
# $$ h\,w\,k^2\,c\,f \qquad\text{against}\qquad h\,w\,(c\,r + k^2\,r\,f) $$

# %% [markdown] exercise="reduce_saving"

# %% id="saving"
for name in ("3a", "4a", "5b"):
    side, c = {"3a": (28, 192), "4a": (14, 480), "5b": (7, 832)}[name]
    macs = sum(sum(path[2:]) for path in drawn.block_costs(side, c, WIDTHS[name]))
    naive = drawn.without_reductions(side, c, WIDTHS[name])
    print(f"{name}: {naive:12,} MACs without reductions, {macs:12,} with: {naive / macs:.1f} times")

# %% [markdown] id="saving-words"
# The 1×1 behind the pool has another purpose: without it a block would hand on *all* maps that came in, and blocks would grow ever wider.
#
# Move the widths. Find a block that its reductions make *more* expensive. Then: how many filters of 5×5 may 3a have before that path costs more than the 3×3's?

# %% id="slider-block" tags=["widget"]
block_explorer()

# %% id="fig-wasteful"
figure, sentence = drawn.explorer(28, 16, WIDTHS["3a"])
figures.show(figure, f"One setting of the slider: module 3a's widths on 16 maps. {sentence}.")

# %% [markdown] id="wasteful-words"
# Sixteen maps are "reduced" to 96 here: more work, not less. (And 3a may have 314 filters of 5×5: 784 · (192 · 16 + 25 · 16 · 314) = 100,878,848, just below the 3×3's 101,154,816 MACs.)
#
# Something is lost: 192 numbers do not fit into 16. The paper bets that few mixtures still say much about a patch (section 4), v3's that neighbors are correlated (section 2).
#
# ## Scales, extracted and then mixed
#
# GoogLeNet has a *stem*, a few plain layers that make the image small, and nine blocks in a row. Each block offers four paths, so there are 4⁹ = 262,144 ways from the stem to the end, each with its own receptive field (lesson 03).

# %% id="fig-scales"
ways = drawn.scales()
fields = np.repeat(list(ways), list(ways.values()))
figures.show(
    drawn.scales_mixed(ways, 224),
    f"{len(fields):,} ways through GoogLeNet and what each sees: "
    f"from {fields.min()} to {fields.max()} pixels, half of them "
    f"between {np.percentile(fields, 25):.0f} and {np.percentile(fields, 75):.0f}. "
    "Wider than the image is no contradiction: the rest is padding.",
)

# %% [markdown] id="scales-words"
# VGG's last pooled map has one field, 212 pixels. Here each of the last 1,024 maps is a mixture: the paths extract, the join keeps apart, the 1×1 of the next block fuses. Whether that helps, the experiment below asks.
#
# ## "The first network past a hundred layers"
#
# So GoogLeNet is sometimes called. Its paper has three counts, the largest about a hundred (section 5). Which one is depth?

# %% [markdown] exercise="googlenet_depth"

# %% id="count-depth"
with_heads = nets.googlenet(auxiliary=True)
googlenet_alone = keras.Model(with_heads.inputs, with_heads.outputs[0])


def deepest(model, *kinds):
    """Layers of these kinds on the longest way from image to scores."""
    longest = {}
    for step in steps(model):
        before = max((longest[tensor] for tensor in step.inputs), default=0)
        longest[step.output] = before + is_kind(step.layer, *kinds)
    return max(longest.values())


weights, pools = ("Conv2D", "Dense"), ("MaxPooling2D", "AveragePooling2D", "GlobalAveragePooling2D")

# %% id="depth" tags=["varies"]
if googlenet_depth is ...:
    print("Write your prediction above first, then run this cell again.")
else:
    print("deep:", deepest(googlenet_alone, *weights))
    print("with pools:", deepest(googlenet_alone, *weights, *pools))
    print("weighted:", sum(is_kind(step.layer, *weights) for step in steps(googlenet_alone)))

# %% id="boxes"
for name, model in {"without helpers": googlenet_alone, "with helpers": with_heads}.items():
    no_box = ("InputLayer", "ZeroPadding2D", "Flatten")
    boxes = sum(not is_kind(step.layer, *no_box) for step in steps(model))
    print(f"all boxes, {name}: {boxes}; with a softmax for each classifier: {boxes + len(model.outputs)}")

# %% [markdown] id="depth-words"
# The paper says: **22 layers deep, counting layers with weights; 27 with pools;** about 100 building blocks in all, depending on the software. The hundred includes boxes side by side: pools, joins, normalizations, dropout, and the *helpers*, two classifiers for training only. **Depth is what a signal must pass in a row, and that is 22.** ResNet, a year later, has 152 weighted layers in a row (lesson 13).
#
# ## Inception v3: the same field for less
#
# v3 (Szegedy et al. 2015) changes four things: windows, the way sides are halved, labels, and helpers.
#
# VGG cut a 5×5 window into two 3×3 (lesson 10). Going on: n×n becomes a strip of 1×n and one of n×1. The first sums along each row, the second sums the rows; together they see n×n pixels. For one map in and one out, 7 · 7 = 49 weights become 7 + 7 = 14.

# %% [markdown] exercise="factorized_parameters"

# %% id="fig-windows"
figures.show(
    drawn.windows(),
    "Weights for one pair of maps. At n = 3 two strips save a third, at n = 7 they save 71 %; at n = 2 nothing.",
)

# %% [markdown] id="strips-words"
# **What do strips lose?** One pair of strips, for one map, makes only kernels whose rows are multiples of each other: *rank 1*. The best that one pair can do for two kernels:

# %% id="strips-rank"
kernels = {"upright line": np.outer(np.ones(7), [0, 0, 0, 1, 0, 0, 0]), "diagonal line": np.eye(7)}
for name, kernel in kernels.items():
    strength = np.linalg.svd(kernel, compute_uv=False) ** 2  # what each pair of strips can carry
    lost = 1 - strength[0] / strength.sum()
    rank = np.linalg.matrix_rank(kernel)
    print(f"{name}: rank {rank}, the best pair of strips loses {lost:.0%} of its squares")

# %% [markdown] id="strips-after"
# An upright line loses nothing, a diagonal needs seven pairs. A layer has many: with c maps in the middle, c pairs are added up, with a ReLU between the strips.
#
# The paper found strips bad in early layers and good on maps of 12 to 20 pixels (section 3.2). v3 has them where its maps are 17×17:

# %% id="fig-module-b"
maps = keras.Input((17, 17, 768))
module = keras.Model(maps, module_b(maps, 128))
convolutions = sum(is_kind(step.layer, "Conv2D") for step in steps(module))
figures.show(
    diagram.diagram(module),
    f"Module b of Inception v3: {convolutions} convolutions, each with BatchNorm and ReLU, "
    f"{module.count_params():,} parameters. Its longest path covers 13×13 pixels.",
)

# %% [markdown] id="batch-norm-words"
# *BN* in the boxes is batch normalization (BatchNorm): each channel is brought to mean 0 and spread 1 over a batch, then shifted and scaled by learned numbers (lesson 13). A bias before it is subtracted with the mean, and the next convolution can scale: v3 has neither bias nor scale.
#
# ### Halving the side without a bottleneck
#
# Maps of 16×16 with 8 channels are to become 8×8 with 16. Three ways, each with 3×3 windows:
#
# 1. **pool, then convolve.** Cheap: the window stands at 8×8 places. But everything must pass 8 · 8 · 8 = 512 numbers, while 1,024 come out. That is the *bottleneck*: no filter brings back what the pool dropped;
# 2. **convolve, then pool.** No bottleneck, and four times the work;
# 3. **both beside each other**: a strided convolution makes 8 of the 16 channels, a strided pool hands on the other 8, and they are joined.

# %% id="halving"
d, k = 16, 8
costs = {
    "pool, then convolve": (ops.conv_macs(d // 2, d // 2, 3, 3, k, 2 * k), (d // 2) ** 2 * k),
    "convolve, then pool": (ops.conv_macs(d, d, 3, 3, k, 2 * k), (d // 2) ** 2 * 2 * k),
    "side by side": (ops.conv_macs(d // 2, d // 2, 3, 3, k, k), (d // 2) ** 2 * 2 * k),
}
for name, (macs, narrowest) in costs.items():
    print(f"{name:20} {macs:8,} MACs, never fewer than {narrowest:5,} numbers")

# %% [markdown] id="halving-words"
# The third is the cheapest, and nowhere narrower than what comes out. (Section 5 of the paper has our factor of four between the first two, the caption of its figure 9 says 3.) v3 adds a longer path:

# %% id="fig-reduction"
figures.show(
    diagram.of_block(reduction_a, (35, 35, 288)),
    "Reduction of Inception v3: 384 + 96 + 288 = 768 channels. No window has padding where the stride is 2: 35 → 17.",
)

# %% [markdown] exercise="reduction_block"

# %% [markdown] exercise="inception_v3_module"
# The three modules that give v3 its shape. Write one small function for a convolution first; the rest is reading the table.

# %% [markdown] id="versions-words"
# ### v3, v4, and what the papers say of their cost
#
# v4 (Szegedy et al. 2016) has no new kind of path, but **one kind of module for each size of maps**, repeated: 4 of kind A at 35×35, 7 of B at 17×17, 3 of C at 8×8. Shortcuts are in another network of that paper, Inception-ResNet.

# %% id="versions"
work, built = {}, {}
for name in ("GoogLeNet", "Inception v3", "Inception v4"):
    model = googlenet_alone if name == "GoogLeNet" else getattr(nets, name.lower().replace(" ", "_"))()
    work[name], built[name] = ops.macs(model), model
    kernels = [step.layer.kernel_size for step in steps(model) if is_kind(step.layer, "Conv2D")]
    strips = sum(a != b for a, b in kernels)
    print(
        f"{name:12} {model.count_params():10,} parameters, {work[name]:14,} MACs, "
        f"{deepest(model, *weights):2} deep, {strips:2} of {len(kernels)} convolutions are strips"
    )
print(f"v3 against GoogLeNet: {work['Inception v3'] / work['GoogLeNet']:.1f} times the MACs")
alexnet = 60_965_224  # parameters, lesson 09
print(f"AlexNet against GoogLeNet: {alexnet / googlenet_alone.count_params():.1f} times the parameters")

# %% id="fig-strips"
for name, model in built.items():
    figures.show(
        stages.strip(model), f"{name}, a stack for each size of its maps, read from the model. {stages.in_words(model)}"
    )

# %% [markdown] id="paper"
# ## What the papers did
#
# | | the papers | ours, printed above | difference |
# |---|---|---|---|
# | GoogLeNet, work | 1.5 billion multiply-adds were the budget (section 1) | 1.58 billion | 5 % more |
# | GoogLeNet, parameters | "12 times fewer" than AlexNet (section 1) | 8.7 times fewer | 7.0 million, not 5 (v3's paper, section 1): does not close |
# | GoogLeNet, depth | 22, or 27 with pools (section 5) | 22 and 27 | none |
# | v3, parameters | below 25 million (abstract) | 23.9 million | moving means and variances included |
# | v3, work | 5 billion multiply-adds (abstract); "about 2.5 higher" than GoogLeNet (section 6) | 5.7 billion; 3.6 times | does not close; section 11 has the 2.5 against BN-Inception, another network |
# | v3, depth | 42 (section 6) | 48 | does not close; table 1 of the paper and the released network differ in their modules |
# | GoogLeNet, path 3 | a 5×5 (table 1) | a 5×5 | torchvision's has a 3×3; its source calls that a known bug |
# | GoogLeNet, ImageNet | 10.07 % top-5 error, one model, one crop (table 3) | not trained | |
# | v3, ImageNet | 21.2 % top-1, 5.6 % top-5, one crop (section 11) | not trained here; Keras's weights fit ours layer by layer | |
#
# Three rows do not close. For the first, count GoogLeNet path by path:

# %% id="ledger"
into = dict(zip(WIDTHS, [192, 256, 480, 512, 512, 512, 528, 832, 832], strict=True))  # channels
stem = sum(ops.conv_parameters(k, k, c, f) for k, c, f in [(7, 3, 64), (1, 64, 64), (3, 64, 192)])
modules = {name: sum(p[1] for p in drawn.block_costs(1, c, WIDTHS[name])) for name, c in into.items()}
dense = 1024 * 1000 + 1000
print(f"stem {stem:,}")
print("modules", ", ".join(f"{name} {count:,}" for name, count in modules.items()))
total = stem + sum(modules.values()) + dense
print(f"dense {dense:,}; all {total:,}, {total - googlenet_alone.count_params()} more than the model")
print(f"the two helpers: {with_heads.count_params() - total:,}")

# %% [markdown] id="ledger-words"
# Our own count closes: 7.0 million. One seventh is the dense layer, and the two last modules hold more than a third: where maps are many, weights are many.
#
# ## Helpers that are thrown away
#
# Would a gradient survive 22 layers? The authors doubted it and hung two **auxiliary classifiers**, the helpers, on modules 4a and 4d: a mean, a 1×1, two dense layers. In training their losses count too,
#
# $$ L = L_\text{main} + 0.3\, L_\text{4a} + 0.3\, L_\text{4d} $$
#
# and afterwards they are cut off. The paper hoped for three things (section 5): features that tell classes apart early, a stronger gradient below, and regularization.

# %% [markdown] exercise="helpers_after_training"

# %% [markdown] id="helpers-claim"
# A year later the same first author tested it (v3's paper, section 4). With and without helpers training went **alike at first**; only near the end helpers got slightly ahead. Leaving out the lower one did no harm. The hope for early features was "most likely misplaced", a helper acts as a regularizer. v3 keeps one.
#
# We can test the start: a thin GoogLeNet of six modules on 2,400 clothes, six passes, three seeds, each helper's loss counting 0 or 0.3. **The claim of 2014:** with helpers the main loss falls faster. This lesson's 27 runs are stored; `cnncourse experiments 12` makes them again.

# %% id="helpers"
helped = stored("inception_helpers")
print(helped.table("accuracy", unit=" %"))
curves = dict(zip(helped.settings, helped.values("losses"), strict=True))
for after in (1, 2, 6):
    lead = curves["no helpers"][:, after - 1] - curves["two helpers at 0.3"][:, after - 1]
    lower = f"lower by {lead.mean():+.2f} ± {lead.std(ddof=1):.2f}, in {(lead > 0).sum()} of 3 seeds"
    print(f"after pass {after} the helped loss is {lower}")
gain = np.diff(helped.values("accuracy"), axis=0)[0]
ahead = (gain > 0).sum()
print(f"accuracy, helped − not: {gain.mean():+.1f} ± {gain.std(ddof=1):.1f} points, ahead in {ahead} of 3")
every = [stored(f"inception_{name}") for name in ("helpers", "smoothing", "scales")]
print(f"all stored runs: {sum(runs.seconds() for runs in every) / 60:.0f} minutes of a busy machine")

# %% id="fig-helpers"
last = {name: runs[:, -1].mean() for name, runs in curves.items()}
figures.show(
    drawn.by_pass(curves),
    "Main loss with and without helpers, three seeds each; at the end "
    + ", ".join(f"{loss:.2f} ({name})" for name, loss in last.items())
    + ".",
)

# %% [markdown] id="helpers-words"
# **Hardly.** In the first two passes the helped loss is lower in all three seeds, by a few hundredths on average; after six the lead is no larger than its spread, and accuracy is the same. The authors saw a small lead at the other end.
#
# Ours has six modules, not nine: where no gradient vanishes there is nothing to help. BatchNorm and shortcuts took the helpers' place (lesson 13).
#
# ## Smooth labels
#
# With labels of 1 and 0 cross-entropy is smallest when the right score lies *infinitely* far above the others: training pushes on when the answer is long right. v3's remedy (section 7): spread a share ε of the label over all K classes.
#
# $$ q_k = (1 - \varepsilon)\, y_k + \frac{\varepsilon}{K} $$
#
# By hand, for K = 10 and ε = 0.1: the right class gets 0.9 + 0.01 = 0.91, each other one 0.01. So the right score should lie log(0.91 / 0.01) = log 91 = 4.51 above the others, and not more.

# %% [markdown] exercise="label_smoothing"

# %% id="smooth-keras"
labels = np.eye(10, dtype="float32")[[3, 7]]
scores = np.random.default_rng(3).normal(size=(2, 10)).astype("float32")
smooth = 0.9 * labels + 0.1 / 10
by_hand = -(smooth * np.log(ops.softmax(scores))).sum(axis=1).mean()
from_keras = keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=0.1)(labels, scores)
print(f"by hand {by_hand:.3f}, Keras {float(from_keras):.3f}")

# %% id="fig-gap"
figures.show(
    drawn.loss_by_gap((0.0, 0.1, 0.3), 10),
    f"Loss of one image by the gap between its right score and the nine others. "
    f"With ε = 0.1 it is lowest at {drawn.best_gap(0.1, 10):.2f}, with ε = 0.3 at {drawn.best_gap(0.3, 10):.2f}, with ε = 0 nowhere.",
)

# %% [markdown] id="smooth-claim"
# The paper gained 0.2 points on ImageNet, in both errors (section 7). **The claim here:** smoothing makes a network that is too sure of itself less sure, and not less right. LeNet (lesson 08), 1,000 images, 25 passes, three seeds; with ReLU and max pools, since LeNet as published was not too sure in a first try, before any smoothed run.
#
# On held-out images: *confidence* is the mean of the largest probability; where it equals the share of right answers, a network is *calibrated*. *Gap* is how far the largest score exceeds the second; *loss* is against labels that are not smoothed.

# %% id="smooth-runs"
smoothed = stored("inception_smoothing")
for result, unit in [("accuracy", " %"), ("confidence", " %"), ("loss", ""), ("gap", "")]:
    print(f"{result}\n{smoothed.table(result, digits=2 if not unit else 1, unit=unit)}")
accuracy = smoothed.values("accuracy")
for name, runs in zip(smoothed.settings[1:], accuracy[1:], strict=True):
    lead = runs - accuracy[0]
    ahead = (lead > 0).sum()
    print(f"{name} − one-hot: {lead.mean():+.1f} ± {lead.std(ddof=1):.1f} points, ahead in {ahead} of 3")

# %% id="fig-smooth"
sure, hit = smoothed.values("confidence"), smoothed.values("accuracy")
figures.show(
    drawn.smoothed_runs(smoothed.settings, hit, sure),
    f"Without smoothing the network is sure of {sure[0].mean():.0f} % and right in {hit[0].mean():.0f} %. "
    f"With ε = 0.1 it is {(hit - sure)[1].mean():.0f} points too modest, "
    f"with ε = 0.3 {(hit - sure)[2].mean():.0f} points.",
)

# %% [markdown] id="smooth-words"
# **The claim holds,** and more: smoothing was ahead in every seed, by one to two points on average, and the gap fell from 7 to below 3. But it does not calibrate: the network is now too modest, and ε sets by how much. The loss is best at 0.1, at 0.3 worse than without.
#
# ## An experiment: four scales against one
#
# Do several scales help at **equal cost**? One small network: a 3×3 convolution, a pool, two blocks, a pool, a third block, global mean, scores. Four kinds of block, all for 1.31 to 1.35 million MACs: *four paths*, 40 channels out; a *3×3 alone*, 18; a *5×5 alone*, 9; and a *1×1, then 3×3*, 36, with a reduction but a single scale. 5,000 images, six passes, three seeds.
#
# **The claim:** four paths beat each of the three others. Write down your order. First one live run:

# %% id="scales-live" tags=["varies"]
keras.utils.set_random_seed(0)
with fitting("training"):
    once = inception_scales.function(0, images=2000, epochs=3, **BLOCKS["four paths"])
print(f"four paths, 2,000 images, three passes: {once['accuracy']:.0f} % right, {once['macs']:,} MACs")

# %% id="scales-runs"
scales = stored("inception_scales")
print(scales.table("accuracy", unit=" %"))
reached = scales.values("accuracy")
for name, other in zip(scales.settings[1:], reached[1:], strict=True):
    lead = reached[0] - other
    ahead = (lead > 0).sum()
    print(f"four paths − {name}: {lead.mean():+.1f} ± {lead.std(ddof=1):.1f} points, ahead in {ahead} of 3")
known = scales.values("training")
print(f"on their own training images: {known.min():.0f} to {known.max():.0f} % right")

# %% id="fig-experiment"
figures.show(
    experiments.accuracy_and_cost(
        list(scales.settings), reached, scales.values("macs").mean(axis=1) / 1e6, "million MACs"
    ),
    f"Means from {reached.mean(axis=1).min():.1f} to {reached.mean(axis=1).max():.1f} %, at equal cost. "
    f"Seeds of one setting lie up to {np.ptp(reached, axis=1).max():.1f} points apart.",
)

# %% id="clock" tags=["timed"]
print(cost_table({name: small_network(**setting) for name, setting in BLOCKS.items()}))

# %% [markdown] id="experiment-words"
# **The claim fails as a whole.** Against the single windows four paths were ahead in every seed, by about as much as the leads spread. Against one scale *with* a reduction they were ahead in two of three, by less than half a point.
#
# So what wins may be the 1×1, not the mixture of scales: it makes a block of equal cost 36 or 40 channels wide, not 18 or 9, and puts two ReLUs in a row. To part the two would take more seeds and passes; none of these networks has learned even its training images. And clothes come in one size, where several scales should matter least.
#
# Later networks kept the reduction and dropped the mixture (lessons 13, 15), until objects differed in size (lesson 17).
#
# Equal MACs are not equal time (lesson 07): in three runs while this was written, the four paths got through four to seven tenths as many MACs a second as the others.
#
# ## Summary
#
# - Parallel paths are joined by channel; a join can do all that a sum can, and more.
# - A 1×1 before a large window saves work if it really reduces: nine tenths in the 5×5 of module 3a.
# - GoogLeNet is 22 weighted layers deep, has 58 of them, and about a hundred boxes.
# - n×n in strips costs 2n in place of n². Stride and pool beside each other halve a grid without a bottleneck.
# - Helpers were to speed up early learning. Their authors found no such effect, we a small one, gone after six passes.
# - Smoothed labels give the scores a finite goal. Networks get less sure, not calibrated.
# - At equal cost four scales did not clearly beat one with a reduction here.
#
# ## Key terms
#
# | English | 中文 | in one line |
# |---|---|---|
# | Inception block, module | Inception 块 | several windows side by side, joined by channel |
# | path, branch | 支路 | one of the ways through a block |
# | concatenation | 拼接 | arrays laid side by side along an axis |
# | reduction, bottleneck layer | 降维 (1×1) | a 1×1 that makes maps fewer before a window |
# | factorized convolution | 卷积分解 | n×n as 1×n and n×1 |
# | representational bottleneck | 表示瓶颈 | a place through which too few numbers pass |
# | auxiliary classifier | 辅助分类器 | a head in the middle, for training only |
# | label smoothing | 标签平滑 | a share of the label spread over all classes |
# | confidence, calibration | 置信度，校准 | how sure a network is; whether that matches how often it is right |
#
# ## Sources
#
# - Szegedy, Liu, Jia et al. (2014), *Going deeper with convolutions*, arXiv:1409.4842: also table 1 (widths).
# - Szegedy, Vanhoucke, Ioffe, Shlens & Wojna (2015), *Rethinking the Inception architecture for computer vision*, arXiv:1512.00567.
# - Szegedy, Ioffe, Vanhoucke & Alemi (2016), *Inception-v4, Inception-ResNet and the impact of residual connections on learning*, arXiv:1602.07261: figures 3 to 9, table 1 (v4).
# - `torchvision/models/googlenet.py`: path 3 with a 3×3. `inception_v3.py` of Keras: the released layout that ours follows.
# - Xiao, Rasul & Vollgraf (2017), *Fashion-MNIST*, arXiv:1708.07747: the images.

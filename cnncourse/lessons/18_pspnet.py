# %% [markdown] id="title" minutes=50 needs=["05", "13", "17"]
# # PSPNet
#
# A pyramid of means tells every pixel what the rest of the scene is like. You build it, add a second loss, and measure what the two are worth on small scenes.
#
# After this lesson you can
#
# - pool maps *to* a number of regions;
# - build a pyramid of means and say what each level puts behind a pixel;
# - add an auxiliary loss;
# - test whether context helps, with a control of as many weights and no context.

# %% id="setup" tags=["setup"]
import numpy as np

from cnncourse import check, data, figures, hint, keras, nets, ops, solution
from cnncourse.experiments import stored
from cnncourse.experiments.pspnet import network
from cnncourse.experiments.segmentation import confusion, small_scenes
from cnncourse.figures import diagram, stages
from cnncourse.figures import pspnet as pictures
from cnncourse.figures.scenes import beside
from cnncourse.nets.pspnet import pyramid_pooling as package_pyramid
from cnncourse.waiting import each
from cnncourse.widgets.pspnet import bin_explorer

rng = np.random.default_rng(18)

# %% [markdown] id="idea"
# ## What is around it?
#
# A gray patch with a straight edge: a wall, a car, a boat? On a lake it is a boat. The patch does not say so; the lake does. What the rest of the scene says about a pixel is its **context**.
#
# In lesson 17 ASPP looks at *places*, 2, 4, 6 steps away. Zhao and others (2017) took *means* instead, for **scene parsing**: a class for every pixel of a scene, ground included. Average the maps over a few regions, and put the averages behind every pixel. Several cuts, coarse to fine, are the **pyramid**.
#
# ## Bins are not windows
#
# A pool of lesson 05 has a *window*: you say how large, the map's size says how many results. A **bin** is a result: you say how many, the map's size says how large the regions.

# %% id="bins-and-windows"
maps = rng.normal(size=(1, 60, 60, 4)).astype("float32")
for b in (1, 2, 3, 6):
    windows = keras.layers.AveragePooling2D(b)(maps).shape[1:3]
    bins = keras.layers.AdaptiveAveragePooling2D(b)(maps).shape[1:3]
    print(f"{b}: pooled with windows of {b}×{b}: {windows};   pooled to {b}×{b} bins: {bins}")

# %% [markdown] id="cut-words"
# A window of 1×1 changes nothing; one bin is the mean of everything. PSPNet pools to 1, 2, 3 and 6 bins a side. (Pooling *to* a size is called **adaptive**.)
#
# ## Where a region begins and ends
#
# Cut five pixels, 1 2 3 4 8, into two regions. The middle is 2.5, inside the third pixel. The rule: **start rounded down, end rounded up.** Region 0 goes from 0 to 3, not included: 1, 2, 3, mean 2. Region 1 goes from 2 to 5: 3, 4, 8, mean 5. The pixel in the middle belongs to both.
#
# $$ \text{region } i \text{ of } b: \quad \Big\lfloor \frac{i\,n}{b} \Big\rfloor \;\le\; \text{pixel} \;<\; \Big\lceil \frac{(i+1)\,n}{b} \Big\rceil $$
#
# No pixel is left out; no region is empty.

# %% id="by-hand"
row = np.array([1.0, 2, 3, 4, 8]).reshape(1, 1, 5, 1)
print("ours: ", ops.adaptive_avg_pool(row, (1, 2)).ravel())
print("Keras:", np.asarray(keras.layers.AdaptiveAveragePooling2D((1, 2))(row)).ravel())

# %% [markdown] exercise="adaptive_avg_pool"

# %% [markdown] exercise="shared_pixels"

# %% id="fig-regions" tags=["varies"]
if shared_pixels is ...:
    print("Write your prediction above first, then run this cell again.")
else:
    figures.show(
        pictures.regions(10, [1, 2, 3, 4]),
        "Ten pixels in 1, 2, 3 and 4 regions (blue strokes). Orange: pixels of two regions, 2 of "
        "them for 4 bins. Five pixels each for 2 bins, none shared.",
    )

# %% [markdown] id="pyramid-words"
# ## What stands behind a pixel
#
# The means go back to the size of the maps, by bilinear resizing (lesson 17). Here the pyramid of an image; the network makes it of deep maps.

# %% id="fig-pyramid"
scene = pictures.scene(1)
figures.show(
    pictures.pyramid(scene, [1, 2, 3, 6]),
    f"Above the means of 1, 4, 9 and 36 regions of a scene of {len(scene)}×{len(scene)} pixels, "
    "below what is put behind its pixels.",
)

# %% [markdown] exercise="what_bin_one_sees"

# %% id="bin-one" tags=["varies"]
if what_bin_one_sees is ...:
    print("Answer the question above first, then run this cell again.")
else:
    for b in (1, 2, 6):
        behind = ops.bilinear_resize(ops.adaptive_avg_pool(scene[None], b), 64, 64)[0]
        colors = len(np.unique(behind.reshape(-1, 3).round(6), axis=0))
        print(f"{b} a side: {colors} different colors behind 4,096 pixels")

# %% [markdown] id="slider-words"
# Put the pixel on a garment. Before you move: from how many bins on does the color behind it come near its own?

# %% id="slider-bins" tags=["widget"]
bin_explorer()

# %% id="fig-behind"
figure, sentence = pictures.explorer(0, bins=3, row=20, column=40)
figures.show(figure, f"One setting of the slider. {sentence}.")

# %% [markdown] id="module-words"
# ## The pyramid in Keras
#
# Between the means and the resizing stands a 1×1 convolution with BatchNorm and ReLU. Each of N levels on maps of c channels gets c/N (section 3.2 of the paper), all together as many as the maps. And **the maps themselves are joined, too**: they know the place, the levels the surroundings.
#
#     maps             16×16×48
#     bin 1    1×1×48 → 1×1×16 → 16×16×16
#     bins 2   2×2×48 → 2×2×16 → 16×16×16       48 + 3·16 = 96 channels
#     bins 4   4×4×48 → 4×4×16 → 16×16×16
#
# The convolution comes before the resizing, on 1, 4 and 16 places instead of 256.

# %% id="fig-module"
figures.show(
    diagram.of_block(package_pyramid, (16, 16, 48), (1, 2, 4), 16),
    "A pyramid with bins 1, 2 and 4, drawn from Keras: 48 channels go in, 48 + 3 · 16 = 96 come out.",
)

# %% [markdown] exercise="pyramid_pooling"

# %% [markdown] exercise="pyramid_weights"

# %% [markdown] id="auxiliary-words"
# ## A second loss
#
# To help the training of a deep ResNet, the paper (section 4) puts a second classifier on the stage before the last, for the same labels. Its loss, the **auxiliary** one, is added with a small weight:
#
# $$ L = L_\text{main} + \alpha\, L_\text{aux}, \qquad \alpha = 0.4 $$
#
# Main losses 0.5 and 1.5, mean 1; auxiliary losses 2 and 3, mean 2.5: 1 + 0.4 · 2.5 = 2. **After training the second classifier is left away.** (GoogLeNet has two such helpers, lesson 12.) Pixels labeled "ignore" (lesson 17) count in neither loss.

# %% [markdown] exercise="auxiliary_loss"

# %% id="two-outputs"
two = network(auxiliary=True)
used = keras.Model(two.input, two.outputs[0])
print("outputs in training:", [tuple(output.shape[1:]) for output in two.outputs])
print(f"parameters in training {two.count_params():,}, in use {used.count_params():,}")

# %% [markdown] id="whole-words"
# ## The whole network
#
# A backbone with strides replaced by dilation, the pyramid, a 3×3 convolution, scores for each place, bilinear resizing to the image. Yours is smaller than the one trained below: three plain convolutions for residual blocks.

# %% [markdown] exercise="pspnet"

# %% [markdown] id="size-words"
# ## Another image

# %% [markdown] exercise="a_larger_image"

# %% id="another-size" tags=["varies"]
if a_larger_image is ...:
    print("Answer the question above first, then run this cell again.")
else:
    wide = rng.normal(size=(1, 64, 128, 3)).astype("float32")
    for bins in [(), (1, 2, 4)]:
        options = {"classifier_activation": None, "width": 8, "bins": bins}
        small, large = (nets.small_pspnet((64, side, 3), **options) for side in (64, 128))
        large.set_weights(small.get_weights())
        left = np.asarray(small(wide[:, :, :64], training=False))
        whole = np.asarray(large(wide, training=False))[:, :, :64]
        change = np.abs(left - whole)[:, :, :16].max() / np.abs(left).max()
        print(f"bins {str(bins):10}: scores at the left edge change by {change:.3f} of the largest")

# %% [markdown] id="size-after"
# The same untrained weights and the same 64 columns; the image goes on for 64 more. Without a pyramid the new part lies outside the left edge's receptive field. With one, everything has changed a little.

# %% [markdown] id="costs-words"
# ## Where PSPNet-50 keeps its weights

# %% id="closes" tags=["varies"]
big = nets.pspnet50(auxiliary=True)


def learned(layers):
    """Trained numbers of some layers."""
    return sum(int(np.prod(weight.shape)) for layer in layers for weight in layer.trainable_weights)


parts = {"stem": ("conv1",), "ResNet-50's stages": ("conv2", "conv3", "conv4", "conv5"), "pyramid": ("pyramid",)}
parts |= {"3×3 convolution": ("head",), "scores, 21 classes": ("predictions",)}
counts = {name: learned(x for x in big.layers if x.name.startswith(starts)) for name, starts in parts.items()}
for name, count in counts.items():
    hidden = name == "pyramid" and pyramid_weights is ...
    print(f"{name:28}{'?' if hidden else f'{count:,}':>12}")
main = keras.Model(big.input, big.outputs[0])
helper = learned(big.layers) - learned(main.layers)
assert sum(counts.values()) == learned(main.layers)
print(f"{'= PSPNet-50':28}{learned(main.layers):>12,}")
print(f"{'+ second classifier':28}{helper:>12,}  in training only")
print(f"by hand, 4096·9·512 + 2·512 {4096 * 9 * 512 + 2 * 512:>12,}  for the 3×3 convolution")
print(f"multiply-accumulates for 473×473 pixels: {ops.macs(main):,}")
head = 60 * 60 * 9 * 512
print(f"of these, the 3×3 convolution: {4096 * head:,}, half of them on the levels")

# %% id="fig-strip"
figures.show(
    stages.strip(main),
    "PSPNet-50, read from the model: a stack for each size of its maps. The trunk's last two stages keep 60×60 places, "
    f"the pyramid and the scores come next, then the map is enlarged. {stages.in_words(main)}",
)

# %% [markdown] id="costs-after"
# The pyramid is cheap; the 3×3 convolution behind it costs, with twice as many channels to look at. "With" and "without" are networks of different size; hence the control below.
#
# ## An experiment: does context help?
#
# Scenes as in lesson 17, 64×64 pixels, clothes of two sizes on photographs: 1,600 to train on, five epochs, batches of 8, so 1,000 steps of Adam; mIoU from one confusion matrix over 200 other scenes; three seeds. The backbone is that of `small_deeplab`, 12, 24 and 48 channels, maps of 16×16 places. Variants:
#
# - **no pyramid**; **bins 1, 2, 4**; **bin 1** or **bin 4** alone, with all 48 channels;
# - **bins of one place**: three levels of 16 bins a side, each the mean of one place: every weight is there, and no context. This is the **control**;
# - **bins 1, 2, 4, two losses**: α = 0.4, the second classifier on the stage before the last;
# - **small_deeplab** with 10, 20 and 40 channels, for about as many weights.
#
# **Five claims, written down before the runs:** (1) A pyramid beats none. (2) It beats its control. (3) Three levels beat a single one. (4) The second loss helps. (5) DeepLab, with more work, is better still. Which do you expect to hold?
#
# First how far the backbone sees, and one network live, with half of the scenes and two epochs:

# %% id="field"
convolutions = [(3, 2), (3, 1), (3, 1), (3, 2), (3, 1), (3, 1), (3, 1, 2)]
before, behind = (ops.receptive_field(convolutions + more)[0] for more in ([], [(3, 1)]))
print(f"the backbone sees {before} pixels, with the 3×3 behind it {behind}; a scene has 64")

# %% id="live" tags=["varies"]
keras.utils.set_random_seed(0)
live = network()
x_train, y_train = small_scenes(800)
falling = keras.optimizers.schedules.CosineDecay(0.008, 200)  # the step falls to 0
from_scores = keras.losses.SparseCategoricalCrossentropy(from_logits=True, ignore_class=data.IGNORE)
live.compile(keras.optimizers.Adam(falling), from_scores, jit_compile=False)
losses = []
for _ in each(range(2), "training"):
    losses += live.fit(x_train, y_train, batch_size=8, verbose=0).history["loss"]
x_test, y_test = small_scenes(50, split="validation")
matrix = confusion(live, x_test, y_test)
print(f"loss {losses[0]:.2f}, then {losses[1]:.2f}")
right, score = 100 * ops.pixel_accuracy(matrix), 100 * ops.mean_iou(matrix)
print(f"50 other scenes: {right:.0f} % of pixels right, mIoU {score:.0f} %")

# %% id="fig-live" tags=["varies"]
images = x_test[:4] * 0.25 + 0.5
answers = live.predict(x_test[:4], verbose=0).argmax(axis=-1)
answers[y_test[:4] == data.IGNORE] = data.IGNORE
figures.show(
    beside(images, y_test[:4], answers),
    "Four scenes that it has not seen, after 2 epochs with 800 scenes.",
)

# %% [markdown] id="live-words"
# It has found where some clothes lie, hardly which they are. Most pixels are background: accuracy flatters it, mIoU does not. The rest is stored (`cnncourse experiments 18` runs it again).

# %% id="stored-runs"
runs = stored("pspnet_context")
miou = runs.values("miou")
print(f"{runs.seconds() / 60:.0f} minutes on a busy machine with two cores")
print("mIoU on 200 scenes, mean ± spread over 3 seeds")
print(runs.table("miou", unit=" %"))
print("\nloss on the training scenes, last epoch")
print(runs.table("loss", digits=2))

# %% id="costs-table"
print(f"{'':26}in training     in use          MACs   seconds a run")
for label in runs.settings:
    one = runs.runs[label, 0]
    seconds = np.mean([runs.runs[label, seed]["seconds"] for seed in runs.seeds])
    print(f"{label:26}{one['parameters']:11,}{one['used']:11,}{one['macs']:14,}{seconds:11.0f}")

# %% [markdown] id="seconds-words"
# (The loss of "two losses" is main + 0.4 · auxiliary: do not compare it. The machine had other work: go by the MACs, multiply-accumulates, not by the seconds.)

# %% id="paired"
rows = dict(zip(runs.settings, miou, strict=True))
pairs = [
    ("bins 1, 2, 4", "no pyramid"), ("bins 1, 2, 4", "bins of one place"), ("bins 1, 2, 4", "bin 1"),
    ("bins 1, 2, 4", "bin 4"), ("bins 1, 2, 4, two losses", "bins 1, 2, 4"), ("small_deeplab", "bins 1, 2, 4"),
]  # fmt: skip
print("points of mIoU, seed by seed")
for one, other in pairs:
    gains = rows[one] - rows[other]
    print(f"{one:25} above {other:18}", "  ".join(f"{gain:+5.1f}" for gain in gains), f"  mean {gains.mean():+.1f}")

# %% id="fig-ious"
mean = {name: values.mean() for name, values in rows.items()}
figures.show(
    pictures.ious(list(rows), miou),
    f"No pyramid {mean['no pyramid']:.1f} %, the control {mean['bins of one place']:.1f} %, "
    f"bins 1, 2, 4 {mean['bins 1, 2, 4']:.1f} %, DeepLab {mean['small_deeplab']:.1f} %. "
    "Dots are seeds, strokes means.",
)

# %% [markdown] id="verdict"
# - **Claim 1 fails.** With bins 1, 2 and 4 every seed is *worse* than without a pyramid, by 1.2 to 2.7 points.
# - **Claim 2 fails.** Every seed is worse than the control, by 0.6 to 3.5 points. The two differ in the bins alone; the number of weights is not to blame.
# - **Claim 3 fails** against bin 4: behind in two seeds of three, by 2.1 points on average. Against bin 1 it is **not decided**: ahead on average only because one seed of bin 1 fell to 19.2 %.
# - **Claim 4 is not decided.** The second loss gains 2.1, 0.0 and 0.8 points.
# - **Claim 5 fails.** DeepLab is behind in every seed, by 2.3 to 7.5 points, for more MACs.
#
# **What the runs say:** in 1,000 steps from scratch on these scenes, the plain backbone is as good as anything, as in lesson 17. Learning by heart is not the reason: with bins 1, 2, 4 and with DeepLab the loss on the *training* scenes is higher as well.
#
# **What they do not say:** that the paper is wrong. It had a backbone trained on ImageNet, images 473 pixels wide, batches of 16, 150,000 steps, and scenes in which things go together; in ours a bag says nothing about what lies beside it. Which of these matters, no run tells.
#
# ### Why worse, and not just no better?
#
# BatchNorm takes mean and variance over all places of a batch. Behind bin 1 each image has *one* place: 8 numbers a channel, against 8 · 256 = 2,048 on the maps. (The authors write that the batch size matters much for BatchNorm, and gathered 16 images from several GPUs: section 5.1.) One more experiment, thought of *after* the first: bin 1 with convolution, bias and ReLU alone.

# %% id="bare"
bare = stored("pspnet_bare_level")
three = {
    "bin 1, BatchNorm on 8 values": rows["bin 1"],
    "bin 1, no BatchNorm": bare.values("miou")[0],
    "no pyramid": rows["no pyramid"],
}
for name, values in three.items():
    each_seed = "  ".join(f"{value:.1f}" for value in values)
    print(f"{name:30} {each_seed}   mean {values.mean():.1f}")

# %% [markdown] id="bare-words"
# Better in every seed. That is a hint, not a proof, that BatchNorm on a handful of means is part of the trouble: it was tried after the fact, on the same 200 scenes. And no pyramid does better still.

# %% id="fig-predicted"
figures.show(
    pictures.predicted(["no pyramid", "bins 1, 2, 4", "small_deeplab"]),
    "Four validation scenes and what three stored networks of seed 0 say. All are far from done: "
    f"mIoU {mean['bins 1, 2, 4']:.0f} % with the pyramid.",
)

# %% id="fig-by-class"
by_class = runs.values("iou")
chosen = ["no pyramid", "bins 1, 2, 4", "small_deeplab"]
picked = by_class[[runs.settings.index(name) for name in chosen]]
behind = (picked[0] - picked[2]).mean(axis=0)
farthest = data.SCENE_CLASSES[behind.argmax()]
figures.show(
    pictures.by_class(chosen, picked),
    f"IoU by class, mean of 3 seeds: from {picked[1].mean(axis=0).max():.0f} % down to "
    f"{picked[1].mean(axis=0).min():.0f} % with the pyramid. DeepLab is farthest behind with the "
    f"class {farthest}, by {behind.max():.0f} points.",
)

# %% [markdown] id="paper"
# ## What the paper did
#
# | | PSPNet-50, 2017 | ours, stored | what it changes |
# |---|---|---|---|
# | image | 473×473, maps of 60×60 | 64×64, maps of 16×16 | 60 is divided by 1, 2, 3 and 6: no pixel is shared |
# | bins | 1, 2, 3, 6 | 1, 2, 4 | 16 is divided by 1, 2 and 4 |
# | channels of a level | 2048/4 = 512 | 48/3 = 16 | the same rule |
# | backbone | ResNet-50, trained on ImageNet | seven 3×3 convolutions, from scratch | its maps know objects |
# | training | batches of 16, 150,000 steps | batches of 8, 1,000 steps | |
# | parameters in use | 46,716,373 with 21 classes | 67,847 | |
# | scenes | ADE20K: 20,000 to train on, 150 classes | 1,600 to train on, 11 classes | there, things go together |
# | mIoU | 41.68 % on ADE20K, one scale | printed above | not to be compared |
#
# The paper's steps on ADE20K: 35.82 % without either, 37.23 % with the second loss (α = 0.4, the best of 0.3, 0.4, 0.6 and 0.9; table 2), 41.68 % with the pyramid, too. Maxima in place of means make 40.87 % (table 1). No row of that table is a control with as many weights.

# %% [markdown] id="summary"
# ## Summary
#
# - Bins say how many regions there are, windows how large.
# - Region i of b goes from ⌊i·n/b⌋ up to ⌈(i+1)·n/b⌉. Where b does not divide n, neighbors share a pixel.
# - The pyramid joins the maps with N levels of c/N channels. That doubles the channels, so compare with a control.
# - The second loss counts 0.4 in training; its classifier is left away.
# - In a larger image the bins are larger; every prediction depends on all of it.
# - Here the pyramid lost 2 points of mIoU and DeepLab more; whether the second loss helps stayed open. On ADE20K the pyramid gained 4.45. Measure a claim again in your setting.
#
# ## Key terms
#
# | English | 中文 | in one line |
# |---|---|---|
# | context | 上下文 | what the rest of the scene says about a pixel |
# | pyramid pooling | 金字塔池化 | means over regions of several sizes |
# | bin | 池化区域 | one of a fixed number of regions |
# | adaptive pooling | 自适应池化 | pooling to a number of regions |
# | auxiliary loss | 辅助损失 | a second loss, for training only |
# | scene parsing | 场景解析 | a class for every pixel, ground included |
#
# ## Sources
#
# - Zhao, Shi, Qi, Wang & Jia (2017), *Pyramid scene parsing network*, arXiv:1612.01105: pyramid (section 3.2), auxiliary loss (4, table 2), training (5.1), ADE20K (5.2, tables 1, 2 and 4). Image size and prediction in pieces: their code, `hszhao/PSPNet`.
# - Chen, Zhu, Papandreou, Schroff & Adam (2018), *Encoder-decoder with atrous separable convolution*, arXiv:1802.02611.
# - He, Zhang, Ren & Sun (2015), *Deep residual learning for image recognition*, arXiv:1512.03385.
# - Ioffe & Szegedy (2015), *Batch normalization*, arXiv:1502.03167.
# - Xiao, Rasul & Vollgraf (2017), *Fashion-MNIST*, arXiv:1708.07747.

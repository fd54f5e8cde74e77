# %% [markdown] id="title" minutes=60 needs=["03", "13", "15"]
# # DeepLab
#
# A label for every pixel: you judge such labels, turn strides into rates without changing what a network computes, build pyramid and decoder, and measure their worth on small scenes.
#
# After this lesson you can
#
# - count a confusion matrix with pixels that do not matter, and say why mIoU and not pixel accuracy;
# - replace a stride by a rate so that every old value is still there;
# - build atrous spatial pyramid pooling, and say when a rate is too large for its map;
# - resize bilinearly under either of two conventions;
# - build a decoder, and test it near borders.

# %% id="setup" tags=["setup"]
import numpy as np

from cnncourse import check, data, figures, hint, keras, nets, ops, solution
from cnncourse.experiments import stored
from cnncourse.experiments.deeplab import network
from cnncourse.experiments.segmentation import confusion, small_scenes
from cnncourse.figures import deeplab as pictures
from cnncourse.figures import diagram, scenes, stages
from cnncourse.nets.cost import cost_table
from cnncourse.nets.deeplab_v3_plus import aspp as package_aspp
from cnncourse.nets.deeplab_v3_plus import decoder as package_decoder
from cnncourse.waiting import each
from cnncourse.widgets.deeplab import rate_explorer

rng = np.random.default_rng(17)

# %% [markdown] id="dense"
# ## A label for every pixel
#
# **Dense prediction** gives a vector of scores for each pixel: for an image `(h, w, 3)` and 11 classes, scores `(h, w, 11)`. The loss is cross-entropy at each pixel, averaged.
#
# Our data are drawn: three to five garments of Fashion-MNIST in several sizes, one over another, on photographs. Pixels that a garment's edge covers only in part have the label 255, **ignore**: they count neither in the loss nor in the score.

# %% id="fig-scenes"
x_few, y_few = data.scenes(4, seed=3, split="validation", side=64, sizes=(28, 44))
figures.show(
    scenes.beside(x_few, y_few),
    f"Four scenes of 64×64 pixels and their labels. "
    f"{(y_few == data.IGNORE).mean():.0%} of the pixels are left out (white).",
)

# %% [markdown] id="matrix-words"
# ## How to judge it
#
# In the **confusion matrix** the row is the true class, the column the predicted one; `matrix[1, 0]` pixels of class 1 were taken for class 0:
#
#                     said 0   said 1
#     truly 0            5        1
#     truly 1            2        4
#
# The diagonal holds the hits, 9 of 12: **pixel accuracy** 75 %. For class 1, 2 + 4 pixels have the class, 1 + 4 were given it, and the 4 hits stand in both sums. Together the two regions cover 2 + 4 + 1 = 7 pixels; their overlap is 4 of 7:
#
# $$ \mathrm{IoU}_k = \frac{m_{kk}}{\sum_j m_{kj} + \sum_j m_{jk} - m_{kk}} \qquad \mathrm{mIoU} = \text{mean over the classes that occur} $$
#
# IoU is **intersection over union**. Class 0 has 5/8, so mIoU is (5/8 + 4/7) / 2 = 0.598.

# %% [markdown] exercise="confusion_matrix"

# %% [markdown] exercise="mean_iou"

# %% [markdown] exercise="all_background"

# %% id="background" tags=["varies"]
x_test, y_test = small_scenes(200, split="validation")
classes = len(data.SCENE_CLASSES)
lazy = ops.confusion_matrix(y_test, np.zeros_like(y_test), classes, ignore=data.IGNORE)
if all_background is ...:
    print("Write your prediction above first, then run this cell again.")
else:
    print('200 scenes, and "background" is the answer everywhere:')
    print(f"pixel accuracy {ops.pixel_accuracy(lazy):.1%}, mIoU {ops.mean_iou(lazy):.1%}")

# %% [markdown] id="background-words"
# More than half of the pixels right without looking. What covers most of the image rules pixel accuracy; in mIoU each class counts the same.
#
# ### Sum first, then divide
#
# Averaging the images' mIoUs gives another number: a small shoe counts as much as a large coat, and a class absent from an image drops out of its mean, or, worse, enters it as 0 or 1.

# %% id="per-image"
found = np.array([0.95, 0.9, 0.3, 0.1])[:, None, None]  # of the garments' pixels, image by image
guess = np.where((rng.uniform(size=y_few.shape) < found) & (y_few != data.IGNORE), y_few, 0)
four = [ops.confusion_matrix(a, b, 11, ignore=data.IGNORE) for a, b in zip(y_few, guess, strict=True)]
ratios = np.array([ops.iou(one) for one in four])
print(f"mIoU of the summed matrix         {ops.mean_iou(sum(four)):.3f}")
print(f"mean of the images' mIoUs         {np.mean([ops.mean_iou(one) for one in four]):.3f}")
print(f"the same, absent classes as 0     {np.nan_to_num(ratios, nan=0).mean():.3f}")
print(f"the same, absent classes as 1     {np.nan_to_num(ratios, nan=1).mean():.3f}")
print(f"classes in each image: {(~np.isnan(ratios)).sum(axis=1)} of 11")

# %% [markdown] id="per-image-words"
# The VOC challenge and the DeepLab papers take the first: sum, then divide.
#
# ## Coarse maps
#
# ResNet-50's last maps have 1/32 of the image's side: **output stride** 32, the image's side over the map's. A shirt 40 pixels wide is one place and a bit.

# %% [markdown] exercise="why_not_pool_more"

# %% [markdown] id="atrous-words"
# ## Rates instead of strides
#
# Take the last stride out, and the map is twice as fine. But for every kernel *behind* it places now lie half as far apart: it sees half of what it was trained to see. So it steps twice as far: an **atrous** (dilated, lesson 03) convolution with **rate** r looks at places r apart. A 3×3 kernel keeps its nine weights and spans 2r + 1 places.
#
# By hand, along a row, kernel (1, 2, 1). On every other value of 3 1 4 1 5 9 2, which is 3 4 5 2, it gives 3 + 2·4 + 5 = **16** and 4 + 2·5 + 2 = **16**. With rate 2 on all seven values: first 3 + 2·4 + 5 = **16**, then 1 + 2·1 + 9 = 12, then 4 + 2·5 + 2 = **16**. The old values are there, a new one between them.

# %% [markdown] exercise="field_of_one_tap"

# %% [markdown] exercise="dilate_instead_of_stride"
# In words: once the output stride is reached, a layer no longer strides, and what lies behind it is dilated by as much.

# %% id="proof"
strided = [(3, 2, 1), (3, 2, 1), (3, 1, 1), (3, 2, 1), (3, 1, 1)]
dilated = [(3, 2, 1), (3, 1, 1), (3, 1, 2), (3, 1, 2), (3, 1, 4)]  # output stride 2
undilated = [(3, 2, 1), (3, 1, 1), (3, 1, 1), (3, 1, 1), (3, 1, 1)]
kernels = [0.4 * rng.normal(size=(3, 3, a, 4)) for a in (3, 4, 4, 4, 4)]


def run(layers, x):
    """Convolutions with zeros around, a ReLU behind each but the last."""
    for (_, stride, rate), kernel in zip(layers, kernels, strict=True):
        x = ops.conv2d(np.maximum(x, 0) if kernel is not kernels[0] else x, kernel, None, stride, rate, rate)
    return x


image = rng.normal(size=(1, 65, 49, 3))
coarse, fine, wrong = (run(layers, image) for layers in (strided, dilated, undilated))
nets_run = [("strided", strided, coarse), ("dilated", dilated, fine), ("not dilated", undilated, wrong)]
for name, layers, maps in nets_run:
    print(f"{name:12} maps {maps.shape[1:3]}, field {ops.receptive_field(layers)[0]} pixels")
print(f"values of the strided net: spread {coarse.std():.1f}")
for name, _, maps in nets_run[1:]:
    off = np.abs(maps[:, ::4, ::4] - coarse).max()
    print(f"{name:12} every fourth place is off by at most {off:.3f}")

# %% id="fig-grids"
figures.show(
    pictures.grids(coarse[0, 4, :, 0], fine[0, 16, :, 0], wrong[0, 16, :, 0]),
    f"One row of the three nets, same weights. The dilated net meets all {coarse.shape[2]} old values "
    "and fills in between; the one without rates misses them.",
)

# %% [markdown] id="proof-words"
# The same weights, the same values at the same places, no training. So the authors made ImageNet networks dense. Without rates the field shrinks, to less than half here, and the values change.
#
# Padding has to fit: zeros on both sides, as many as the rate. Keras' `"same"` with stride 2 on an even side pads at one end only, and places shift; the papers use odd sides such as 513. The price: with half the output stride, all layers behind work on four times as many places.
#
# **At output stride 8 all rates double**, also those of the pyramid below, to see the same piece of the image:

# %% id="rates"
for stride in (16, 8):
    rates = [rate * 16 // stride for rate in (6, 12, 18)]
    spans = [2 * rate * stride for rate in rates]
    print(f"output stride {stride:2}, rates {rates}: {spans} pixels from first to last tap")
print("output stride  8, rates left as they are:", [2 * rate * 8 for rate in (6, 12, 18)])

# %% [markdown] id="taps-words"
# ## When a rate is too large
#
# Small and large things need small and large windows, so several rates side by side. But a large rate steps off a small map. With rate 4 on a row of 5 places the middle tap always falls on the row, the left one for one place only (5 − 4), the right one likewise: 5 + 1 + 1 = 7 of 15 taps. The rest see zeros.

# %% [markdown] exercise="share_of_taps"

# %% [markdown] id="slider-words"
# Write down first: from which rate on does a 3×3 kernel on 12×12 places become 1×1 everywhere? And with the same rate, what does output stride 4 change?

# %% id="slider-rates" tags=["widget"]
rate_explorer()

# %% id="fig-taps"
figure, sentence = pictures.taps(rate=5, output_stride=8, row=5, column=3)
figures.show(figure, f"One setting of the slider: {sentence}.")

# %% id="fig-shares"
counts = {rate: pictures.inside((65, 65), rate) for rate in (6, 18, 36, 65)}
for rate, one in counts.items():
    nine, alone = (one == 9).mean(), (one == 1).mean()
    print(f"rate {rate:2} on 65×65 places: all nine taps at {nine:.0%}, the middle alone at {alone:.0%}")
figures.show(
    pictures.shares(65, np.arange(1, 71)),
    "From rate 33 on no place keeps all nine taps, from rate 65 on all keep one: the 3×3 kernel has become 1×1.",
)

# %% [markdown] id="aspp-words"
# So Chen et al. (2017, DeepLab v3) found: a kernel of very large rate sees not the whole image but its middle tap. They added a path that does see the whole, the mean.
#
# ## Atrous spatial pyramid pooling
#
# **ASPP**: side by side on the same maps, a mean over everything, a 1×1 convolution, and 3×3 convolutions at three rates; joined by channel, then cut down by a 1×1 convolution.

# %% id="fig-aspp"
figures.show(
    diagram.of_block(package_aspp, (32, 32, 64), 16, (6, 12)),
    "Paths side by side on the same maps; of three rates two are drawn. "
    "The path on the mean is one number for each channel, laid out over all places.",
)

# %% [markdown] exercise="aspp"

# %% [markdown] id="resize-words"
# ## Making maps larger
#
# Bilinear: a new pixel is the weighted mean of the four old ones around its place. But where is that? Two pixels, 0 and 4, become four.
#
# - **Areas on areas** (half-pixel centers): old pixels cover 0–1 and 1–2, with centers at 0.5 and 1.5; new ones are half as wide. New pixel 1 lies at 0.75: a quarter of the way from 0 to 4, so **1**. All four: 0, 1, 3, 4.
# - **Corners on corners** (align corners): first center on first, last on last, 4/3 apart: 0, 1.33, 2.67, 4.
#
# TensorFlow 2 and Keras take the first; the authors' code took the second, with sides such as 513 = 32 · 16 + 1.

# %% id="conventions"
row = np.array([0.0, 4, 1]).reshape(1, 1, 3, 1)
new = {
    "areas on areas": ops.bilinear_resize(row, 1, 6)[0, 0, :, 0],
    "corners on corners": ops.bilinear_resize(row, 1, 6, align_corners=True)[0, 0, :, 0],
}
for name, values in new.items():
    print(f"{name:18}  {values.round(2)}")

# %% id="fig-conventions"
figures.show(
    pictures.conventions(row[0, 0, :, 0], new),
    "Three pixels become six. Corner values agree, what lies between does not: "
    f"the second pixel is {new['areas on areas'][1]:.2f} or {new['corners on corners'][1]:.2f}.",
)

# %% [markdown] exercise="bilinear_resize"

# %% [markdown] id="labels-words"
# **Never resize labels this way.** Class numbers are names. Half way between background (0) and a sandal (6) lies class 3, a pullover:

# %% id="labels-resized"
labels = y_few[:1, ::2, ::2, None].astype(float)
labels[labels == data.IGNORE] = 0
larger = ops.bilinear_resize(labels, 64, 64).round().astype(int)
there = {data.SCENE_CLASSES[k] for k in np.unique(labels).astype(int)}
invented = {data.SCENE_CLASSES[k] for k in np.unique(larger)} - there
print("in the scene:", ", ".join(sorted(there)))
print("invented by bilinear resizing:", ", ".join(sorted(invented)) or "nothing")

# %% [markdown] id="decoder-words"
# So resize scores, not labels (or those to the nearest pixel).
#
# ## The decoder
#
# DeepLab v3 enlarged its scores by 16 in one step: smooth blobs. Version 3+ (Chen et al., 2018) first enlarges by 4, to the size of maps from the first stage. Those know edges but not things. They are cut to 48 channels, lest their 256 outweigh the deep ones, and joined; two 3×3 convolutions follow, and the last step of 4 is bilinear.

# %% [markdown] exercise="decoder"

# %% id="decoder-shapes"
deep, early = keras.Input((16, 16, 64)), keras.Input((64, 64, 24))
joined = package_decoder(deep, early, 64)
model = keras.Model([deep, early], joined)
print("deep", deep.shape[1:], "early", early.shape[1:], "→", joined.shape[1:])
print(f"two 3×3 convolutions: 9 · ({64} + 48) · 64 + 9 · 64 · 64 = {9 * 112 * 64 + 9 * 64 * 64:,} weights")

# %% [markdown] id="claims"
# ## An experiment: what are pyramid and decoder worth here?
#
# `small_deeplab`: a **backbone** that computes the maps (three residual stages with 10, 20, 40 channels, output stride 4); ASPP with rates 2, 4, 6; a decoder on maps at half the image's side. 800 scenes of 64×64 pixels, five epochs. Five networks: neither, ASPP, decoder, both, and a control, **ASPP with rates 16, 17, 18**: on maps of 16×16 places only the middle tap is left. It has as many weights as ASPP and no context but the mean.
#
# Measured on 200 other scenes: mIoU everywhere, and within two pixels of a border.
#
# **The claims, stated before the runs.** (1) ASPP raises mIoU. (2) With rates too large it does not. (3) The decoder raises mIoU, most near borders. (4) Both together do best.
#
# Most of this failed. Was the training too short? A second series, 2,000 scenes and eight epochs, with two more claims, again stated first: (5) **with four times the training** both parts together beat neither; (6) **with output stride 8**, where a decoder has more to mend, claim 3 holds. (An earlier run of wider networks spoke against 5.)
#
# First a network live, with neither part:

# %% id="live" tags=["varies"]
keras.utils.set_random_seed(0)
live = network(context=False, refine=False)
x_train, y_train = small_scenes(1600)
falling = keras.optimizers.schedules.CosineDecay(0.008, 800)  # the step falls to 0
from_scores = keras.losses.SparseCategoricalCrossentropy(from_logits=True, ignore_class=data.IGNORE)
live.compile(keras.optimizers.Adam(falling), from_scores, jit_compile=False)
losses = []
for _ in each(range(4), "training"):
    losses += live.fit(x_train, y_train, batch_size=8, verbose=0).history["loss"]
matrix = confusion(live, x_test, y_test)
print("loss, epoch by epoch:", [round(loss, 2) for loss in losses])
print(f"mIoU {ops.mean_iou(matrix):.1%}, pixel accuracy {ops.pixel_accuracy(matrix):.1%}")
ratios = ops.iou(matrix)
for k in np.argsort(-ratios):
    print(f"   {data.SCENE_CLASSES[k]:12} IoU {ratios[k]:4.0%}")

# %% id="fig-live" tags=["varies"]
some = small_scenes(4, seed=3, split="validation")[0]
predicted = live.predict(some, verbose=0).argmax(axis=-1)
right = (predicted == y_few)[y_few != data.IGNORE].mean()
figures.show(
    scenes.beside(x_few, y_few, predicted),
    f"Predictions beside labels: {right:.0%} of these pixels are right. "
    "Where something lies is found sooner than what it is.",
)

# %% [markdown] id="stored-words"
# The rest is stored, three seeds each (`cnncourse experiments 17` runs it again).

# %% id="stored-runs"
first, longer = stored("deeplab_parts"), stored("deeplab_longer")
wide = max(map(len, first.settings + longer.settings))


def row(part, k):
    """A network's line: percents and the last loss as mean ± spread over seeds, and its size."""
    results = [part.values(name)[k] for name in ("miou", "near", "accuracy")]
    line = [f"{one.mean():5.1f} ± {one.std(ddof=1):3.1f}" for one in results]
    line.append(f"{part.values('loss')[k].mean():5.2f}  {part.values('parameters')[k, 0]:7,}")
    line.append(f"{part.values('macs')[k, 0] / 1e6:7.1f}")
    return "  ".join([f"{part.settings[k]:{wide}}", *line])


print(f"{'':{wide}}      mIoU, %      near, %    pixels, %   loss  weights  10⁶ MACs")
print("800 scenes, 5 epochs, output stride 4")
print(*(row(first, k) for k in range(len(first.settings))), sep="\n")
print("\n2,000 scenes, 8 epochs")
print(*(row(longer, k) for k in range(len(longer.settings))), sep="\n")
minutes = (first.seconds() + longer.seconds()) / 60
print(f"\n{minutes:.0f} minutes on a busy machine with two cores. near: within two pixels of a border.")
print("pixels: accuracy. loss: on the training scenes, last epoch.")

# %% id="paired"
compared = [
    ("1", first, "ASPP", "neither"),
    ("2", first, "ASPP, rates too large", "neither"),
    ("2", first, "ASPP, rates too large", "ASPP"),
    ("3", first, "decoder", "neither"),
    ("4", first, "ASPP and decoder", "neither"),
    ("5", longer, "stride 4, ASPP and decoder", "stride 4, neither"),
    ("6", longer, "stride 8, decoder", "stride 8, neither"),
    ("6", longer, "stride 8, decoder", "stride 4, neither"),
]
print("points of mIoU that the first lies above the second, seed by seed:")
print(f"claim{'':49} all pixels            near borders")
for claim, part, name, other in compared:
    a, b = part.settings.index(name), part.settings.index(other)
    gains = [part.values(kind)[a] - part.values(kind)[b] for kind in ("miou", "near")]
    numbers = "   |  ".join(" ".join(f"{gain:+5.1f}" for gain in seeds) for seeds in gains)
    print(f"({claim})  {name + ' − ' + other:46} {numbers}")

# %% id="fig-parts"
names = [*first.settings, *(f"longer: {label}" for label in longer.settings)]
everywhere, near = (np.concatenate([first.values(kind), longer.values(kind)]) for kind in ("miou", "near"))
figures.show(
    pictures.parts(names, everywhere, near, line=len(first.settings)),
    f"Every seed a dot, the mean a stroke. More training takes the network with neither part "
    f"from {everywhere[0].mean():.1f} to {everywhere[5].mean():.1f} % mIoU, both parts "
    f"from {everywhere[4].mean():.1f} to {everywhere[6].mean():.1f} %.",
)

# %% id="costs" tags=["timed"]
shown = {
    "stride 4, neither": network(context=False, refine=False),
    "stride 4, ASPP": network(refine=False),
    "stride 4, decoder": network(context=False),
    "stride 4, ASPP and decoder": network(),
    "stride 8, neither": network(output_stride=8, context=False, refine=False),
    "stride 8, decoder": network(output_stride=8, context=False),
}
print(cost_table(shown, tries=10))

# %% [markdown] id="verdict"
# Milliseconds from one machine: on another, lines may change places.
#
# - **Claim 1 is not borne out**: the signs differ from seed to seed.
# - **Claim 2 holds in its direction**: every seed lies below the plain backbone, and below ASPP with fitting rates. Only whether taps land on the map differs. Three seeds are few.
# - **Claims 3 and 4 fail.** The decoder lost in two seeds of three, near borders too; both parts together lost in all.
# - **Claim 5 fails, more clearly than 4.** All networks are far better than after the short training, and the distance has *grown*.
# - **Claim 6 holds by half.** Near borders the decoder helps in every seed; over all pixels the means are level. It costs more than three times the multiplications, and stride 4 without it is better in every seed, near borders too, for about half as many.
#
# Larger networks do not learn their scenes by heart: with both parts the loss on the scenes *trained on* is hardly lower after the short training and higher after the long one. All began with random weights and had one step size; the paper's backbone came from ImageNet. Whether another step size, a trained backbone or more scenes would turn the signs, no run tells.
#
# **What helps in a paper helps under its training. Move it, and measure again.**

# %% [markdown] id="paper-words"
# ## What the paper did
#
# The whole network, counted:

# %% id="whole"
whole = nets.deeplab_v3_plus((512, 512, 3))
trained = sum(int(np.prod(weight.shape)) for weight in whole.trainable_weights)
work = ops.macs(whole)
print(f"{trained:,} trained parameters, {work / 1e9:.1f} billion multiply-adds at 512×512")
plain, split = 9 * 2048 * 256, 9 * 2048 + 2048 * 256  # one 3×3 convolution of the pyramid
rest = 2 * 2048 * 256 + 5 * 256 * 256  # mean and 1×1 path, joining convolution
print(f"weights of ASPP: {rest + 3 * plain:,}, or {rest + 3 * split:,} with separable convolutions")
print(f"513 pixels instead of 512: 33 places instead of 32, {33**2 / 32**2 - 1:+.1%} work there")

# %% id="fig-strip"
figures.show(
    stages.strip(whole),
    "DeepLab v3+ on Xception-65, read from the model: a stack for each size of its maps. Down to 32×32, where ASPP looks, "
    f"back to 128×128 in the decoder, then enlarged without weights. {stages.in_words(whole)}",
)

# %% [markdown] id="paper-table"
# | | DeepLab v3+, 2018 | `nets.deeplab_v3_plus` | our small one |
# |---|---|---|---|
# | backbone | ResNet-101 or a longer Xception, trained on ImageNet | Xception-65 or ResNet-50, untrained | three residual blocks, untrained |
# | output stride | 16, for some results 8 | 16 or 8 | 4 or 8 |
# | ASPP | mean, 1×1, rates 6, 12, 18 (doubled at 8), 256 channels | the same | rates 2, 4, 6, 20 channels |
# | decoder | 48 early channels, two 3×3 with 256 | the same | 5 early channels, two 3×3 with 20 |
# | resizing | corners on corners, sides of 513 | areas on areas, 512 | areas on areas, 64 |
# | mIoU | VOC 2012 validation, ResNet-101, stride 16: 77.21 % without decoder, 78.85 % with | not trained here | above |
# | multiply-adds | the same two: 81.02 and 101.28 billion | printed above, another backbone | printed above |
#
# The decoder's 1.6 points cost a quarter more work.

# %% [markdown] id="summary"
# ## Summary
#
# - Ignored pixels count neither in the loss nor in the score.
# - mIoU: add up confusion matrices, divide class by class, leave out absent classes, average. Pixel accuracy flatters the all-background answer.
# - A stride can become a rate in all layers behind it; every old value stays.
# - Half the output stride: twice the rates, four times the work behind it.
# - A rate near the map's side leaves the middle tap alone. ASPP's mean sees the whole image instead.
# - Bilinear resizing has two conventions; never for labels.
# - The decoder fetches edges from early maps. In our runs, from random weights, it helped near borders behind coarse maps, not behind finer ones.
#
# ## Key terms
#
# | English | 中文 | in one line |
# |---|---|---|
# | semantic segmentation | 语义分割 | a class for every pixel |
# | dense prediction | 稠密预测 | an answer for every pixel |
# | confusion matrix | 混淆矩阵 | pixels of one class taken for another |
# | intersection over union | 交并比 | overlap over what two regions cover together |
# | atrous (dilated) convolution | 空洞卷积，扩张卷积 | taps `rate` places apart |
# | rate | 扩张率 | places between neighboring taps |
# | output stride | 输出步幅 | the image's side over the map's |
# | atrous spatial pyramid pooling | 空洞空间金字塔池化 | several rates and the mean together |
# | decoder | 解码器 | brings deep maps back to early ones' size |
# | bilinear interpolation | 双线性插值 | a weighted mean of the four nearest |
#
# ## Sources
#
# - Chen, Papandreou, Schroff & Adam (2017), *Rethinking atrous convolution for semantic image segmentation*, arXiv:1706.05587 (DeepLab v3).
# - Chen, Zhu, Papandreou, Schroff & Adam (2018), *Encoder-decoder with atrous separable convolution for semantic image segmentation*, arXiv:1802.02611 (DeepLab v3+).
# - Everingham et al. (2010), *The Pascal Visual Object Classes (VOC) challenge*.
# - Xiao, Rasul & Vollgraf (2017), *Fashion-MNIST*, arXiv:1708.07747.

# %% [markdown] id="title" minutes=90 needs=["08", "13", "15", "16"]
# # Capstone
#
# Every network of the course on one page, then all in one small budget, then one that you design.
#
# After this lesson you can
#
# - read a table of networks: what was new, what it costs, and which numbers cannot be compared;
# - say which networks of a figure nobody beats, and why that depends on the axes;
# - count a design before you build it;
# - climb the three rungs of lesson 08 with a network of your own;
# - say what you did not test.

# %% id="setup" tags=["setup"]
import numpy as np

from cnncourse import check, data, figures, hint, keras, ops, solution
from cnncourse.autocheck import leaderboard
from cnncourse.experiments import stored
from cnncourse.experiments.capstone import SMALL, small_network
from cnncourse.experiments.training import percent_right
from cnncourse.figures import capstone as pictures
from cnncourse.figures.capstone import NETWORKS
from cnncourse.nets.cost import cost_table
from cnncourse.nets.designed import designed
from cnncourse.waiting import each
from cnncourse.widgets.capstone import design_explorer

# %% [markdown] id="one-page"
# ## One page
#
# Eleven networks in the size of their papers. Parameters and MACs (multiply-accumulates for one image of the paper's size) are those of our own models, which earlier lessons held against the papers. The field is that of a unit in the last maps, before they are flattened or averaged. The counts are stored runs, since building takes minutes and gigabytes; `cnncourse experiments 21` makes them again.

# %% id="table"
counts = stored("capstone_counts")


def counted(name, result):
    """One result of a stored network; the seeds agree in all but the time."""
    return counts.runs[name, 0][result]


print("                   year  layers    parameters             MACs   field  what was new")
for known in NETWORKS:
    numbers = [counted(known.name, result) for result in ("layers", "parameters", "macs", "field")]
    layers, parameters, macs, field = numbers
    line = f"{known.name:18} {known.year}  {layers:6}  {parameters:12,}  {macs:15,}"
    print(f"{line}  {field:6}  {known.idea}")

# %% [markdown] id="table-words"
# `layers` counts every convolution and dense layer; papers count the longest way through, without projections (50 in ResNet-50).
#
# - **Parameters and multiplications are two prices**: 61 million and 0.7 billion in AlexNet, 8 million and 2.8 billion in DenseNet-121. A dense layer uses a weight once, a convolution at every place.
# - **The dense layers went.** From NiN on, all but VGG-16 average the last maps; its first dense layer alone holds 103 million parameters (lesson 10).
# - **The field has outgrown the image.** From GoogLeNet on, a unit in the last maps could see more pixels than there are; it uses much fewer (lesson 03).
#
# ### How good, and who says so
#
# One paper averages ten patches of an image, another takes one crop; images have 224 or 299 pixels a side; some weights were trained again years later. So each accuracy has its source beside it.

# %% id="accuracy-table"
milliseconds = counts.values("milliseconds")
print("one image at a time, milliseconds on the machine of the stored runs (the fastest of three runs)\n")
print("                    ms   top-1 %  source")
for known in NETWORKS:
    fastest = milliseconds[counts.settings.index(known.name)].min()
    right = "   –" if known.top1 is None else f"{known.top1:.1f}"
    print(f"{known.name:16} {fastest:5.0f}      {right}  {known.source}")

# %% [markdown] id="sources-differ"
# `keras.applications` means the table on keras.io: one central crop, Keras' own weights. Where it has no row, the paper speaks. **AlexNet's 59.3 % is a mean over ten patches**, which flatters it.
#
# Recipes differ as much as architectures: torchvision lists two sets of weights for one ResNet-50, 76.1 % by "a simple training recipe" and 80.9 % by that of 2021, with 600 epochs and more augmentation. Not one layer was changed.

# %% id="fig-imagenet"
shown = [known for known in NETWORKS if known.top1]
macs = np.array([counted(known.name, "macs") for known in shown])
top1 = np.array([known.top1 for known in shown])
size = [counted(known.name, "parameters") for known in shown]
figures.show(
    pictures.imagenet([known.name for known in shown], macs, size, top1),
    f"VGG-16 costs {macs[1] / macs[2]:.0f} times what ResNet-50 costs and gets {top1[2] - top1[1]:.1f} points less.",
)

# %% [markdown] id="unbeaten-words"
# VGG-16 lies below and to the right of ResNet-50: dearer and worse. It is **beaten**. ResNet-50 is not beaten by SE-ResNet-50, which is better and costs a thousandth *more*. DenseNet-121 does beat it, with 0.1 points more at three quarters of the price: so strict a rule takes a tenth of a point as seriously as ten.

# %% [markdown] exercise="unbeaten"

# %% id="fronts"
names = np.array([known.name for known in shown])
milli = np.array([milliseconds[counts.settings.index(name)].min() for name in names])
for price, of in [("multiplications", macs), ("parameters", np.array(size)), ("milliseconds", milli)]:
    print(f"unbeaten, if {price} count:", ", ".join(names[pictures.unbeaten(of, top1)]))

# %% [markdown] id="fronts-words"
# AlexNet is cheap in multiplications and dear in parameters; SE-ResNet-50 is unbeaten by the first price and beaten by the second. A download counts parameters, a battery multiplications, a user milliseconds.
#
# The machine of the milliseconds had other work to do; do not read their second digit. The first one shows that multiplications do not tell the time: DenseNet-121 takes little longer than NiN, for 2.8 billion against 1.1.
#
# ### Two for every pixel
#
# Networks for segmentation (lessons 17 and 18) are judged by mIoU, the mean overlap of the classes. Below the papers' results stand the two lessons' stored runs: small versions, from random weights, on 64×64 scenes.

# %% id="pixels"
published = {
    "DeepLab v3+": "79.8 % mIoU, PASCAL VOC 2012, validation",
    "PSPNet-50": "41.7 % mIoU, ADE20K, validation",
}
for name, result in published.items():
    parameters, macs_of = counted(name, "parameters"), counted(name, "macs")
    print(f"{name:12} {parameters:11,} parameters  {macs_of / 1e9:6.1f} billion MACs  {result}")


def measured(experiment, **labels):
    """Print parameters and mIoU of some settings of a stored experiment."""
    small = stored(experiment)
    for name, label in labels.items():
        values = small.values("miou")[small.settings.index(label)]
        parameters = small.runs[label, 0]["parameters"]
        spread = f"{values.mean():5.1f} ± {values.std(ddof=1):.1f} % mIoU"
        print(f"  small {name:8} {parameters:8,} parameters  {spread}, {len(values)} seeds")


print("lesson 17, 800 scenes, 5 epochs")
measured("deeplab_parts", DeepLab="ASPP and decoder", backbone="neither")
print("lesson 17, 2,000 scenes, 8 epochs")
longer = {"DeepLab": "stride 4, ASPP and decoder", "backbone": "stride 4, neither"}
measured("deeplab_longer", **longer)
print("lesson 18, 1,600 scenes, 5 epochs")
measured("pspnet_context", DeepLab="small_deeplab", PSPNet="bins 1, 2, 4", backbone="no pyramid")

# %% [markdown] id="pixels-words"
# The papers' numbers are forty points apart, and it says nothing: VOC has 21 classes, ADE20K has 150. Under one heading the small ones were trained alike and can be compared. PSPNet stands above DeepLab, and the bare backbone above both: in so short a training from random weights neither paper's idea has paid. The three DeepLabs are one network; scenes and steps are the difference.
#
# ## One budget for all
#
# As fair a race as there is: every family in a small version for 28×28 pixels, **at most 100,000 parameters and 5 million MACs**, your own budget later. The same 8,000 images, three passes, batches of 32, Adam from 0.003 down to 0, no dropout, no augmentation. Inception v4 is missing: its stem needs 75 pixels.

# %% id="small-counts"
models = {name: small_network(name) for name in SMALL}
small_macs = np.array([ops.macs(model) for model in models.values()])
for name, model in models.items():
    print(f"{name:13} {ops.parameters(model):7,} parameters   {ops.macs(model):9,} MACs")

# %% id="small-times" tags=["timed"]
print(cost_table(models, tries=3))

# %% [markdown] id="claims"
# The times are those of the machine that ran this cell. How far ResNet and SE-ResNet lie apart is noise. That VGG's few large convolutions are several times as fast as DenseNet's many small ones, at the same multiplications, is not.
#
# **Four expectations.** Write down which you share, then read on.
#
# 1. **The younger a family, the better.**
# 2. **More multiplications, more accuracy.**
# 3. **More parameters, more accuracy.**
# 4. **BatchNorm wins a short race**: Inception v3, ResNet, DenseNet, Xception and SE-ResNet, which have it, beat the others.
#
# One run live, with a fifth of the images and one pass; the others are stored.

# %% id="live" tags=["varies"]
(x_train, y_train), (x_test, y_test) = data.fashion_mnist()
from_scores = keras.losses.SparseCategoricalCrossentropy(from_logits=True)


def train(model, x, y, epochs=1, rate=0.003, batch=32):
    """Train in place, the step falling to 0; return the model."""
    falling = keras.optimizers.schedules.CosineDecay(rate, epochs * len(x) // batch)
    model.compile(keras.optimizers.Adam(falling), from_scores, jit_compile=False)
    model.fit(x, y, batch_size=batch, epochs=epochs, verbose=0)
    return model


keras.utils.set_random_seed(0)
live = train(small_network("LeNet-5"), x_train[:1600], y_train[:1600])
print(f"LeNet-5, 1,600 images, one pass: {percent_right(live, x_test, y_test):.1f} % of 2,000 others right")

# %% id="stored-runs"
runs = stored("capstone_families")
accuracy = runs.values("accuracy")
print(f"{runs.seconds() / 60:.0f} minutes on a busy machine with two cores\n")
print("right on 2,000 held-out images")
print(runs.table("accuracy", unit=" %"))
print("\nright on the 8,000 images trained on")
print(runs.table("trained", unit=" %"))
apart = np.ptp(accuracy, axis=1)
print(f"\nthe three seeds of a family lie {apart.min():.1f} to {apart.max():.1f} points apart")

# %% id="fig-families"
mean = accuracy.mean(axis=1)
best = pictures.unbeaten(small_macs, mean)
figures.show(
    pictures.within_budget(list(SMALL), small_macs, accuracy, best),
    f"Unbeaten: {', '.join(np.array(SMALL)[best])}. LeNet does {small_macs[0] / 1e6:.1f} million "
    f"multiplications, the others {small_macs[1:].min() / 1e6:.1f} to {small_macs[1:].max() / 1e6:.1f}.",
)

# %% id="orders"
years = np.array([next(known.year for known in NETWORKS if known.small == name) for name in SMALL])
held = np.array([ops.parameters(model) for model in models.values()])
normalized = np.isin(SMALL, ["Inception v3", "ResNet", "DenseNet", "Xception", "SE-ResNet"])


def agreeing(x):
    """Percent of the pairs that differ in `x` in which the larger `x` has the larger mean accuracy."""
    pairs = [(i, j) for i in range(len(x)) for j in range(len(x)) if x[i] < x[j]]
    return 100 * np.mean([mean[i] < mean[j] for i, j in pairs])


print("pairs of families in which the one with more of it is the better one (a coin: 50 %)")
for what, x in [("years", years), ("MACs", small_macs), ("parameters", held)]:
    print(f"  {what:11} {agreeing(x):3.0f} %")
print(f"mean with BatchNorm {mean[normalized].mean():.1f} %, without {mean[~normalized].mean():.1f} %")

# %% [markdown] id="verdict"
# - **Expectation 1 fails.** LeNet is the oldest by fourteen years, and only Xception's mean is higher. The younger of two families is the better one in about two pairs of three; a coin finds one in two.
# - **Expectation 2 fails.** LeNet does about a seventh of the multiplications of the others.
# - **Expectation 3 is not decided by ten families.** More parameters go with more accuracy in more pairs than not, but the winner has about half as many as the second; AlexNet, with nearly the most, comes eighth.
# - **Expectation 4 holds on the average and fails one by one.** With BatchNorm the mean is four points higher; LeNet and VGG, without it, leave Inception v3 and DenseNet behind.
#
# **Why?** In the second table the networks are hardly better on the images they were trained on than on others: none has learned by heart, all could go on. In three passes the fastest learner wins, and BatchNorm makes learning fast (lesson 13). NiN and GoogLeNet have none, average their last maps, and have hardly begun. LeNet keeps most of its weights in dense layers, where each costs one multiplication.
#
# What the younger families solve is no trouble here: a hundred layers in a row, billions of multiplications, a million images. Xception alone has something to win in a small budget: more channels for the same multiplications. Whether that is why it came first, these runs do not tell.
#
# So the table ranks ten small networks after three passes by a recipe tuned for none of them, not architectures. Ten passes may bring another order. ImageNet's table is of this kind, too, with better recipes.
#
# ## Design your own
#
# `my_network()` is yours, within the same budget. Begin with the budget, not with layers.
#
# ### The budget, by arithmetic
#
# The plainest design: a 3×3 convolution to 8 channels, one block of two 3×3 convolutions, the mean of each channel, ten scores. No biases, a BatchNorm behind each convolution.
#
#     first convolution   9 · 1 · 8 =  72 weights    + 4 · 8 = 32 of BatchNorm      28 · 28 ·  72 =  56,448 MACs
#     each of the block   9 · 8 · 8 = 576 weights    + 4 · 8 = 32                   28 · 28 · 576 = 451,584 MACs
#     scores              8 · 10 + 10 = 90                                                          80 MACs
#     together            104 + 2 · 608 + 90 = 1,410 parameters                                959,696 MACs
#
# One percent of the parameters and already a fifth of the multiplications: those run out first. The remedy is stride 2, a quarter of the places. Then the channels can double: a convolution from 2c to 2c channels has four times the weights at a quarter of the places. **Every stage costs about the same multiplications, and holds about four times the parameters of the one before.**

# %% [markdown] exercise="plain_cost"

# %% id="arithmetic"
for block, width, stages, blocks in [("plain", 8, 1, 1), ("plain", 8, 3, 1), ("gated", 9, 3, 2)]:
    rows = ops.design_table(block, width, stages, blocks)
    model = designed(block, width, stages, blocks)
    assert sum(row.parameters for row in rows) == model.count_params()
    assert sum(row.macs for row in rows) == ops.macs(model)
    print(f"{block}, {width} channels, stages × blocks {stages} × {blocks}: Keras counts the same")
print(ops.format_table(ops.design_table("plain", 8, 3, 1)))

# %% [markdown] id="explorer-words"
# Nothing is built here; the arithmetic that you just wrote counts each setting. `separable` blocks have two separable convolutions (lesson 15), `residual` ones a shortcut (lesson 13), `gated` ones a gate on the branch as well (lesson 16).
#
# 1. Fill the budget with plain blocks in three stages. Which limit stops you?
# 2. Change only the block, to `separable`. How many times as many channels can you afford?
# 3. Find a design that fills **both** limits to nine tenths.

# %% id="slider-design" tags=["widget"]
design_explorer()

# %% id="fig-design"
figure, sentence = pictures.explorer("residual", 11, 3, 1)
figures.show(figure, f"One setting of the sliders, three residual stages from 11 channels on. {sentence}.")

# %% id="kinds"
print("three stages of one block each, channels of the first stage")
for block in ("plain", "separable", "residual", "gated"):
    fitting = [
        (width, rows)
        for width in range(2, 60)
        for rows in [ops.design_table(block, width, 3, 1)]
        if sum(row.parameters for row in rows) <= 1e5 and sum(row.macs for row in rows) <= 5e6
    ]
    width, rows = fitting[-1]
    parameters, macs_of = sum(row.parameters for row in rows), sum(row.macs for row in rows)
    print(f"{block:9}  at most {width:2} channels, {parameters:6,} parameters, {macs_of:9,} MACs")

# %% [markdown] id="kinds-words"
# Shortcuts and gates are nearly free; separable blocks buy nearly three times the channels.
#
# Other ways to spend less: a first convolution with stride 2 (everything behind it costs a quarter), a pool, 1×1 convolutions to narrow before a 3×3 (lessons 11 to 13).
#
# ### The ladder
#
# Before any long training, the three rungs of lesson 08: does the loss start where guessing puts it, can the network learn a few images by heart, does it reach a bar set before? Here for the residual design of the figure; do the same with yours.

# %% id="ladder" tags=["varies"]
keras.utils.set_random_seed(1)
candidate = designed("residual", 11, 3, 1)
start = float(from_scores(y_train[:500], candidate(x_train[:500], training=True)))
print(f"first rung: loss at the start {start:.2f}, log 10 = {np.log(10):.2f}")

again = np.tile(np.arange(64), 80)  # 64 images, eighty times over
heart = designed("residual", 11, 3, 1)
few = x_train[again], y_train[again], 64
many = x_train[:3200], y_train[:3200], 32
for model, (x, y, batch) in each([(heart, few), (candidate, many)], "training"):
    train(model, x, y, batch=batch)
print(f"second rung: {percent_right(heart, x_train[:64], y_train[:64]):.0f} % of 64 images by heart")
found = percent_right(candidate, x_test, y_test)
print(f"third rung: {found:.1f} % after one pass over 3,200 images; the bar: Xception's {mean.max():.1f} %")

# %% [markdown] id="ladder-words"
# The first loss is asked for with `training=True`: a fresh BatchNorm has no statistics of its own yet. It lies somewhat above log 10, since scores by random weights are not equal. The third rung need not be reached here: so short a training says that the network learns, not how far it goes. Then:
#
# - **look at the loss on the images trained on.** If it is high, too, train longer, with larger steps at first, or spend more of the budget. If it is low and held-out accuracy poor, the network learns by heart: augment (a flip left to right leaves a shirt a shirt, upside down does not), drop out, or shrink;
# - **let the step fall** to 0;
# - **change one thing at a time, and run two seeds.** A gain smaller than what the seeds of one network lie apart is none.
#
# ### And do not look
#
# The 2,000 held-out images are for the end. Who chooses among twenty designs by them has trained on them, slowly. Choose by 2,000 images cut off the *training* set.
#
# ### Now yours
#
# The check trains your network itself, which takes half a minute or more, so climb the ladder first. The verdict says under *your code printed* what was measured.

# %% [markdown] exercise="my_network"

# %% [markdown] id="board-words"
# ### Your leaderboard
#
# Every attempt that earns points is noted beside your progress, on this machine and nowhere else; `CNNCOURSE_HOME=off` keeps nothing. Arrows point at yours. The others are means of the stored runs, with fewer images and passes, so compare *your own* attempts. How few parameters still reach 88.5 %? If you check what `solution("my_network")` shows, the course's network is listed, too.

# %% id="leaderboard" tags=["varies"]
attempts, damaged = leaderboard.attempts("my_network", "accuracy", "parameters", "macs")
rows = list(zip(SMALL, mean, held, small_macs, strict=True))
own = [(f"you, {a['when']}", a["accuracy"], a["parameters"], a["macs"]) for a in attempts]
print(pictures.board(rows + own, set(range(len(rows), len(rows + own)))))
print(damaged or ("" if own else "No attempt of yours has been noted yet."))

# %% [markdown] id="job-words"
# ## Which network for which job?
#
# Few design a network; many have to choose one.

# %% [markdown] exercise="which_network"

# %% [markdown] id="more-jobs"
# Three more, without points.
#
# | job | a beginning |
# |---|---|
# | 1,000 kinds of things in photographs, on a phone | a small pretrained network with separable blocks (lesson 19) |
# | which pixels are road | DeepLab v3+ or PSPNet (lessons 17, 18) on a pretrained backbone, judged by mIoU, not by pixels |
# | one unusual class, ten labels | frozen pretrained features and the nearest average (lessons 08 and 20) |

# %% [markdown] id="reflection" manual=4
# Half a page. (1) Which design did you hand in? Name one decision made by a measurement and one by taste. (2) What did you try that did not help, and how sure are you (seeds, spread)? (3) What does your held-out accuracy *not* show? (4) One claim of this course that you do not believe, and the experiment that would convince you.

# %% [markdown] id="reading"
# ## What to read next
#
# - **Smaller:** Howard et al. (2017), *MobileNets*, arXiv:1704.04861, and Sandler et al. (2018), *MobileNetV2*, arXiv:1801.04381: separable blocks turned inside out. Tan and Le (2019), *EfficientNet*, arXiv:1905.11946: width, depth and image side grown together (lesson 19 uses a relative).
# - **Better recipes:** Liu et al. (2022), *A ConvNet for the 2020s*, arXiv:2201.03545: a ResNet brought up to date one decision at a time. Wightman, Touvron and Jégou (2021), *ResNet strikes back*, arXiv:2110.00476: a plain ResNet-50 at 80.4 % by recipe alone.
# - **Without convolutions:** Dosovitskiy et al. (2020), *An image is worth 16×16 words*, arXiv:2010.11929.
# - **Is it really better?** Recht et al. (2019), *Do ImageNet classifiers generalize to ImageNet?*, arXiv:1902.10811: new test images, 11 to 14 points less, and what was better on the old ones gains more on the new ones.
# - **Books:** Goodfellow, Bengio and Courville (2016), *Deep Learning*, chapter 9; Zhang, Lipton, Li and Smola, *Dive into Deep Learning* (d2l.ai), chapters 7 and 8; Chollet, *Deep Learning with Python*.
#
# ## Summary
#
# - Parameters, multiplications, milliseconds: ask which price is paid.
# - An accuracy without recipe, crop and source is half a number.
# - Which networks are unbeaten depends on the axes.
# - Within 100,000 parameters, on 8,000 small gray images, in three passes, neither year nor multiplications ordered the families.
# - Count first: with sides halved and channels doubled, stages cost alike and the last holds most parameters.
# - Climb the ladder; hold images out for the end; run more than one seed.
#
# ## Key terms
#
# | English | 中文 | in one line |
# |---|---|---|
# | budget | 预算 | limits set before designing |
# | unbeaten, Pareto-optimal | 帕累托最优 | no other is at least as good in everything and better in something |
# | recipe | 训练方案 | data, augmentation, steps, epochs: all but architecture |
# | held-out images | 留出集 | looked at once, at the end |
# | leaderboard | 排行榜 | accuracies in order; they invite looking too often |
#
# ## Sources
#
# - Krizhevsky, Sutskever & Hinton (2012), *ImageNet classification with deep convolutional neural networks*, table 2; Szegedy et al. (2014), arXiv:1409.4842, table 3; Szegedy et al. (2016), *Inception-v4*, arXiv:1602.07261; Hu et al. (2017), arXiv:1709.01507, table 2; Lin, Chen & Yan (2013), *Network in network*, arXiv:1312.4400.
# - keras.io, *Keras Applications*, table of available models; torchvision, page of `resnet50` (weights `IMAGENET1K_V1` and `V2`), and its training reference (600 epochs).
# - Chen et al. (2018), *Encoder-decoder with atrous separable convolution*, arXiv:1802.02611 (Xception, separable decoder, one scale); Zhao et al. (2017), *Pyramid scene parsing network*, arXiv:1612.01105, table 1 (one scale).
# - Xiao, Rasul & Vollgraf (2017), *Fashion-MNIST*, arXiv:1708.07747.

# %% [markdown] id="title" minutes=90 needs=["08", "13", "15", "16"]
# # Capstone
#
# Every network of the course on one page, all of them squeezed into one small budget, and then one that you design yourself.
#
# After this lesson you can
#
# - read a table of networks: what was new, what it costs, what it is good for, and which numbers cannot be compared;
# - say which networks of a figure nobody beats, and why that depends on the axes;
# - count a design before you build it, and spend a budget on purpose;
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
from cnncourse.widgets.capstone import design_explorer

# %% [markdown] id="one-page"
# ## One page
#
# Eleven networks in the size of their papers. Parameters and MACs are those of our own models, each of which an earlier lesson held against its paper. The field is that of a unit in the last maps, before they are flattened or averaged. The models are large, so they were built once and counted: stored runs, which `cnncourse experiments 21` makes again.

# %% id="table"
counts = stored("capstone_counts")


def counted(name, result):
    """One result of a stored network; the seeds agree in all but the time."""
    return counts.runs[name, 0][result]


print("                   year  layers    parameters             MACs   field  what was new")
for known in NETWORKS:
    numbers = [counted(known.name, result) for result in ("layers", "parameters", "macs", "field")]
    layers, parameters, macs, field = numbers
    print(
        f"{known.name:18} {known.year}  {layers:6}  {parameters:12,}  {macs:15,}  {field:6}  {known.idea}"
    )

# %% [markdown] id="table-words"
# `layers` counts every convolution and dense layer; papers count the longest way through, without projections (50 in ResNet-50). Three things to read off:
#
# - **Parameters and multiplications are two prices.** AlexNet holds 61 million numbers and does 0.7 billion multiplications; DenseNet-121 holds 8 million and does 2.8 billion. A dense layer uses a weight once, a convolution at every place (lesson 04).
# - **The dense layers went.** After NiN and GoogLeNet, the last maps are averaged. That, not the convolutions, took 100 million parameters away.
# - **The field has outgrown the image.** From GoogLeNet on, a unit in the last maps could see more pixels than there are. What it uses in fact is much less (lesson 03).
#
# ### How good, and who says so
#
# Accuracy is where tables lie most easily. One paper averages ten patches of an image, another takes one crop; images have 224 or 299 pixels; some weights were trained again years later with better recipes. So each number has its source beside it.

# %% id="accuracy-table"
milliseconds = counts.values("milliseconds")
print("one image at a time, milliseconds on the machine of the stored runs (the fastest of three runs)\n")
print("                    ms   top-1 %  source")
for known in NETWORKS:
    fastest = milliseconds[counts.settings.index(known.name)].min()
    right = "   –" if known.top1 is None else f"{known.top1:.1f}"
    print(f"{known.name:16} {fastest:5.0f}      {right}  {known.source}")

# %% [markdown] id="sources-differ"
# `keras.applications` means the table on keras.io: one central crop, Keras' own weights. Where it has no row, the paper speaks. **AlexNet's 59.3 % is a mean over ten patches**, so it flatters AlexNet beside the others. And two networks of one year may differ by recipe more than by architecture: the same ResNet-50, trained in 2021 for 600 epochs with other augmentation, is listed by torchvision with 80.9 % where the older weights have 76.1 %. Five points, and not one layer was changed.

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
# VGG-16 lies below and to the right of ResNet-50: dearer and worse. It is **beaten**. ResNet-50 is beaten too, by SE-ResNet-50? Not quite: SE-ResNet-50 is better and costs a thousandth *more*. Nobody beats a network if every other one is either dearer or worse.

# %% [markdown] exercise="unbeaten"

# %% id="fronts"
names = np.array([known.name for known in shown])
milli = np.array([milliseconds[counts.settings.index(name)].min() for name in names])
print("unbeaten, if multiplications count:", ", ".join(names[pictures.unbeaten(macs, top1)]))
print("unbeaten, if parameters count:     ", ", ".join(names[pictures.unbeaten(np.array(size), top1)]))
print("unbeaten, if milliseconds count:   ", ", ".join(names[pictures.unbeaten(milli, top1)]))

# %% [markdown] id="fronts-words"
# Other axes, other lists: AlexNet is cheap in multiplications and dear in parameters; SE-ResNet-50 is unbeaten by the first price and beaten by the second. A phone's download counts parameters, its battery multiplications, its user milliseconds. "The best network" is no question.
#
# The milliseconds were taken on a machine with other work to do; do not read their second digit. The first one shows that multiplications do not tell the time: NiN and DenseNet-121 take about equally long, for 1.1 and 2.8 billion.
#
# ### Two for every pixel
#
# Networks for segmentation (lessons 17 and 18) are priced by the pixel, and judged by mIoU, the mean overlap of the classes:

# %% id="pixels"
published = {
    "DeepLab v3+": "79.8 % mIoU, PASCAL VOC 2012 validation (Chen et al. 2018)",
    "PSPNet-50": "41.7 % mIoU, ADE20K validation (Zhao et al. 2017, table 1)",
}
for name, result in published.items():
    parameters, macs_of = counted(name, "parameters"), counted(name, "macs")
    print(f"{name:12} {parameters:11,} parameters  {macs_of / 1e9:6.1f} billion MACs  {result}")

# %% [markdown] id="pixels-words"
# Forty points apart, and it says nothing: VOC has 21 classes, ADE20K has 150. Only lessons 17 and 18 compare the two ideas on the same scenes.
#
# ## One budget for all
#
# Now a fair race, as far as there is one. Every family in a small version for 28×28 pixels, **at most 100,000 parameters and 5 million MACs**: the budget that you will have. The same 8,000 images, three passes, batches of 32, Adam from 0.003 down to 0. No dropout, no augmentation. Inception v4 is missing: its stem needs 75 pixels.

# %% id="small-counts"
models = {name: small_network(name) for name in SMALL}
small_macs = np.array([ops.macs(model) for model in models.values()])
for name, model in models.items():
    print(f"{name:13} {ops.parameters(model):7,} parameters   {ops.macs(model):9,} MACs")

# %% id="small-times" tags=["timed"]
print(cost_table(models, tries=3))

# %% [markdown] id="claims"
# Write down what you expect, then read on. **The claims:**
#
# 1. **The year orders them**: the younger a family, the better.
# 2. **More multiplications, more accuracy.**
# 3. **More parameters, more accuracy.**
# 4. **BatchNorm wins a short race**: the families that have it (Inception v3, ResNet, DenseNet, Xception, SE-ResNet) beat those that do not.
#
# One run live, with a fifth of the images and one pass:

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

# %% id="fig-families"
mean = accuracy.mean(axis=1)
best = pictures.unbeaten(small_macs, mean)
figures.show(
    pictures.within_budget(list(SMALL), small_macs, accuracy, best),
    f"Unbeaten: {', '.join(np.array(SMALL)[best])}. LeNet does {small_macs[0] / 1e6:.1f} million multiplications, "
    f"the others {small_macs[1:].min() / 1e6:.1f} to {small_macs[1:].max() / 1e6:.1f}.",
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
# - **Claim 1 fails.** LeNet, the oldest by fourteen years, is beaten by Xception alone. The younger one is the better one in two pairs of three; a coin finds one in two.
# - **Claim 2 fails.** LeNet does a seventh of the multiplications of the others.
# - **Claim 3 is not decided by ten families.** More parameters go with more accuracy in more pairs than not, but the winner has half as many as the second, and AlexNet, with a few hundred less than the most, comes eighth.
# - **Claim 4 holds on the average and fails one by one.** With BatchNorm the mean is four points higher. LeNet and VGG have none, and leave Inception v3 and DenseNet behind.
#
# **Why?** Look at the second table. On the images that they were trained on, the networks are hardly better than on others: none has learned by heart, all could go on. Three passes are a race for who learns fastest. BatchNorm makes learning fast (lesson 13). NiN and GoogLeNet average their last maps, have no BatchNorm, and have hardly begun; the papers trained them for days. LeNet keeps 96,000 numbers in dense layers, where each costs one multiplication and is reached by the gradient in a few steps.
#
# And what the younger families solve is no trouble here: layers by the hundred (shortcuts), billions of multiplications to be saved (narrow 1×1 layers), a million images to be told apart (many channels). Xception's idea is the one that pays in a small budget: two to three times the channels for the same multiplications.
#
# So the table does not rank architectures. It ranks ten small networks after three passes by a recipe that was tuned for none of them. Another step size, another budget, ten passes: another order. The table of ImageNet above is one of this kind, with better recipes.
#
# ## Design your own
#
# `my_network()` is yours: at most 100,000 parameters and 5 million MACs. Do not begin with layers. Begin with the budget.
#
# ### The budget, by arithmetic
#
# Take the plainest design: a 3×3 convolution to 8 channels, one block of two 3×3 convolutions, the mean of each channel, ten scores. Convolutions without biases, a BatchNorm behind each.
#
#     first convolution   9 · 1 · 8 =  72 weights    + 4 · 8 = 32 of BatchNorm      28 · 28 ·  72 =  56,448 MACs
#     each of the block   9 · 8 · 8 = 576 weights    + 4 · 8 = 32                   28 · 28 · 576 = 451,584 MACs
#     scores              8 · 10 + 10 = 90                                                          80 MACs
#     together            104 + 2 · 608 + 90 = 1,410 parameters                                959,696 MACs
#
# One percent of the parameters and already a fifth of the multiplications. So the first thing to run out is multiplications, and the remedy is stride 2: a quarter of the places. Then the channels can double: a convolution from 2c to 2c channels has four times the weights at a quarter of the places. **Every stage costs about the same multiplications, and each holds four times the parameters of the one before.**

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
# Move the sliders. Nothing is built: each setting is counted by the arithmetic that you just wrote. `separable` has two separable convolutions in a block (lesson 15), `residual` a shortcut around it (lesson 13), `gated` a gate on the branch as well (lesson 16).
#
# 1. Fill the budget with plain blocks in three stages. Which of the two limits stops you?
# 2. Change nothing but the block, to `separable`. How many times as many channels can you afford now?
# 3. Find a design that fills **both** limits to nine tenths.

# %% id="slider-design" tags=["widget"]
design_explorer()

# %% id="fig-design"
figure, sentence = pictures.explorer("residual", 11, 3, 1)
figures.show(figure, f"One setting of the sliders, three residual stages from 11 channels on. {sentence}.")

# %% id="kinds"
for block in ("plain", "separable", "residual", "gated"):
    fitting = [
        (width, rows)
        for width in range(2, 60)
        for rows in [ops.design_table(block, width, 3, 1)]
        if sum(row.parameters for row in rows) <= 1e5 and sum(row.macs for row in rows) <= 5e6
    ]
    width, rows = fitting[-1]
    parameters, macs_of = sum(row.parameters for row in rows), sum(row.macs for row in rows)
    print(f"{block:9}  three stages, one block each: at most {width:2} channels, {parameters:6,} parameters, {macs_of:9,} MACs")

# %% [markdown] id="kinds-words"
# Shortcuts and gates are nearly free; separable blocks buy more than twice the channels. In the race above they came first. Is it the separable blocks, or the shortcuts that Xception has too? You have the means to find out.
#
# Other ways to spend less: a first convolution with stride 2 (everything behind it costs a quarter), a pool behind it, fewer channels where maps are large, 1×1 convolutions to narrow before a 3×3 (lessons 11 to 13).
#
# ### The ladder
#
# Before any long training, the three rungs of lesson 08. Here they are for the residual design of the figure; do the same with yours.

# %% id="ladder" tags=["varies"]
keras.utils.set_random_seed(1)
candidate = designed("residual", 11, 3, 1)
start = float(from_scores(y_train[:500], candidate(x_train[:500], training=True)))
print(f"first rung: loss at the start {start:.2f}, log 10 = {np.log(10):.2f}")

again = np.tile(np.arange(64), 80)  # 64 images, eighty times over
heart = train(designed("residual", 11, 3, 1), x_train[again], y_train[again], batch=64)
print(f"second rung: {percent_right(heart, x_train[:64], y_train[:64]):.0f} % of 64 images by heart")

train(candidate, x_train[:3200], y_train[:3200])
bar = mean.max()
found = percent_right(candidate, x_test, y_test)
print(f"third rung: {found:.1f} % after one pass over 3,200 images; the bar, set before: {bar:.1f} %")

# %% [markdown] id="ladder-words"
# The loss at the start is asked for with `training=True`: a fresh BatchNorm has no statistics of its own yet, and without them the maps have any size. It lies somewhat above log 10, since ten scores with random weights are not equal. The third rung is not reached, and it need not be: one pass over a quarter of the images says that the network learns, not how far it goes. What costs nothing before you train longer:
#
# - **look at the loss of the images trained on.** If it is high, too, train longer or with larger steps at first. If it is low and held-out accuracy is not, the network learns by heart: augment (a flip left to right is harmless for clothes, upside down is not), drop out, or shrink;
# - **let the step fall** to 0 at the end, as all training in this course does. It is worth more than most layers;
# - **change one thing at a time, and run two seeds.** The seeds of one family above lie up to several points apart. A gain smaller than that is not one.
#
# ### And do not look
#
# The 2,000 held-out images are for the end. If you choose among twenty designs by their accuracy on them, you have trained on them, slowly. Cut 2,000 images off the *training* set for choosing.
#
# ### Now yours
#
# The check trains your network itself, from new weights, so that everybody gets the same: 15 passes over 12,000 images, and 2,000 others are asked about. Half a minute or more, so climb the ladder first.

# %% [markdown] exercise="my_network"

# %% [markdown] id="board-words"
# ### Your leaderboard
#
# Every attempt that earns points is noted in a file beside your progress, on this machine and nowhere else; `CNNCOURSE_HOME=off` keeps nothing. Arrows point at yours. The others are the means of the stored runs above: 8,000 images, three passes. Yours had more of both, so beating them is the least that one may expect; the distances among *your own* attempts say more. When you are done, check what `solution("my_network")` shows, and the course's own network stands in the list, too.

# %% id="leaderboard" tags=["varies"]
attempts, damaged = leaderboard.attempts("my_network", "accuracy", "parameters", "macs")
rows = [(name, value, ops.parameters(models[name]), ops.macs(models[name])) for name, value in zip(SMALL, mean, strict=True)]
own = [(f"you, {one['when']}", one["accuracy"], one["parameters"], one["macs"]) for one in attempts]
print(pictures.board(rows + own, set(range(len(rows), len(rows + own)))))
print(damaged or ("" if own else "No attempt of yours has been noted yet."))

# %% [markdown] id="job-words"
# ## Which network for which job?
#
# Few people design a network from nothing; many have to choose one.

# %% [markdown] exercise="which_network"

# %% [markdown] id="more-jobs"
# Some more, without points. Say your answer before you read ours.
#
# | job | a beginning |
# |---|---|
# | clothes on 28×28 gray pixels, a million labels, a chip with 64 KB | a network of this lesson, counted before it is built; separable blocks |
# | 1,000 kinds of things in photographs, on a phone | a small pretrained network with separable blocks (lesson 19), weights in 8 bits |
# | which pixels are road | DeepLab v3+ or PSPNet (lessons 17, 18) on a pretrained backbone, judged by mIoU, not by pixels |
# | one unusual class, ten labels | frozen pretrained features and the nearest average (lessons 08 and 20) |
# | a photograph of a text | no classifier of images: find lines first, then read them in their order |

# %% [markdown] id="reflection" manual=4
# Half a page, in words. (1) Which design did you hand in, and which decisions led to it? Name one that a measurement decided and one that taste did. (2) What did you try that did not help, and how sure are you (seeds, spread)? (3) What does your held-out accuracy *not* show? (4) One claim of this course that you do not believe, and the experiment that would convince you.

# %% [markdown] id="reading"
# ## What to read next
#
# - **Smaller:** Howard et al. (2017), *MobileNets*, arXiv:1704.04861, and Sandler et al. (2018), *MobileNetV2*, arXiv:1801.04381: separable blocks turned inside out. Tan and Le (2019), *EfficientNet*, arXiv:1905.11946: width, depth and image side grown together; the network of lesson 19.
# - **The same, done better:** Liu et al. (2022), *A ConvNet for the 2020s*, arXiv:2201.03545: a ResNet brought up to date one decision at a time. Wightman, Touvron and Jégou (2021), *ResNet strikes back*, arXiv:2110.00476: the recipe is worth five points.
# - **Without convolutions:** Dosovitskiy et al. (2020), *An image is worth 16×16 words*, arXiv:2010.11929.
# - **Is it really better?** Recht et al. (2019), *Do ImageNet classifiers generalize to ImageNet?*, arXiv:1902.10811: new test images, eleven to fourteen points less, and the order of the networks nearly unchanged.
# - **Books:** Goodfellow, Bengio and Courville (2016), *Deep Learning*, chapter 9; Zhang, Lipton, Li and Smola, *Dive into Deep Learning* (d2l.ai), chapters 7 and 8; Chollet, *Deep Learning with Python*.
#
# ## Summary
#
# - Parameters, multiplications, milliseconds and memory are four prices. Ask which one is paid.
# - An accuracy without its recipe, its crop and its source is half a number.
# - A network is unbeaten if no other is at least as cheap and as good, and better in one. The list depends on the axes.
# - Within 100,000 parameters, on 8,000 small gray images and in three passes, neither year nor size ordered the families.
# - Count first: with sides halved and channels doubled, stages cost alike and the last one holds most of the parameters.
# - Climb the ladder; hold images out for the end; run more than one seed.
#
# ## Key terms
#
# | English | 中文 | in one line |
# |---|---|---|
# | budget | 预算 | limits set before the design |
# | unbeaten, Pareto-optimal | 帕累托最优 | no other is at least as good in everything and better in something |
# | design space | 设计空间 | all settings of a few knobs |
# | recipe | 训练方案 | all that is not architecture: data, augmentation, steps, epochs |
# | held-out images | 留出集 | looked at once, at the end |
# | leaderboard | 排行榜 | accuracies in a row, which invite one to look too often |
#
# ## Sources
#
# - Krizhevsky, Sutskever & Hinton (2012), *ImageNet classification with deep convolutional neural networks*, table 2; Szegedy et al. (2014), arXiv:1409.4842, table 3; Szegedy et al. (2016), *Inception-v4*, arXiv:1602.07261, table 2; Hu et al. (2017), arXiv:1709.01507, table 2; Lin, Chen & Yan (2013), *Network in network*, arXiv:1312.4400.
# - keras.io, *Keras Applications*, table of available models; torchvision, *Models and pre-trained weights* (ResNet-50, versions 1 and 2 of its weights).
# - Chen et al. (2018), *Encoder-decoder with atrous separable convolution*, arXiv:1802.02611; Zhao et al. (2017), *Pyramid scene parsing network*, arXiv:1612.01105.
# - Xiao, Rasul & Vollgraf (2017), *Fashion-MNIST*, arXiv:1708.07747.

# %% [markdown] id="title" minutes=60 needs=["13"]
# # DenseNet
#
# Every layer reads all the layers before it: you build the network, count it, and measure what joining costs in memory and which connections are used.
#
# After this lesson you can
#
# - count channels, connections and weights through dense blocks and transitions;
# - write a dense block with bottleneck, a transition with compression, and the network;
# - say from how many channels on a bottleneck saves anything;
# - say what joining costs in memory, measure what Keras keeps, and get most of it back;
# - look up which layer reads which in a trained network, and test whether it matters.

# %% id="setup" tags=["setup"]
import numpy as np

from cnncourse import check, figures, hint, keras, ops, solution
from cnncourse.experiments import stored
from cnncourse.experiments.densenet import network
from cnncourse.experiments.training import percent_right, small_images, train
from cnncourse.figures import densenet as pictures
from cnncourse.figures import diagram
from cnncourse.nets.cost import cost_table
from cnncourse.nets.densenet import dense_block as package_block
from cnncourse.waiting import fitting
from cnncourse.widgets.densenet import block_explorer

import tensorflow as tf  # isort: skip  # after Keras, which starts it without its log

rng = np.random.default_rng(14)

# %% [markdown] id="problem"
# ## Add, or join?
#
# A residual block hands on x + F(x) (lesson 13). If one channel holds 2 and the branch gives 3, the next block reads 5, and cannot know whether that was 2 + 3 or 1 + 4. Each block has to carry along what later ones may need, and add its own without spoiling it. Huang et al. (2017) do not add. They put the new maps *behind* the old ones, as further channels:
#
# $$ x_\ell = H_\ell([x_0, x_1, \dots, x_{\ell-1}]) $$
#
# Square brackets: joined. Layer ℓ reads the block's input $x_0$ and what every layer before it made. It may be thin: it makes **k** new maps, and k, the *growth rate*, is small: 12 or 32.
#
# By hand: a block of four layers reads 24 channels, k = 12. The first layer reads 24 and makes 12: 36. The second reads 36: 48. Then 60, then 72.

# %% [markdown] exercise="dense_channels"

# %% id="fig-block"
figures.show(
    diagram.of_block(package_block, (28, 28, 24), 2, 12),
    f"Two layers of that block, drawn from Keras: 24 channels, then {24 + 12}, then {24 + 2 * 12}. "
    "The path on the side carries all that there was past each layer.",
)

# %% [markdown] id="connections-words"
# Each join is one line in the drawing. Seen from the layers there are more connections: the second reads the input *and* the first layer.

# %% [markdown] exercise="connections"

# %% [markdown] exercise="why_concat"

# %% [markdown] id="layer-words"
# ## One layer
#
# BatchNorm, ReLU, convolution, in this order (the "pre-activation" of ResNet v2). Why BatchNorm *first*? A map is read by many layers. With BatchNorm before the convolution each reader has its own γ and β for it; behind, there would be one version for all.
#
# But late layers read hundreds of channels to make 32. So a 1×1 convolution to 4k maps comes before the 3×3, as in ResNet's bottleneck. For k = 32 and 512 channels:
#
#     3×3 alone        9 · 512 · 32             = 147,456
#     1×1, then 3×3    512 · 128 + 9 · 128 · 32 = 102,400
#
# **What would happen if** the layer reads only 64 channels, as the first one of DenseNet-121 does?

# %% id="bottleneck-count"
for reads in (64, 128, 512, 1024):
    alone, narrowed = pictures.layer_weights(reads, 32)
    print(f"reads {reads:5}: 3×3 alone {alone:7,}    with bottleneck {narrowed:7,}    {narrowed / alone:.2f} times")

# %% [markdown] id="bottleneck-words"
# At 64 the "saving" more than doubles the weights. The two are equal where 9ck = 4ck + 36k², so at **c = 7.2 k**: 230 channels for k = 32. The layers of DenseNet-121:

# %% id="fig-bottleneck"
layers_121 = [step for step in pictures.count((6, 12, 24, 16), 32, side=56) if step.kind == "layer"]
starts = np.cumsum([0, 6, 12, 24, 16])
spans = {
    f"block {number + 1}": (layers_121[a].reads, layers_121[b - 1].reads)
    for number, (a, b) in enumerate(zip(starts[:-1], starts[1:], strict=True))
}
saving = sum(step.reads > 7.2 * 32 for step in layers_121)
figures.show(
    pictures.bottleneck(32, spans),
    f"The lines cross at 7.2 · 32 = 230 channels. {saving} of DenseNet-121's {len(layers_121)} layers read more; "
    f"in block 1, from {spans['block 1'][0]} to {spans['block 1'][1]} channels, no layer does.",
)

# %% [markdown] exercise="dense_block"

# %% [markdown] id="transition-words"
# ## The transition
#
# Maps can be joined only if their sides agree. So sides are halved *between* blocks, by a **transition**: BatchNorm, ReLU, 1×1 convolution, 2×2 mean. The 1×1 keeps a share θ of the channels, the *compression*, 0.5 in the paper. By hand: 72 channels of 28×28 become 36 of 14×14.
#
# Behind the last block stand a BatchNorm and a ReLU instead, for what comes out was never normalized.

# %% [markdown] exercise="transition"

# %% [markdown] id="order-words"
# **What would happen if** one took the mean first and convolved afterwards? A 1×1 convolution sums over channels, a mean over places. Sums may change places (as in lesson 05):

# %% id="order"
maps = rng.normal(size=(2, 28, 28, 72)).astype("float32")
merge, mean = keras.layers.Conv2D(36, 1, use_bias=False), keras.layers.AveragePooling2D(2)
as_in_paper, pooled_first = mean(merge(maps)), merge(mean(maps))
print(f"largest difference below 0.0001: {np.abs(as_in_paper - pooled_first).max() < 1e-4}")
print(f"MACs: {28 * 28 * 72 * 36:,} as in the paper, {14 * 14 * 72 * 36:,} with the mean first")

# %% [markdown] id="order-after"
# The same answer for a quarter of the work. With a bias it would hold too, with a ReLU between the two not.
#
# Now turn the knobs: three equal blocks with transitions, for color images of 32×32. At 4 layers a block the bottleneck makes the network *larger*. From how many layers on does it save parameters? Does that depend on the growth? Guess from 7.2 k first.

# %% id="slider-block" tags=["widget"]
block_explorer()

# %% id="fig-steps"
figure, sentence = pictures.explorer(layers=4, growth=12, compression=0.5, bottleneck=True)
figures.show(figure, f"One setting of the slider, 4 layers a block, k = 12, θ = 0.5: {sentence}.")

# %% [markdown] id="memory-words"
# ## What joining costs
#
# The two bars at the right show the price. The backward pass (lesson 06) needs what each layer was given. To join maps, they are *copied* into one piece of memory, by each layer anew. And each BatchNorm with its ReLU makes a version of its own.
#
# Follow a block without bottleneck that reads 24 channels, k = 12. Layer 1: 24 maps as they came, 24 normalized and bent. Layer 2: 36 joined, 36 bent. Layer 3: 48 and 48. **Every layer keeps everything again**, so the sum grows with the square of the layers, though only 12 maps are new each time.

# %% [markdown] exercise="maps_kept"

# %% [markdown] id="memory-measure"
# Is that what Keras does? Write the training step down as a graph and count the values of the forward pass that the backward pass reads.


# %% id="memory-count"
def kept_for_backward(forward, weights, shape):
    """Shapes of the maps of the forward pass that the gradient reads."""
    marks = []

    def step(x):
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(forward(x))
        marks.append(len(tf.compat.v1.get_default_graph().get_operations()))
        return tape.gradient(loss, weights)

    graph = tf.function(step).get_concrete_function(tf.TensorSpec(shape, tf.float32)).graph
    operations = graph.get_operations()
    before = set(operations[: marks[-1]])
    read = {tensor.name: tensor for op in operations[marks[-1] :] for tensor in op.inputs if tensor.op in before}
    return [tuple(t.shape) for t in read.values() if len(t.shape) == 4 and t.shape[0] == shape[0]]


def of_model(model, shape):
    """The same for a Keras model, in training."""
    weights = [weight.value for weight in model.trainable_weights]
    return kept_for_backward(lambda x: model(x, training=True), weights, shape)


def keras_block(layers, growth=12, shape=(2, 8, 10, 24)):
    """Keras' own block."""
    x = keras.Input(shape[1:])
    model = keras.Model(x, package_block(x, layers, growth, bottleneck=False))
    return of_model(model, shape)


def remade_block(layers, growth=12, shape=(2, 8, 10, 24)):
    """The same block; joining, BatchNorm and ReLU are done again in the backward pass."""
    kernels = [tf.Variable(tf.zeros((3, 3, shape[3] + growth * layer, growth))) for layer in range(layers)]

    @tf.recompute_grad
    def layer(kernel, *pieces):
        x = tf.concat(pieces, axis=-1)
        m, v = tf.nn.moments(x, (0, 1, 2))
        return tf.nn.conv2d(tf.nn.relu((x - m) * tf.math.rsqrt(v + 1e-5)), kernel, 1, "SAME")

    def forward(x):
        pieces = [x]
        for kernel in kernels:
            pieces.append(layer(kernel.value(), *pieces))
        return tf.concat(pieces, axis=-1)

    return kept_for_backward(forward, kernels, shape)


measured = {
    length: tuple(sum(shape[3] for shape in block(length)) for block in (keras_block, remade_block))
    for length in (2, 4, 8)
}
print("layers   Keras keeps   made again   by arithmetic")
for length, (apart, shared) in measured.items():
    print(f"{length:6} {apart:13} {shared:12}   {pictures.kept(24, length, 12)}")

# %% id="fig-memory"
lengths = np.arange(1, 17)
apart, shared = zip(*[pictures.kept(24, int(length), 12) for length in lengths], strict=True)
figures.show(
    pictures.memory(lengths, apart, shared, measured),
    f"Keras keeps every joined copy: at 16 layers {apart[-1]:,} maps, {apart[-1] / shared[-1]:.0f} times the "
    f"{shared[-1]} that are different. Dots are counted in TensorFlow's graph.",
)

# %% [markdown] id="memory-after"
# The counts agree to the last map: **Keras stores the block apart.** The remedy is the second column: keep the new maps alone, and make the rest again in the backward pass (`tf.recompute_grad`). Joining, BatchNorm and ReLU are cheap beside the convolutions.
#
# The authors' report (Pleiss et al. 2017) does it with shared storage, from quadratic to linear; its code speaks of 15–20 % more time. For torchvision's (`memory_efficient=True`), which makes the 1×1 again as well, its contributor measured 1,668 MB → 1,115 MB for 40 % more time.
#
# ## The whole network

# %% [markdown] exercise="densenet"

# %% [markdown] id="paper-words"
# ## What the paper did
#
# DenseNets for small images have three equal blocks; DenseNet-121 to -264 for ImageNet have four, with a 7×7 in front. "BC" stands for bottleneck and compression, L for the number of layers in all. One of each, part by part:

# %% id="ledger"
small = pictures.count((16, 16, 16), 12)
total = sum(step.parameters for step in small) + pictures.head(small[-1].leaves, 10)
print(f"DenseNet-BC, k = 12: 1 + 3 · 16 · 2 + 2 + 1 = {1 + 3 * 16 * 2 + 2 + 1} layers; ours learns {total:,}")
print(f"−{2 * 24} of the BatchNorm behind our first convolution, which the paper's has not: {total - 48:,}")
large = pictures.count((6, 12, 24, 16), 32, side=56)  # behind a 7×7 and a pooling
parts = {
    "7×7, its BatchNorm": (49 * 3 * 64 + 2 * 64, 49 * 3 * 64 * 112**2),
    "58 dense layers": (0, 0),
    "3 transitions": (0, 0),
    "last BatchNorm, dense": (pictures.head(large[-1].leaves, 1000), large[-1].leaves * 1000),
}
for name, kind in [("58 dense layers", "layer"), ("3 transitions", "transition")]:
    chosen = [step for step in large if step.kind == kind]
    parts[name] = sum(step.parameters for step in chosen), sum(step.macs for step in chosen)
print("\nDenseNet-121              parameters            MACs")
for name, (learned, macs) in parts.items():
    print(f"{name:24} {learned:11,} {macs:15,}")
learned, macs = (sum(column) for column in zip(*parts.values(), strict=True))
print(f"{'all':24} {learned:11,} {macs:15,}")
print("layers:", 1 + 2 * 58 + 3 + 1)

# %% [markdown] id="table"
# | | DenseNet, 2017 | ours | what it changes |
# |---|---|---|---|
# | DenseNet-BC, L = 100, k = 12 | 0.8 million parameters | 769,210 | 48: the BatchNorm in front |
# | DenseNet-121 | its layers; no count of parameters | 7,978,856, printed above | Keras counts moving statistics, too |
# | first convolution, small images | 16 maps, or 2k for BC | 2k, then BatchNorm and ReLU | as on ImageNet |
# | ε of BatchNorm | not stated | 0.00001001, as Keras' file of weights expects | nothing that shows |
# | training | CIFAR-10: 300 passes, rate 0.1, divided by 10 after half and after three quarters | 1 to 8 passes over clothes | not comparable |
# | CIFAR-10, flips and shifts | 4.51 % wrong with 0.8 M parameters | | ResNet-1001: 4.62 % with 10.2 M |
# | ImageNet, one crop | DenseNet-121: 25.0 % wrong | not trained here | ResNet-50: 24.7 % with 25.6 M |
#
# So the case for DenseNet is made in *parameters*: DenseNet-121 comes near ResNet-50 with a third of them. In multiplications (2.8 against 3.9 billion, lesson 13) it saves less. The race below asks about memory and time.
#
# ## Who reads whom?
#
# DenseNet's word is *feature reuse*: late layers read early maps. They *can*. Do they? The authors looked at the weights: cut a layer's kernel along the channels that it reads, source by source, and average the absolute weights.

# %% [markdown] exercise="source_weights"

# %% [markdown] id="reuse-words"
# Stored runs: three blocks of five layers, k = 6, no bottleneck and no compression, so that the 3×3 reads the sources directly, as in the paper's figure. 4,000 clothes of 14×14, eight passes, AdamW with a strong decay of the weights, so that what is not used fades; three seeds (`cnncourse experiments 14` makes them again). The paper's figure does not show the picture **before** training.

# %% id="reuse-stored"
reuse = stored("densenet_reuse")
before, after = reuse.values("before")[0], reuse.values("after")[0]  # (seeds, blocks, layers, sources)
spread_before = np.nanstd(np.array([pictures.relative(run) for run in before]))
print(f"{reuse.seconds():.0f} seconds for three runs on a busy machine with two cores")
print(reuse.table("accuracy", unit=" % right"))
print(f"weights over their layer's mean: untrained they vary by ±{spread_before:.2f}")

# %% id="fig-reading"
mean_after = np.mean([pictures.relative(run) for run in after], axis=0)
figures.show(
    pictures.reading(np.nan_to_num(mean_after), ["block 1", "block 2", "block 3"], "weight / mean"),
    "After training, mean of three seeds. In block 3 the block's input gets "
    f"{np.nanmean(mean_after[2, 1:, 0]):.2f} of a layer's mean, in block 1 {np.nanmean(mean_after[0, 1:, 0]):.2f}.",
)

# %% id="reading-numbers"
print(f"smallest and largest square: {np.nanmin(mean_after):.2f} and {np.nanmax(mean_after):.2f}")
for block in range(3):
    inputs = [np.nanmean(pictures.relative(run)[block, 1:, 0]) for run in after]
    print(f"weight of block {block + 1}'s input, layers 2 to 5, by seed:", *[f"{value:.2f}" for value in inputs])

# %% [markdown] id="reading-words"
# The paper reads two things from its picture. **Layers spread their weights over many sources.** Here too: no square is below 0.78. But an untrained network does that perfectly. **Blocks 2 and 3 give the least weight to their input,** the output of a transition. The authors conclude that many of its maps are redundant. The picture is the same here. Test the conclusion: set the weights to the input to 0, in all layers of a block but the first.
#
# Which matters most, do you expect: the nearest connections or the farthest? And the input of which block?

# %% id="removed"
whole = reuse.values("accuracy")[0]
far, hidden = reuse.values("without")[0], reuse.values("input_hidden")[0]  # (seeds, 5), (seeds, 3)
labels = [f"all of length {d} ({3 * (6 - d)})" for d in range(1, 6)] + [f"input of block {b} (4)" for b in (1, 2, 3)]
lost = np.concatenate([far, hidden], axis=1)
table = [f"{label:24} {v.mean():5.1f} ± {v.std(ddof=1):4.1f} %" for label, v in zip(labels, lost.T, strict=True)]
print("\n".join(table))

# %% id="fig-removed"
figures.show(
    pictures.removed(whole.mean(), lost, labels),
    f"Connections set to 0 in trained networks, their number in brackets. Whole: {whole.mean():.1f} %. Without those "
    f"to the layer right before: {far[:, 0].mean():.0f} %; without the input of block 3: {hidden[:, 2].mean():.1f} %.",
)

# %% [markdown] id="removed-words"
# - **Long connections are used.** Without the six of length 4, in blocks of five layers, the network loses about 18 points; without the twelve of length 2 about 31. In this sense "feature reuse" holds.
# - **The paper's conclusion holds in one block of two.** Blocks 2 and 3 both give their input less than the mean, in every seed. In block 3 it can nearly be spared: 5 points. In block 2 the accuracy falls to 40 ± 14 %. **The size of weights does not tell what is needed.**
#
# The limits: nothing was trained again after the cut, and BatchNorm's statistics are those of the whole network. A network that never had these connections might do well. Hess (2018) reports just that: fewer connections and a larger growth did better at equal size.
#
# ## An experiment: dense, residual, plain
#
# Three stages on clothes of 14×14: a DenseNet (k = 8, blocks of 4, 4 and 5 layers, bottleneck, θ = 0.5), 29 convolutions; residual networks and plain ones with 25. One pair has about the *parameters* of the dense one, the other about its *multiplications*. 2,400 images, six passes, the same rate for all; three seeds, stored.
#
# **Three claims:** (1) with the same parameters dense beats residual; (2) with the same multiplications, too; (3) both beat plain. First a shorter run, live:

# %% id="live" tags=["varies"]
(x_train, y_train), (x_test, y_test) = small_images()
keras.utils.set_random_seed(0)
live = network("dense", 8)
with fitting("training"):
    losses = train(live, x_train[:1200], y_train[:1200], epochs=2, batch=48)
print(f"loss {losses[0]:.2f} → {losses[-1]:.2f}; {percent_right(live, x_test, y_test):.0f} % of the others right")

# %% id="race-stored"
race = stored("densenet_race")
print(f"{race.seconds() / 60:.0f} minutes for fifteen runs on a busy machine with two cores")
print("right on 2,000 held-out images")
print(race.table("accuracy", unit=" %"))
print("\nright on the 2,400 images trained on")
print(race.table("trained", unit=" %"))
accuracy = dict(zip(race.settings, race.values("accuracy"), strict=True))
print()
for name, values in list(accuracy.items())[1:]:
    lead = accuracy["dense"] - values
    print(f"dense − {name}: {lead.mean():+.1f} ± {lead.std(ddof=1):.1f} points, ahead in {(lead > 0).sum()} of 3 seeds")

# %% id="fig-race"
figures.show(
    pictures.race(
        list(accuracy),
        race.values("accuracy"),
        race.values("parameters")[:, 0],
        race.values("macs")[:, 0],
    ),
    f"Dense {accuracy['dense'].mean():.1f} %, residual {accuracy['residual, same parameters'].mean():.1f} % with the "
    f"same parameters and {accuracy['residual, same MACs'].mean():.1f} % with the same multiplications.",
)

# %% [markdown] id="race-words"
# - **Claim 1 is not shown.** With the same parameters dense and residual are 0.3 points apart, less than the spread, and the dense one multiplies 2.3 times as often.
# - **Claim 2 fails.** With the same multiplications the dense network is behind in two of three seeds, if by less than the spread. The residual one has 2.2 times the parameters to spend.
# - **Claim 3 holds, by far.** Both are 6 to 8 points above the plain networks, and far above them on the trained images as well.
#
# So at this scale it matters *that* there are short ways past the layers, not whether one adds or joins. The paper's lead in parameters was found with 0.8 million parameters and more, after 300 passes; we have 300 steps, few images and one rate for all, tuned for none. Try `compression=1.0`, or k = 12 with fewer layers, in `cnncourse/experiments/densenet.py`.
#
# ### What it costs
#
# Kept maps, parameters, multiplications and milliseconds:

# %% id="costs-memory"
rivals = {
    "dense": network("dense", 8),
    "residual, same parameters": network("residual", 6),
    "residual, same MACs": network("residual", 9),
}
kept = {name: 4 * sum(map(np.prod, of_model(model, (32, 14, 14, 1)))) / 2**20 for name, model in rivals.items()}
lines = [f"{name:26} {size:5.1f} MiB, dense / this {kept['dense'] / size:.1f}" for name, size in kept.items()]
print("kept for the backward pass, batch of 32", *lines, sep="\n")

# %% id="costs" tags=["timed"]
print(cost_table(rivals, tries=3))

# %% [markdown] id="costs-words"
# With equal parameters the dense network keeps 3.9 times the memory of the residual one, with equal multiplications 2.6 times. And with equal multiplications it took about a third more time when this was written. To join maps, and to normalize them again for every reader, counts as no MAC, and takes time all the same. "Fewer parameters" is true of DenseNet. "Cheaper" does not follow.
#
# ## Summary
#
# - Joined, not added: every layer reads all maps before it. A block of L layers has L(L + 1) / 2 connections and leaves c + L · k channels.
# - The bottleneck saves weights only where a layer reads more than 7.2 k channels.
# - Transitions halve the side and keep a share θ of the maps. Mean first would cost a quarter.
# - Keras keeps every joined copy: memory grows with the square of the layers. Made again when needed, it grows with the layers.
# - Long connections are used. Which ones are needed cannot be read from the size of their weights.
# - At our scale dense and residual are level, and far above plain. The dense network needs 2.6 to 3.9 times the memory.
#
# ## Key terms
#
# | English | 中文 | in one line |
# |---|---|---|
# | dense block | 稠密块 | layers that read all layers before them |
# | concatenation | 拼接 (连接) | maps put behind one another as channels |
# | growth rate | 增长率 | maps that each layer adds, k |
# | transition layer | 过渡层 | fewer maps, half the side |
# | compression | 压缩率 | the share θ of maps that a transition keeps |
# | bottleneck layer | 瓶颈层 | a 1×1 to 4k maps before the 3×3 |
# | feature reuse | 特征复用 | late layers read early maps |
# | recomputation, checkpointing | 重计算 | made again in the backward pass, not kept |
#
# ## Sources
#
# - Huang, Liu, van der Maaten & Weinberger (2017), *Densely connected convolutional networks*, CVPR, arXiv:1608.06993; parameters and errors also in the README of github.com/liuzhuang13/DenseNet.
# - Pleiss, Chen, Huang, Li, van der Maaten & Weinberger (2017), *Memory-efficient implementation of DenseNets*, arXiv:1707.06990; time overhead: README of github.com/gpleiss/efficient_densenet_pytorch.
# - torchvision, pull request 797 (merged as 1003): memory and time.
# - He, Zhang, Ren & Sun (2016), *Identity mappings in deep residual networks*, arXiv:1603.05027: pre-activation, ResNet-1001.
# - Hess (2018), *Exploring feature reuse in DenseNet architectures*, arXiv:1806.01935.

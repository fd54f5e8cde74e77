# %% [markdown] id="title" minutes=55 needs=["11", "13"]
# # Pretrained models
#
# You ask a network that has seen ImageNet what is in a photograph, and find out where in the picture its answer comes from.
#
# After this lesson you can
#
# - load an ImageNet network, with a connection or without one;
# - cut and scale a photograph as the network expects, and tell a wrong scaling by its symptoms;
# - avoid the array that changes behind your back;
# - look at the maps of any layer, and ask with Grad-CAM and covered tiles where a class is seen;
# - test such a picture.

# %% id="setup" tags=["setup"]
import time

import numpy as np
from PIL import Image

from cnncourse import check, data, figures, hint, keras, ops, pretrained, solution
from cnncourse.figures import pretrained_models as pictures
from cnncourse.pretrained import saliency
from cnncourse.waiting import each
from cnncourse.widgets.pretrained_models import cam_explorer

import tensorflow as tf  # isort: skip  # after Keras, which starts it without its log

labels = pretrained.imagenet_labels()  # 1,000 names, in the order in which networks number them

# %% [markdown] id="idea"
# ## A network that somebody else has trained
#
# ImageNet's competition data (ILSVRC 2012): 1.28 million photographs of 1,000 classes (Russakovsky et al., 2015). Two cores cannot train on them, but anybody can load the result:
#
#     keras.applications.resnet50.ResNet50(weights="imagenet")
#
# The first call downloads about 100 MB into a cache; without a connection it fails. `pretrained.at_hand` says whether the file is there; `pretrained.load` loads it, with a checksum.

# %% id="resnet50" tags=["varies"]
if pretrained.at_hand("resnet50"):
    print("The weights of ResNet-50 are at hand. Its three best guesses for the cat:")
    for guess in pretrained.predict_top(data.photos("cat"), k=3, network="resnet50")[0]:
        print(f"   {guess.label} {guess.probability:.2f}")
else:
    print("The weights of ResNet-50 are not on this machine;", end=" ")
    print('pretrained.load("resnet50") would fetch them. The lesson needs no more than what follows.')

# %% [markdown] id="lite"
# One ImageNet network works offline, since its weights came with the course's packages: **EfficientNet-Lite0**, a small network of inverted residuals (a 1×1 that widens, a depthwise convolution, a 1×1 that narrows; lessons 13 and 15). We build it without the softmax, so that it gives scores (**logits**).

# %% id="build"
net = pretrained.efficientnet_lite0(classifier_activation=None)


def probabilities_of(scores):
    """Softmax over the last axis."""
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def predict(images):
    """Probabilities of scaled images, (n, 224, 224, 3) to (n, 1000)."""
    return probabilities_of(net.predict_on_batch(images))


trained = sum(int(np.prod(weight.shape)) for weight in net.trainable_weights)
print(f"{trained:,} trained numbers, {ops.macs(net):,} multiplications for an image of 224×224")

# %% [markdown] id="crop-words"
# ## From a photograph to 224 × 224
#
# The network takes squares of 224 pixels; the cat's photograph has 300 rows and 451 columns. The usual way: cut the largest square, 300 × 300, out of the middle, which drops 75 columns at the left and 76 at the right. Then resample it to 224 × 224.

# %% [markdown] exercise="center_crop_resize"

# %% [markdown] id="squash-words"
# **What would happen if** we squeezed the whole photograph into the square? Or if it had only 32 × 32 pixels, as in CIFAR, and were blown up?


# %% id="squash"
def squeezed(photo, side, back=224):
    """The whole photograph at side × side pixels, brought to `back` × `back`."""
    small = Image.fromarray(np.uint8(np.round(photo * 255))).resize((side, side), Image.Resampling.BICUBIC)
    return np.asarray(small.resize((back, back), Image.Resampling.BICUBIC), np.float32) / 255


named = ["cat", "china", "coffee", "camera", "flower", "rocket"]  # each shows one of the 1,000 classes
for name in ("cat", "coffee", "rocket"):
    photo = data.photos(name)
    ways = {
        "cut": pretrained.center_crop(photo),
        "squeezed": squeezed(photo, 224),
        "32 pixels": squeezed(photo, 32),
    }
    answers = pretrained.top_k(predict(pretrained.preprocess(np.stack(list(ways.values())))), k=1)
    told = [f"{way}: {a.label} {a.probability:.2f}" for way, (a,) in zip(ways, answers, strict=True)]
    print(f"{name:7}", "    ".join(told))

# %% [markdown] id="squash-after"
# Squeezing helped the cat; the rocket lost its name. Three photographs settle nothing. With 32 pixels the coffee is no coffee any more.
#
# ## Each family has its own scale
#
# Each family of networks was trained on another scale. Take a pixel with red 255, green 128, blue 0:
#
# | family in Keras | what happens | the pixel becomes |
# |---|---|---|
# | ResNet, VGG ("caffe") | BGR, minus the mean of each color | −103.94, 11.22, 131.32 |
# | Xception, Inception, MobileNet ("tf") | x / 127.5 − 1 | 1, 0.004, −1 |
# | DenseNet ("torch") | x / 255, minus mean, over spread | 2.249, 0.205, −1.804 |
# | EfficientNet, MobileNet v3, ConvNeXt | nothing; the network scales inside | 255, 128, 0 |
# | EfficientNet-Lite0, here | (x − 127) / 128 | 1, 0.008, −0.992 |
#
# BGR puts blue first: 0 − 103.939 = −103.94. "Spread" is each color's standard deviation. Keras calls each family's function `preprocess_input`:

# %% id="families"
pixel = np.array([[[[255, 128, 0]]]], np.uint8)
for family in ("resnet", "xception", "densenet", "efficientnet"):
    scaled = getattr(keras.applications, family).preprocess_input(pixel.copy())
    print(f"{family:13}", np.ravel(scaled).astype(float).round(3).tolist())
print(f"{'Lite0':13}", np.ravel(pretrained.preprocess(pixel)).astype(float).round(3).tolist())

# %% [markdown] exercise="preprocess"

# %% [markdown] exercise="which_preprocessing"

# %% [markdown] id="cost-words"
# ### What a wrong scale costs
#
# No shape is wrong, so nothing complains. Write down first which of these will still name all six photographs: red and blue exchanged; pixels divided by 255; pixels as they are; the scale of ResNet; that of DenseNet. (The table shows four of the six, the figure all.)

# %% id="wrong-scales"
photos = np.stack([pretrained.center_crop(data.photos(name)) for name in named])  # (6, 224, 224, 3), 0–1
pixels = 255 * photos
right_scale = pretrained.preprocess(photos)
ways = {
    "its own": right_scale,
    "red and blue exchanged": right_scale[..., ::-1],
    "divided by 255": photos,
    "as Xception": keras.applications.xception.preprocess_input(pixels.copy()),
    "as DenseNet": keras.applications.densenet.preprocess_input(pixels.copy()),
    "as ResNet": keras.applications.resnet.preprocess_input(pixels.copy()),
    "pixels as they are": pixels,
}
answers = {way: predict(np.ascontiguousarray(images, np.float32)) for way, images in ways.items()}
classes = answers["its own"].argmax(axis=1)
for way, rows in answers.items():
    best = [f"{labels[row.argmax()]} {row.max():.2f}" for row in rows[[0, 1, 2, 5]]]
    print(f"{way:23}", "".join(f"{one:24}" for one in best))

# %% id="fig-scales"
of_class = np.array([rows[range(6), classes] for rows in answers.values()])
kept = np.array([rows.argmax(axis=1) == classes for rows in answers.values()])
figures.show(
    pictures.scalings(of_class, kept, list(ways), [labels[c] for c in classes]),
    f"Probability of the class that the right scale names; a cross where another class comes first. "
    f"Of six names, {kept[1].sum()} survive exchanged colors, {kept[2].sum()} a division by 255, "
    f"{kept[5].sum()} the scale of ResNet, {kept[6].sum()} no scaling at all.",
)

# %% [markdown] id="cost-after"
# Two kinds of damage. **Pixels as they are** and **ResNet's scale** are about 128 times too large: nearly every name is lost, which shows at once. **Exchanged colors** and **a division by 255** (half the contrast, and black is gray) are worse to find: most names survive, and whoever tries one photograph of a cat sees nothing wrong. (Xception's scale differs from Lite0's by half a pixel value in 128.)
#
# ## The array that changes behind your back
#
# Keras' `preprocess_input` writes into the array that it is given, if that holds floats. Run such a cell twice, and the images are scaled twice:

# %% id="trap"
x = np.round(255 * photos[:1])  # the cat, float32, 0–255
for run in (1, 2):
    scaled = keras.applications.xception.preprocess_input(x)  # the same cell, run twice
    best = pretrained.top_k(predict(scaled), k=1)[0][0]
    print(f"run {run}: from {scaled.min():.3f} to {scaled.max():.3f}, {best.label} {best.probability:.2f}")
print("x itself was changed:", scaled is x)

as_bytes = np.uint8(np.round(255 * photos[:1]))
keras.applications.xception.preprocess_input(as_bytes)
print("bytes stay as they are:", as_bytes.max() > 100)

# %% [markdown] id="trap-words"
# The second time −1 … 1 is divided by 127.5, and 1 is subtracted: a black picture. Bytes are safe: they become floats first, in a new array. ResNet's version exchanges the colors in a *view* (another look at the same memory) and subtracts the means there, so `x` loses its means and keeps its order.

# %% [markdown] exercise="preprocess_without_side_effects"

# %% [markdown] id="top-words"
# ## The five best
#
# A photograph seldom shows one thing. In ImageNet's competition an answer is right in the **top-5** sense if the label is among the five most probable classes.

# %% [markdown] exercise="top_k"

# %% id="fig-top"
shown = ["cat", "china", "coffee", "rocket"]
at = [named.index(name) for name in shown]
five = pretrained.top_k(answers["its own"][at], k=5)
figures.show(
    pictures.guesses(photos[at], five),
    f"The cat is a cat with {sum(guess.probability for guess in five[0][:3]):.2f}, "
    f"but three classes of cats share it. The espresso alone has {five[2][0].probability:.2f}.",
)

# %% [markdown] id="unnamed-words"
# ## What it cannot name
#
# The course's photographs also show the Moon, a brick wall, gravel, galaxies (`hubble`), a printed page, the back of an eye (`retina`) and an astronaut, none of them among the classes.

# %% [markdown] exercise="answer_for_the_moon"

# %% id="strange"
strange = ["moon", "brick", "gravel", "hubble", "page", "retina", "astronaut", "clock"]
others = np.stack([pretrained.center_crop(data.photos(name)) for name in strange])
unnamed = predict(pretrained.preprocess(others))

# %% id="unnamed" tags=["varies"]
if answer_for_the_moon is ...:
    print("Answer the question above first, then run this cell again.")
else:
    for name, (guess, *_) in zip(strange, pretrained.top_k(unnamed, k=1), strict=True):
        print(f"{name:10} {guess.label:15} {guess.probability:.2f}")
    print(f"sums of the 1,000 probabilities: {unnamed.sum(axis=1).min():.3f} to {unnamed.sum(axis=1).max():.3f}")

# %% [markdown] id="unnamed-after"
# Does it at least *hesitate*? Believe every answer surer than a threshold t. (There is a wall clock among the classes, but ours is blurred by motion and misnamed: it counts as unnamed.)

# %% id="threshold"
sure, unsure = answers["its own"].max(axis=1), unnamed.max(axis=1)
for t in (0.2, 0.3, 0.5, 0.7):
    print(f"t = {t}: {(sure > t).sum()} of 6 nameable ones believed, {(unsure > t).sum()} of 8 others, too")
print(f"largest probability: nameable {sure.min():.2f} to {sure.max():.2f},", end=" ")
print(f"others {unsure.min():.2f} to {unsure.max():.2f}")

# %% [markdown] id="threshold-after"
# The ranges overlap: no threshold tells these fourteen apart. A softmax says how the thousand compare, not whether any of them is there.
#
# ## Maps through depth
#
# Any layer can be the end of a model of its own: `keras.Model(net.input, net.get_layer(name).output)`.

# %% [markdown] exercise="feature_maps"

# %% id="depth"
layers = ["stem_relu6", "block2b_add", "block3b_add", "block5c_add", "head_relu6"]
part = keras.Model(net.input, [net.get_layer(layer).output for layer in layers])
maps = {layer: values[0] for layer, values in zip(layers, part.predict_on_batch(right_scale[:1]), strict=True)}
for layer, values in maps.items():
    (h, w, c), field = values.shape, ops.receptive_field_of(net, layer)[0]
    zeros = 100 * (values == 0).mean()
    print(f"{layer:12} {h:3}×{w:<3} × {c:4} = {values.size:7,} numbers,", end=" ")
    print(f"{zeros:3.0f} % of them 0, a place sees {field} pixels")

# %% id="fig-depth"
figures.show(
    pictures.through_depth(photos[0], maps, count=2),
    f"The two maps of each layer that vary most. Edges at first, then patches that are hard to name, "
    f"at the end 7×7 places, where {100 * (maps['head_relu6'] == 0).mean():.0f} % of the values are 0.",
)

# %% [markdown] id="cam-words"
# From the first of these layers to the last, sides shrink to a sixteenth and the maps become 40 times as many. A place of the last maps sees 851 pixels (lesson 03), more than the photograph has, and most maps are silent at most places.
#
# ## Where is the cat? Grad-CAM
#
# Lesson 11 had a class activation map: behind a global mean and one dense layer, the maps times the weights of the class. That needs exactly this head. **Grad-CAM** (Selvaraju et al., 2016) works with any head and any layer: its weights are the *slopes* of the score, by how much it rises when a map rises by one.
#
# By hand, two maps of two pixels. Map 1 is (3, 0), its slopes are (0.4, 0.2). Map 2 is (1, 2), its slopes are (−0.1, −0.5).
#
# - weights: mean slopes, (0.4 + 0.2) / 2 = 0.3 and (−0.1 − 0.5) / 2 = −0.3;
# - left pixel: 0.3 · 3 − 0.3 · 1 = 0.6; right pixel: 0.3 · 0 − 0.3 · 2 = −0.6;
# - negative places speak for something else and become 0: (0.6, 0).
#
# $$ \alpha_k = \frac{1}{hw}\sum_{i,j}\frac{\partial\,\text{score}}{\partial A_{ijk}}, \qquad \text{map}_{ij} = \mathrm{ReLU}\Big(\sum_k \alpha_k A_{ijk}\Big) $$
#
# A: the maps of a layer for one image, `(h, w, maps)`. α: a weight for each map. The score is the logit. Slopes come from a tape (lesson 13):

# %% id="tape"
with tf.GradientTape() as tape:
    a = tf.constant([2.0, 3.0])
    tape.watch(a)  # a tape follows trained weights by itself; anything else it has to be told
    score = 5 * a[0] + a[1] ** 2
print("slopes:", tape.gradient(score, a).numpy())

# %% [markdown] exercise="grad_cam"

# %% [markdown] id="two-words"
# Cat and coffee in one. Where does the network see which?

# %% id="two"
both = np.concatenate([photos[0][:, 56:168], photos[2][:, 56:168]], axis=1)
scaled = pretrained.preprocess(both[None])
for guess in pretrained.top_k(predict(scaled), k=5)[0]:
    print(f"{guess.label:14} {guess.probability:.2f}")
cat, espresso = labels.index("Egyptian cat"), labels.index("espresso")
cams = saliency.grad_cam(net, scaled, [[cat, espresso]], "head_relu6")[0]
for name, cam in zip(("Egyptian cat", "espresso"), cams, strict=True):
    print(f"{name}: {100 * cam[:, :3].sum() / cam.sum():.0f} % of its map in the three columns at the left, ", end="")
    print(f"{100 * cam[:, 4:].sum() / cam.sum():.0f} % in the three at the right")

# %% id="fig-two"
row = [("photograph", both, None), ("Egyptian cat", both, cams[0]), ("espresso", both, cams[1])]
shares = cams[0][:, :3].sum() / cams[0].sum(), cams[1][:, 4:].sum() / cams[1].sum()
figures.show(
    pictures.overlays([row]),
    f"One picture, two questions: {100 * shares[0]:.0f} % of the cat's map "
    f"in the three columns at the left, {100 * shares[1]:.0f} % of the espresso's in the three at the right.",
)

# %% [markdown] id="same-words"
# Behind the last maps of Lite0 stand just a mean and a dense layer, so the slope of a score by a pixel of map k is the weight of k divided by the 49 places. Grad-CAM must then be lesson 11's map, cut off at 0 and divided by 49:

# %% id="same"
features = saliency.feature_maps(net, "head_relu6", scaled)[0]
kernel = net.get_layer("classes").get_weights()[0]  # (1280, 1000)
plain = np.maximum(features @ kernel[:, cat], 0) / 49
print(f"largest value {cams[0].max():.3f}, largest difference {np.abs(cams[0] - plain).max():.3f}")

# %% [markdown] id="softmax-words"
# **What would happen if** the slope were that of the probability? By the chain rule it is p times (the slope of the score minus the mean slope of all scores, weighed by probability). If the network is sure, the two nearly cancel:

# %% id="softmax"
for name in ("coffee", "cat", "rocket"):
    number = named.index(name)
    a = saliency.feature_maps(net, "head_relu6", right_scale[number : number + 1])[0]
    p, c = answers["its own"][number], classes[number]
    slopes = kernel[:, c], p[c] * (kernel[:, c] - kernel @ p)  # of the score, of the probability
    by_score, by_probability = (np.maximum(a @ slope, 0) / 49 for slope in slopes)
    alike = np.corrcoef(by_score.ravel(), by_probability.ravel())[0, 1]
    print(f"{labels[c]:13} p = {p[c]:.2f}: largest value {by_score.max():.2f} by the score, ", end="")
    print(f"{by_probability.max():.3f} by the probability; correlation {alike:.2f}")

# %% [markdown] id="softmax-after"
# The shape changes for the cat, whose rivals are cats. And the map by the probability is weaker by a factor of 9 to 27, different for each photograph, so two such maps cannot be compared. We take the score.
#
# ### Grad-CAM by class
#
# Choose the astronaut: where is the *space shuttle*, a class to which the network gives almost nothing?

# %% id="all-cams"
asked = ["Egyptian cat", "espresso", "football helmet", "space shuttle", "bobsled"]
asked += ["palace", "bell cote", "missile", "drilling platform", "cup"]
views = {"cat and coffee": both}
for name in ("astronaut", "china", "rocket", "cat"):
    views[name] = pretrained.center_crop(data.photos(name))
inputs = pretrained.preprocess(np.stack(list(views.values())))
view_scores = net.predict_on_batch(inputs)
wanted = {name: labels.index(name) for name in asked}
every = [list(wanted.values())] * len(views)
view_cams = {
    "head, 7×7": saliency.grad_cam(net, inputs, every, "head_relu6"),
    "block 5, 14×14": saliency.grad_cam(net, inputs, every, "block5c_add"),
}
print({layer: values.shape for layer, values in view_cams.items()})

# %% id="slider-cam" tags=["widget"]
cam_explorer(views, view_scores, wanted, view_cams)

# %% id="fig-astronaut"
helmet, shuttle = view_cams["head, 7×7"][1, [2, 3]]
chance, portrait = probabilities_of(view_scores[1]), views["astronaut"]
row = [("photograph", portrait, None), ("football helmet", portrait, helmet)]
row += [("space shuttle", portrait, shuttle)]
figures.show(
    pictures.overlays([row]),
    f"One setting of the slider. The space shuttle has a probability of {chance[wanted['space shuttle']]:.3f}, "
    f"and its map still lies on the model of one in the background. "
    f"The helmet ({chance[wanted['football helmet']]:.2f}) is no football helmet, but it is the helmet.",
)

# %% [markdown] id="cover-words"
# ## Cover it and ask again
#
# Slopes tell of small changes. Zeiler & Fergus (2013) take a part of the photograph away: cover a tile with gray and note by how much the probability falls.
#
# If the espresso has 0.94 in the whole photograph and 0.84 with one tile covered, that tile gets 0.10. If it has 0.95 with another covered, that one gets −0.01: something there spoke against it. On the network's scale gray is 0 (127 of 255).

# %% [markdown] exercise="occlusion_map"

# %% id="fig-cover"
covers = saliency.occlusion_map(predict, scaled[0], [cat, espresso], 56)
p = predict(scaled)[0]
row = [("photograph", both, None), ("cat, Grad-CAM", both, cams[0])]
row += [("cat, covered", both, covers[0]), ("espresso, Grad-CAM", both, cams[1])]
row += [("espresso, covered", both, covers[1])]
figures.show(
    pictures.overlays([row], side=1.25),
    f"Orange: speaks for the class; violet: the class gains when the tile is covered. "
    f"Covering one tile takes up to {covers[0].max():.2f} of the cat's {p[cat]:.2f}, "
    f"and gives the espresso ({p[espresso]:.2f}) up to {-covers[1].min():.2f} more.",
)

# %% [markdown] id="claim"
# Violet: tiles of the *cat* speak against the espresso, because both share one softmax. Each covered tile costs a pass; Grad-CAM takes one forward and one backward in all.
#
# ## A measurement: do the two agree?
#
# Take eight photographs, each for the class that wins, and correlate the two maps: on tiles of 32 pixels, as many as Grad-CAM has places, and on tiles of 56. (Grad-CAM is enlarged smoothly and averaged over each tile.) What do you expect? 1 is the same map up to scale, 0 nothing in common.

# %% id="agreement"
eight = [*named, "astronaut", "clock"]
images = pretrained.preprocess(np.stack([pretrained.center_crop(data.photos(name)) for name in eight]))
winners = predict(images).argmax(axis=1)
eight_cams = saliency.grad_cam(net, images, winners, "head_relu6")
correlations = {}
for size in (32, 56):
    row = []
    cases = list(zip(images, winners, eight_cams, strict=True))
    for image, label, cam in each(cases, f"covering tiles of {size}"):
        drops = saliency.occlusion_map(predict, image, int(label), size)
        row.append(np.corrcoef(drops.ravel(), pictures.tile_means(cam, 224, size).ravel())[0, 1])
    correlations[f"tiles of {size} pixels"] = np.array(row)
for name, small, large in zip(eight, *correlations.values(), strict=True):
    print(f"{name:10} tiles of 32: {small:5.2f}    tiles of 56: {large:5.2f}")
for setting, row in correlations.items():
    print(f"{setting}: mean {row.mean():.2f}, spread {row.std(ddof=1):.2f}")

# %% id="fig-agreement"
small, large = correlations.values()
figures.show(
    pictures.agreement(eight, correlations),
    f"With tiles of 32 pixels the mean correlation is {small.mean():.2f}, "
    f"with tiles of 56 it is {large.mean():.2f}. The cat alone is below 0 in both.",
)

# %% [markdown] id="verdict"
# With tiles of 32 pixels Grad-CAM has little in common with what covering does, with tiles three times as large in area much more. But this pair was picked after looking: other covers were tried too, and 56 pixels agreed best.
#
# So *the size of the cover* is part of the answer; one size proves little. A guess: what a small cover hides can be seen around it, too, so the drop is mostly noise. The cat is below 0 with both, perhaps because any part of a cat can go, and it is a cat still. Grad-CAM says what speaks for a class; covering says what cannot be spared.
#
# ## Does it depend on the network at all?
#
# Adebayo et al. (2018) propose a test: destroy the weights and look again. A map that stays the same shows the photograph, not the network.
#
# We shuffle the numbers within each kernel, from the classes backward. How much of the eight maps is left? Three seeds; a map without any positive place counts as correlation 0.

# %% id="shuffle"
depths = {
    "nothing": [],
    "classes": ["classes"],
    "+ head": ["classes", "head"],
    "+ blocks 6, 7": ["classes", "head", "block7", "block6"],
    "everything": [""],
}
ends = keras.Model(net.input, net.get_layer("head_relu6").output)


def likeness(a, b):
    """Correlation of two maps, 0 if the second has no positive place."""
    return np.corrcoef(a.ravel(), b.ravel())[0, 1] if b.std() > 0 else 0


def maps_now():
    """Grad-CAM of the eight photographs, by the short way that holds for this head."""
    features = ends.predict_on_batch(images)
    weights = net.get_layer("classes").get_weights()[0][:, winners]
    return np.maximum(np.einsum("nijk,kn->nij", features, weights), 0) / 49


kept_weights = net.get_weights()
similar, destroyed = np.zeros((len(depths), 3)), {}
for row, (depth, prefixes) in enumerate(each(depths.items(), "shuffling")):
    for seed in range(3):
        dice = np.random.default_rng(seed)
        for layer in net.layers:
            weights = layer.get_weights()
            hit = any(layer.name.startswith(prefix) for prefix in prefixes)
            if weights and hit and "_bn" not in layer.name:
                mixed = dice.permutation(weights[0].ravel()).reshape(weights[0].shape)
                layer.set_weights([mixed, *weights[1:]])
        found = destroyed[depth, seed] = maps_now()
        similar[row, seed] = np.mean([likeness(a, b) for a, b in zip(eight_cams, found, strict=True)])
        net.set_weights(kept_weights)
for depth, row in zip(depths, similar, strict=True):
    print(f"{depth:14} {row.mean():5.2f} ± {row.std(ddof=1):.2f}   seeds:", *(f"{value:5.2f}" for value in row))

# %% id="fig-shuffle"
figures.show(
    pictures.shuffled(list(depths), similar),
    f"Correlation with the map of the trained network: {similar[1].mean():.2f} with the classes "
    f"shuffled, {similar[-1].mean():.2f} with everything.",
)

# %% id="fig-destroyed"
some = ("classes", "+ head", "everything")
row = [("trained", photos[0], eight_cams[0])]
row += [(f"{depth}, seed 0", photos[0], destroyed[depth, 0][0]) for depth in some]
left = ", ".join(f"{likeness(eight_cams[0], destroyed[depth, 0][0]):.2f}" for depth in some)
figures.show(
    pictures.overlays([row], side=1.3),
    "The map of the Egyptian cat, and what is left of it. A shuffled network draws a map as well; "
    f"its correlations with the true one are {left}.",
)

# %% [markdown] id="shuffle-after"
# The mean falls at each step, to about 0 with blocks 6 and 7 shuffled: Grad-CAM depends on what was learned. But each of the three destroyed networks' maps in the last figure could stand in a report. For this cat the wholly destroyed one even reaches 0.48; only the mean over photographs and seeds shows that this is chance. The paper found methods, guided backpropagation among them, whose pictures hardly change when the weights go.

# %% [markdown] id="paper-words"
# ## What the papers did
#
# | | there | here |
# |---|---|---|
# | EfficientNet-Lite0, parameters | 4.7 million | 4,652,008, printed above |
# | EfficientNet-Lite0, multiplications | 407 million | 385,187,552, printed above; how they count is not said |
# | EfficientNet-Lite0, top-1 on ImageNet | 75.1 % | not measured |
# | Grad-CAM | at the last convolution | there, and in the middle with the slider |
# | destroyed weights | reinitialized, from the top down | shuffled within each kernel; BatchNorm kept |
#
# *There*: the Lite family's page; the abstract of Selvaraju et al.; Adebayo et al. on cascading randomization.

# %% id="speed" tags=["timed"]
batch = np.concatenate([images] * 4)
net.predict_on_batch(batch)
start = time.perf_counter()
net.predict_on_batch(batch)
seconds = time.perf_counter() - start
speed = len(batch) / seconds
print(f"{speed:.0f} photographs a second,", end=" ")
print(f"{ops.macs(net) * speed / 1e9:.0f} billion multiplications a second")

# %% [markdown] id="summary"
# ## Summary
#
# - A pretrained network is an architecture, weights, names, and a way to cut and scale. All must fit.
# - Each family has its own scale; a wrong one raises no error, and may make the answer only a little worse.
# - Keras' `preprocess_input` writes into arrays of floats. Hand it a copy.
# - A softmax adds up to 1 for the Moon, too. It cannot say *none of these*.
# - Grad-CAM: maps times mean slopes, summed, cut off at 0. Covering: the probability before, minus after. Their agreement depends on the cover's size.
# - Before you believe a map, destroy the network: does it go, too?
#
# ## Key terms
#
# | English | 中文 | in one line |
# |---|---|---|
# | pretrained model | 预训练模型 | somebody else trained its weights |
# | preprocessing | 预处理 | cutting and scaling an image as in training |
# | center crop | 中心裁剪 | the largest square in the middle |
# | top-5 | 前五 | the five most probable classes |
# | side effect | 副作用 | a change of the caller's data by a function |
# | feature map | 特征图 | what one filter of a layer makes of an image |
# | Grad-CAM | 梯度加权类激活映射 | maps weighed by the slopes of a class score |
# | occlusion | 遮挡 | covering part of the image |
# | logit | 对数几率 | a score before the softmax |
# | saliency map | 显著图 | any picture of where a network looks |
# | sanity check | 合理性检验 | a test that a method must pass first |
#
# ## Sources
#
# - Russakovsky et al. (2015), *ImageNet large scale visual recognition challenge*, arXiv:1409.0575.
# - Tan & Le (2019), *EfficientNet: rethinking model scaling for convolutional neural networks*, arXiv:1905.11946; the Lite family: github.com/tensorflow/tpu, models/official/efficientnet/lite.
# - Selvaraju et al. (2016), *Grad-CAM: visual explanations from deep networks via gradient-based localization*, arXiv:1610.02391.
# - Zeiler & Fergus (2013), *Visualizing and understanding convolutional networks*, arXiv:1311.2901.
# - Adebayo et al. (2018), *Sanity checks for saliency maps*, arXiv:1810.03292.
# - Keras, `keras.applications` and `imagenet_utils.preprocess_input`: "the preprocessed data are written over the input data if the data types are compatible".
# - Photographs: scikit-image and scikit-learn; `data.photo_credit(name)` names the author of each.

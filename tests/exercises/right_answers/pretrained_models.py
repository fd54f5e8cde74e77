"""Right answers to the exercises on pretrained models, each written in another way."""

import itertools

import keras
import numpy as np
import tensorflow as tf
from PIL import Image, ImageOps

from cnncourse.pretrained import saliency


def _crop_by_pillow(image, side):
    photo = Image.fromarray(image)
    edge = min(photo.width, photo.height)
    left, top = (photo.width - edge) // 2, (photo.height - edge) // 2
    return np.array(photo.crop((left, top, left + edge, top + edge)).resize((side, side), Image.BICUBIC))


def _crop_by_cases(image, side):
    h, w = image.shape[:2]
    if h > w:
        start = int((h - w) / 2)
        image = image[start : start + w]
    elif w > h:
        start = int((w - h) / 2)
        image = image[:, start : start + h]
    return np.array(Image.fromarray(image).resize((side, side)))  # bicubic is Pillow's own choice


def _crop_row_by_row(image, side):
    while image.shape[0] > image.shape[1]:
        image = image[:-1] if (image.shape[0] - image.shape[1]) % 2 else image[1:]
    while image.shape[1] > image.shape[0]:
        image = image[:, :-1] if (image.shape[1] - image.shape[0]) % 2 else image[:, 1:]
    return np.asarray(ImageOps.scale(Image.fromarray(np.ascontiguousarray(image)), side / len(image)))


def _crop_by_slices(image, side):
    """Rows first, then columns, each by a slice."""
    h, w, _ = image.shape
    edge = min(h, w)
    rows = slice((h - edge) // 2, (h - edge) // 2 + edge)
    columns = slice((w - edge) // 2, (w - edge) // 2 + edge)
    return np.asarray(Image.fromarray(image[rows][:, columns].copy()).resize((side, side), resample=3))


def _preprocess_by_table(x, mode):
    table = {
        "caffe": ([103.939, 116.779, 123.68], 1),
        "tf": (127.5, 127.5),
        "torch": (255 * np.array([0.485, 0.456, 0.406]), 255 * np.array([0.229, 0.224, 0.225])),
        "lite": (127, 128),
        "none": (0, 1),
    }
    if mode not in table:
        raise ValueError(f"{mode} is none of {sorted(table)}")
    subtracted, divided = table[mode]
    return ((np.flip(x, -1) if mode == "caffe" else x) - np.asarray(subtracted, float)) / divided


def _preprocess_by_keras(x, mode):
    x = np.array(x, "float32")
    if mode in ("caffe", "tf", "torch"):
        return keras.applications.imagenet_utils.preprocess_input(x, mode=mode)
    if mode == "lite":
        x -= 127
        x /= 128
    elif mode != "none":
        raise ValueError(mode)
    return x


def _preprocess_by_channels(x, mode):
    r, g, b = np.moveaxis(x.astype(float), -1, 0)
    match mode:
        case "caffe":
            planes = b - 103.939, g - 116.779, r - 123.68
        case "tf":
            planes = [plane / 127.5 - 1.0 for plane in (r, g, b)]
        case "torch":
            planes = (r / 255 - 0.485) / 0.229, (g / 255 - 0.456) / 0.224, (b / 255 - 0.406) / 0.225
        case "lite":
            planes = [(plane - 127) / 128 for plane in (r, g, b)]
        case "none":
            planes = r, g, b
        case _:
            raise ValueError("unknown")
    return np.stack(planes, axis=-1)


def _top_by_lists(probabilities, k):
    rows = [sorted(range(len(row)), key=lambda i, row=row: row[i], reverse=True)[:k] for row in probabilities]
    return np.array(rows)


def _top_by_parts(probabilities, k):
    some = np.argpartition(-probabilities, k - 1, axis=-1)[:, :k]
    order = np.argsort(-np.take_along_axis(probabilities, some, axis=-1), axis=-1)
    return np.take_along_axis(some, order, axis=-1)


def _maps_of_all_layers(model, layer, image):
    """Every layer is an output; the one that was asked for is picked afterwards."""
    part = keras.Model(model.input, {each.name: each.output for each in model.layers[1:]})
    return part(tf.constant(image[np.newaxis]), training=False)[layer][0]


def _maps_by_predict(model, layer, image):
    part = keras.Model(inputs=model.input, outputs=model.get_layer(name=layer).output)
    return part.predict(np.expand_dims(image, 0), verbose=0)[0]


def _maps_by_function(model, layer, image):
    """Keras' own function between any two tensors."""
    found = keras.Function([model.input], [model.get_layer(layer).output])([image.reshape(1, *image.shape)])
    return np.array(found[0])[0, ...]


def _cam_in_two_parts(model, image, label, layer):
    """The rest of the network is a model of its own, from the maps on."""
    middle = model.get_layer(layer).output
    maps = tf.convert_to_tensor(keras.Model(model.input, middle)(image[None], training=False))
    rest = keras.Model(middle, model.output)
    with tf.GradientTape(watch_accessed_variables=False) as tape:
        tape.watch(maps)
        score = rest(maps, training=False)[:, label]
    weights = tf.reduce_mean(tape.gradient(score, maps), axis=[1, 2])
    return tf.nn.relu(tf.einsum("nijk,nk->nij", maps, weights))[0]


def _cam_in_loops(model, image, label, layer):
    both = keras.Model(inputs=model.input, outputs=[model.output, model.get_layer(layer).output])
    x = tf.Variable(image[None])
    with tf.GradientTape(persistent=True) as tape:
        scores, maps = both(x)
        score = tf.reduce_sum(scores * tf.one_hot([label], scores.shape[-1]))
    slopes, maps = tape.gradient(score, maps)[0].numpy(), maps[0].numpy()
    found = np.zeros(maps.shape[:2])
    for k in range(maps.shape[2]):
        found += slopes[:, :, k].mean() * maps[:, :, k]
    found[found < 0] = 0
    return found


def _cam_by_jacobian(model, image, label, layer):
    both = keras.Model(model.input, [model.get_layer(layer).output, model.output])
    x = tf.convert_to_tensor(image[None])
    with tf.GradientTape() as tape:
        tape.watch(x)
        maps, scores = both(x, training=False)
    slopes = tape.jacobian(scores, maps)[0, label, 0]
    return keras.ops.relu(keras.ops.sum(maps[0] * keras.ops.mean(slopes, axis=(0, 1)), axis=-1))


def _cam_of_the_package(model, image, label, layer):
    return saliency.grad_cam(model, image[None], [label], layer)[0]


def _occlusion_one_by_one(predict, image, label, size):
    h, w, _ = image.shape
    before = predict(image[np.newaxis])[0][label]
    rows = []
    for top in range(0, h, size):
        row = []
        for left in range(0, w, size):
            copy = np.array(image)
            copy[top : min(top + size, h), left : min(left + size, w), :] = 0
            row.append(before - predict(copy[np.newaxis])[0][label])
        rows.append(row)
    return np.array(rows)


def _occlusion_by_masks(predict, image, label, size):
    h, w = image.shape[:2]
    i, j = np.arange(h) // size, np.arange(w) // size
    tile = i[:, None] * (j[-1] + 1) + j  # the number of the tile of each pixel
    covered = np.array([image * (tile != number)[..., None] for number in range(tile.max() + 1)])
    after = predict(np.concatenate([covered, image[None]]))[:, label]
    return (after[-1] - after[:-1]).reshape(i[-1] + 1, -1)


def _occlusion_by_a_buffer(predict, image, label, size):
    """One copy, covered and restored tile by tile."""
    work, whole = image.copy(), predict(image[None])[:, label]
    tops, lefts = range(0, image.shape[0], size), range(0, image.shape[1], size)
    found = np.empty((len(tops), len(lefts)))
    for (i, top), (j, left) in itertools.product(enumerate(tops), enumerate(lefts)):
        place = np.s_[top : top + size, left : left + size]
        work[place] = 0
        found[i, j] = (whole - predict(work[None])[:, label]).item()
        work[place] = image[place]
    return found


def _untouched(x):
    return keras.applications.resnet.preprocess_input(np.array(x, copy=True))


RIGHT = {
    "center_crop_resize": [_crop_by_pillow, _crop_by_cases, _crop_row_by_row, _crop_by_slices],
    "preprocess": [_preprocess_by_table, _preprocess_by_keras, _preprocess_by_channels],
    "preprocess_without_side_effects": [
        _untouched,
        lambda x: keras.applications.resnet50.preprocess_input(x * 1.0),
        lambda x: keras.applications.imagenet_utils.preprocess_input(np.copy(x), mode="caffe"),
        lambda x: keras.applications.resnet.preprocess_input(tf.constant(x, tf.float32)),
        lambda x: x[..., ::-1] - np.array([103.939, 116.779, 123.68]),
        lambda x: keras.applications.vgg16.preprocess_input(x.astype(np.float32)),
    ],
    "top_k": [
        _top_by_lists,
        _top_by_parts,
        lambda probabilities, k: np.argsort(probabilities)[:, ::-1][:, :k],
        lambda probabilities, k: tf.math.top_k(probabilities, k).indices,
        lambda probabilities, k: keras.ops.top_k(probabilities, k)[1],
    ],
    "feature_maps": [
        _maps_of_all_layers,
        _maps_by_function,
        _maps_by_predict,
        lambda model, layer, image: saliency.feature_maps(model, layer, image[None])[0],
    ],
    "grad_cam": [_cam_in_two_parts, _cam_in_loops, _cam_by_jacobian, _cam_of_the_package],
    "occlusion_map": [
        _occlusion_one_by_one,
        _occlusion_by_masks,
        _occlusion_by_a_buffer,
        saliency.occlusion_map,
    ],
}

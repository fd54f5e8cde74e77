"""ImageNet networks by name: the embedded one, and those of `keras.applications` where their weights can be had."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cnncourse.data import store
from cnncourse.pretrained import lite0

if TYPE_CHECKING:
    import keras


class Network(NamedTuple):
    """What is needed to build a network and to find its weights."""

    builder: str  # class in keras.applications; empty for the embedded network
    family: str | None  # module in keras.applications with its preprocess_input
    side: int  # pixels along its input
    folder: str  # where Keras publishes the weights
    file: str
    digest: str | None  # as Keras states it; None where Keras states none
    headless_file: str
    headless_digest: str | None


_BASE = "https://storage.googleapis.com/tensorflow/keras-applications/"


def _network(builder, family, side, stem, digests, endings=(".h5", "_notop.h5"), folder=None) -> Network:
    with_top, headless = (stem + ending for ending in endings)
    folder = _BASE + family + "/" if folder is None else folder
    return Network(builder, family, side, folder, with_top, digests[0], headless, digests[1])


_TF = "_weights_tf_dim_ordering_tf_kernels"
NETWORKS = {
    "efficientnet_lite0": Network("", None, 224, "", "", None, "", None),
    "convnext_tiny": _network(
        "ConvNeXtTiny", "convnext", 224, "convnext_tiny",
        ("8ae6e78ce2933352b1ef4008e6dd2f17bc40771563877d156bc6426c7cf503ff",
         "d547c096cabd03329d7be5562c5e14798aa39ed24b474157cef5e85ab9e49ef1"),
    ),
    "densenet121": _network(
        "DenseNet121", "densenet", 224, "densenet121" + _TF,
        ("9d60b8095a5708f2dcce2bca79d332c7", "30ee3e1110167f948a6b9946edeeb738"),
    ),
    "efficientnet_b0": _network(
        "EfficientNetB0", "efficientnet", 224, "efficientnetb0",
        ("902e53a9f72be733fc0bcb005b3ebbac", "50bc09e76180e00e4465e1a485ddc09d"),
        folder="https://storage.googleapis.com/keras-applications/",
    ),
    "inception_v3": _network(
        "InceptionV3", "inception_v3", 299, "inception_v3" + _TF,
        ("9a0d58056eeedaa3f26cb7ebd46da564", "bcbd6486424b2319ff4ef7d526e38f63"),
    ),
    "mobilenet": _network(
        "MobileNet", "mobilenet", 224, "mobilenet_1_0_224_tf", (None, None), (".h5", "_no_top.h5")
    ),
    "mobilenet_v2": _network(
        "MobileNetV2", "mobilenet_v2", 224, "mobilenet_v2" + _TF + "_1.0_224", (None, None), (".h5", "_no_top.h5")
    ),
    "mobilenet_v3_large": _network(
        "MobileNetV3Large", "mobilenet_v3", 224, "weights_mobilenet_v3_large_224_1.0_float",
        ("59e551e166be033d707958cf9e29a6a7", "07fb09a5933dd0c8eaafa16978110389"), (".h5", "_no_top_v2.h5"),
    ),
    "mobilenet_v3_small": _network(
        "MobileNetV3Small", "mobilenet_v3", 224, "weights_mobilenet_v3_small_224_1.0_float",
        ("8768d4c2e7dee89b9d02b2d03d65d862", "d3e8ec802a04aa4fc771ee12a9a9b836"), (".h5", "_no_top_v2.h5"),
    ),
    "resnet50": _network(
        "ResNet50", "resnet", 224, "resnet50" + _TF,
        ("2cb95161c43110f7111970584f804107", "4d473c1dd8becc155b73f8504c6f6626"),
    ),
    "resnet101": _network(
        "ResNet101", "resnet", 224, "resnet101" + _TF,
        ("f1aeb4b969a6efcfb50fad2f0c20cfc5", "88cf7a10940856eca736dc7b7e228a21"),
    ),
    "resnet152": _network(
        "ResNet152", "resnet", 224, "resnet152" + _TF,
        ("100835be76be38e30d865e96f2aaae62", "ee4c566cf9a93f14d82f913c2dc6dd0c"),
    ),
    "vgg16": _network(
        "VGG16", "vgg16", 224, "vgg16" + _TF,
        ("64373286793e3c8b2b4e3219cbf3544b", "6d6bbae143d832006294945121d1f1fc"),
    ),
    "vgg19": _network(
        "VGG19", "vgg19", 224, "vgg19" + _TF,
        ("cbe5617147190e668d6c5d5026f83318", "253f8cb515780f3b799900260a226db6"),
    ),
    "xception": _network(
        "Xception", "xception", 299, "xception" + _TF,
        ("0a58e3b7378bc2990ea3b43d5981f1f6", "b0042744bf5b25fce3cb969f33bebb97"),
    ),
}  # fmt: skip


def known(name: str) -> Network:
    """What `load` knows about a network.

    Args:
        name: such as `"resnet50"`.

    Returns:
        Its row of the table `NETWORKS`.

    Raises:
        ValueError: there is no such network; the message lists those there are.

    >>> known("xception").side
    299
    """
    if name not in NETWORKS:
        raise ValueError(f"There is no network {name!r} here. There are: {', '.join(sorted(NETWORKS))}.")
    return NETWORKS[name]


def at_hand(name: str, include_top: bool = True) -> bool:
    """Whether `load` would need no network connection.

    Args:
        name: such as `"resnet50"`.
        include_top: the weights with the 1,000 classes, or those without.

    Returns:
        `True` if the file with the weights is there. Whether it is whole is checked when it is loaded.

    >>> at_hand("efficientnet_lite0")
    True
    """
    network = known(name)
    if network.builder:
        return _cached(network, include_top)[0].is_file()
    try:
        return lite0.weights_path().is_file()
    except FileNotFoundError:
        return False


def load(name: str, include_top: bool = True, timeout: float = 20.0, **options: object) -> "keras.Model":
    """An ImageNet network, trained.

    `efficientnet_lite0` needs no network connection. The others are those of `keras.applications`: their weights
    are taken from Keras' cache, or downloaded into it with a progress bar and a checksum.

    Args:
        name: one of `NETWORKS`.
        include_top: with the 1,000 classes; `False` ends at the last feature maps.
        timeout: seconds to wait for the server to answer or to go on.
        options: what the builder takes besides, such as `input_shape` or `classifier_activation`.

    Returns:
        An uncompiled model with its ImageNet weights.

    Raises:
        ValueError: there is no such network.
        FileNotFoundError: its weights are neither installed, nor cached, nor to be had from the server.

    >>> load("efficientnet_lite0").output_shape
    (None, 1000)
    """
    network = known(name)
    if not network.builder:
        return lite0.efficientnet_lite0(include_top=include_top, **options)
    path = _fetched(name, include_top, timeout)
    import keras

    build = getattr(keras.applications, network.builder)
    return build(weights=str(path), include_top=include_top, **options)


def _cached(network: Network, include_top: bool) -> tuple[Path, str | None]:
    file, digest = (network.file, network.digest) if include_top else (network.headless_file, network.headless_digest)
    return store.keras_cache() / "models" / file, digest


def _fetched(name: str, include_top: bool, timeout: float) -> Path:
    """The path of a file that is whole; a damaged one in the cache is replaced."""
    network = known(name)
    path, digest = _cached(network, include_top)
    state = "is not there"
    if path.is_file():
        try:
            if digest is not None:
                store.read_verified(path, digest)
            return path
        except store.DamagedFile:
            state = "is damaged"
    try:
        with store.whole(path) as file:
            store.download(network.folder + path.name, file, digest, timeout)
    except OSError as reason:
        raise FileNotFoundError(
            f"The ImageNet weights of {name} are not at hand: {path} {state}, and {network.folder} could not be "
            f"reached ({reason}); connect once, or use pretrained.efficientnet_lite0(), which needs no connection."
        ) from None
    return path

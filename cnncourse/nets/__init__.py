"""The networks of the course as Keras models, one architecture per file, its paper in the file's first line.

Every builder returns an uncompiled `keras.Model`. Blocks are imported from the file of their paper, such as
`bottleneck_block` from `cnncourse.nets.resnet`.
"""

# A builder may carry the name of its file (`resnet`). Importing all of them here settles that `nets.resnet` is
# the builder, whatever was imported first; importing from the file works all the same.
from cnncourse.nets.alexnet import alexnet, small_alexnet
from cnncourse.nets.lenet5 import lenet5
from cnncourse.nets.nin import nin, small_nin
from cnncourse.nets.resnet import resnet, resnet18, resnet34, resnet50, resnet101, resnet152
from cnncourse.nets.vgg import vgg, vgg11, vgg13, vgg16, vgg19

__all__ = [
    "alexnet", "lenet5", "nin", "resnet", "resnet18", "resnet34", "resnet50", "resnet101", "resnet152",
    "small_alexnet", "small_nin", "vgg", "vgg11", "vgg13", "vgg16", "vgg19",
]

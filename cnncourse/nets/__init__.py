"""The networks of the course as Keras models, one architecture per file, its paper in the file's first line.

Every builder returns an uncompiled `keras.Model`. Blocks are imported from the file of their paper, such as
`bottleneck_block` from `cnncourse.nets.resnet`.
"""

# A builder may carry the name of its file (`resnet`). Importing all of them here settles that `nets.resnet`
# is the builder, whatever was imported first; importing from the file works all the same.
from cnncourse.nets.alexnet import alexnet, small_alexnet
from cnncourse.nets.deeplab_v3_plus import deeplab_v3_plus, small_deeplab
from cnncourse.nets.densenet import densenet, densenet121, densenet169, densenet201
from cnncourse.nets.googlenet import googlenet, small_googlenet
from cnncourse.nets.inception_v3 import inception_v3, small_inception_v3
from cnncourse.nets.inception_v4 import inception_v4
from cnncourse.nets.lenet5 import lenet5
from cnncourse.nets.nin import nin, small_nin
from cnncourse.nets.pspnet import pspnet50, small_pspnet
from cnncourse.nets.resnet import resnet, resnet18, resnet34, resnet50, resnet101, resnet152
from cnncourse.nets.senet import se_googlenet, se_resnet, se_resnet50
from cnncourse.nets.vgg import vgg, vgg11, vgg13, vgg16, vgg19
from cnncourse.nets.xception import small_xception, xception

__all__ = [
    "alexnet", "deeplab_v3_plus", "densenet", "densenet121", "densenet169", "densenet201", "googlenet",
    "inception_v3", "inception_v4", "lenet5", "nin", "pspnet50", "resnet", "resnet18", "resnet34", "resnet50",
    "resnet101", "resnet152", "se_googlenet", "se_resnet", "se_resnet50", "small_alexnet", "small_deeplab",
    "small_googlenet", "small_inception_v3", "small_nin", "small_pspnet", "small_xception", "vgg", "vgg11",
    "vgg13", "vgg16", "vgg19", "xception",
]

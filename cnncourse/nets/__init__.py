"""The networks of the course as Keras models, one architecture per file, its paper in the file's first line.

Every builder returns an uncompiled `keras.Model`. Blocks are imported from the file of their paper:
`from cnncourse.nets.resnet import bottleneck_block`.
"""

# A builder may carry the name of its file (`resnet`). Importing all of them here settles that `nets.resnet` is
# the builder, whatever was imported first; `from cnncourse.nets.resnet import …` works all the same.
from cnncourse.nets.resnet import resnet, resnet18, resnet34, resnet50, resnet101, resnet152

__all__ = ["resnet", "resnet18", "resnet34", "resnet50", "resnet101", "resnet152"]

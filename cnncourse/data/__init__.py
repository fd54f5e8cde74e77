"""Images to learn from, at hand without a network connection; nothing here imports Keras."""

from cnncourse.data.fashion import CLASS_NAMES, CLASS_NAMES_ZH, fashion_mnist

__all__ = ["CLASS_NAMES", "CLASS_NAMES_ZH", "fashion_mnist"]

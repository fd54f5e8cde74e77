"""Slips of `se_residual_block`, each with the words that a reader is told."""

from .basis import _gate
from .se_residual_block import se_residual_block


def _conv_bn(x, filters, kernel, relu=False, eps=1.001e-5, bias=False, norm=True):
    from keras import layers

    x = layers.Conv2D(filters, kernel, padding="same", use_bias=bias)(x)
    x = layers.BatchNormalization(epsilon=eps)(x) if norm else x
    return layers.ReLU()(x) if relu else x


def _unit(
    x, filters, ratio, before=False, middle=False, branch=True, unnormed=False, shortcut=False, after=False, last=False,
    relu=True, early_relu=False, project=None, bare=False, add=True, gate=_gate, overwritten=False, first_relu=True,
    kernels=(3, 3, 1), **parts,
):  # fmt: skip
    """A residual block with its gate somewhere."""
    from keras import layers

    y = gate(x, ratio) if before else x
    y = _conv_bn(y, filters, kernels[0], relu=first_relu, **parts)
    y = gate(y, ratio) if middle else y
    if unnormed:
        y = layers.Conv2D(filters, 3, padding="same", use_bias=False)(y)
        y = layers.BatchNormalization(epsilon=1.001e-5)(gate(y, ratio))
    else:
        y = _conv_bn(y, filters, kernels[1], **parts)
    y = layers.ReLU()(y) if early_relu else y
    y = gate(y, ratio) if branch else y
    if overwritten:
        x = y
    elif x.shape[-1] != filters if project is None else project:
        x = _conv_bn(x, filters, kernels[2], **{**parts, "norm": not bare})
    x = gate(x, ratio) if shortcut else x
    y = layers.Add()([x, y]) if add else y
    y = gate(y, ratio) if after else y
    y = layers.ReLU()(y) if relu else y
    return gate(y, ratio) if last else y


@se_residual_block.mistake(
    "the gate stands after the addition",
    "There it weighs the shortcut as well. It belongs to the branch, right before the addition.",
)
def gate_on_the_sum(x, filters, ratio):
    return _unit(x, filters, ratio, branch=False, after=True)


@se_residual_block.mistake(
    "the gate stands after the last ReLU", "There it weighs the shortcut as well. It is the last step of the branch."
)
def gate_at_the_end(x, filters, ratio):
    return _unit(x, filters, ratio, branch=False, last=True)


@se_residual_block.mistake(
    "the gate weighs the input of the branch", "That is a variant of section 6.5. Here it is the branch's last step."
)
def gate_at_the_start(x, filters, ratio):
    return _unit(x, filters, ratio, branch=False, before=True)


@se_residual_block.mistake("the gate stands on the shortcut", "The shortcut stays free. The branch gets the gate.")
def gate_on_the_shortcut(x, filters, ratio):
    return _unit(x, filters, ratio, branch=False, shortcut=True)


@se_residual_block.mistake("the gate stands in the middle of the branch", "It comes after the second BatchNorm.")
def gate_in_the_middle(x, filters, ratio):
    return _unit(x, filters, ratio, branch=False, middle=True)


@se_residual_block.mistake(
    "the gate stands before the second BatchNorm", "Convolution, BatchNorm, then the gate: the last word is the gate's."
)
def gate_before_norm(x, filters, ratio):
    return _unit(x, filters, ratio, branch=False, unnormed=True)


@se_residual_block.mistake(
    "the gates were multiplied with the input",
    "They are computed from the branch, and it is the branch that they weigh. You weighed `x` and added that.",
)
def gates_on_the_input(x, filters, ratio):
    from keras import layers

    y = _conv_bn(_conv_bn(x, filters, 3, relu=True), filters, 3)
    x = _conv_bn(x, filters, 1) if x.shape[-1] != filters else x
    return layers.ReLU()(layers.Add()([y, _gate(y, ratio, weigh=x)]))


@se_residual_block.mistake(
    "the gates look at the input",
    "The squeeze averages what the branch has computed, its last maps, not the block's input.",
)
def gates_from_the_input(x, filters, ratio):
    return _unit(x, filters, ratio, gate=lambda y, ratio: _gate(x, ratio, weigh=y))


@se_residual_block.mistake("there is no gate", "This is the block of lesson 13. The branch ends in a gate.")
def no_gate(x, filters, ratio):
    return _unit(x, filters, ratio, branch=False)


@se_residual_block.mistake(
    "a ReLU stands before the gate", "The branch ends in BatchNorm and gate; what it adds may be negative."
)
def relu_before_gate(x, filters, ratio):
    return _unit(x, filters, ratio, early_relu=True)


@se_residual_block.mistake("the last ReLU is missing", "After the addition comes a ReLU.")
def no_last_relu(x, filters, ratio):
    return _unit(x, filters, ratio, relu=False)


@se_residual_block.mistake("nothing is added", "Branch and gate are there. The shortcut around them is not.")
def no_shortcut(x, filters, ratio):
    return _unit(x, filters, ratio, add=False)


@se_residual_block.mistake(
    "the input was overwritten", "Keep the input under a name of its own: it is added at the end."
)
def input_overwritten(x, filters, ratio):
    return _unit(x, filters, ratio, overwritten=True)


@se_residual_block.mistake("the shortcut is always projected", "Where the channels agree, the input is added as it is.")
def always_projected(x, filters, ratio):
    return _unit(x, filters, ratio, project=True)


@se_residual_block.mistake(
    "the channels do not fit", "Where `c` differs from `filters`, the input needs a 1×1 convolution."
)
def never_projected(x, filters, ratio):
    return _unit(x, filters, ratio, project=False)


@se_residual_block.mistake("no BatchNorm on the projection", "The 1×1 convolution is followed by BatchNorm, too.")
def bare_projection(x, filters, ratio):
    return _unit(x, filters, ratio, bare=True)


@se_residual_block.mistake("BatchNorm has another epsilon", "Keras takes 0.001 unless told: `epsilon=1.001e-5`.")
def default_epsilon(x, filters, ratio):
    return _unit(x, filters, ratio, eps=1e-3)


@se_residual_block.mistake("the convolutions have a bias", "BatchNorm subtracts it again: `use_bias=False`.")
def with_bias(x, filters, ratio):
    return _unit(x, filters, ratio, bias=True)


@se_residual_block.mistake(
    "the ratio became the number of units", "The gate's hidden layer has `filters // ratio` units."
)
def ratio_in_the_gate(x, filters, ratio):
    return _unit(x, filters, ratio, gate=lambda y, ratio: _gate(y, ratio, units=lambda c, r: r))


@se_residual_block.mistake(
    "the gate stands in the middle of the branch",
    "It even stands before the first ReLU. Its place is after the second BatchNorm.",
)
def gate_before_first_relu(x, filters, ratio):
    from keras import layers

    y = layers.ReLU()(_gate(_conv_bn(x, filters, 3), ratio))
    y = _conv_bn(y, filters, 3)
    x = _conv_bn(x, filters, 1) if x.shape[-1] != filters else x
    return layers.ReLU()(layers.Add()([x, y]))


@se_residual_block.mistake("there are two gates on the branch", "One, behind the second BatchNorm.")
def gate_in_the_middle_too(x, filters, ratio):
    return _unit(x, filters, ratio, middle=True)


@se_residual_block.mistake("the shortcut has a gate as well", "It stays free. One gate, at the end of the branch.")
def gate_on_both(x, filters, ratio):
    return _unit(x, filters, ratio, shortcut=True)


@se_residual_block.mistake("the sum has a gate as well", "The one on the branch is enough, and the sum stays free.")
def gate_on_the_sum_too(x, filters, ratio):
    return _unit(x, filters, ratio, after=True)


@se_residual_block.mistake(
    "the gates look at the shortcut", "The squeeze averages what the branch has computed, its last maps."
)
def gates_from_the_shortcut(x, filters, ratio):
    from keras import layers

    y = _conv_bn(_conv_bn(x, filters, 3, relu=True), filters, 3)
    x = _conv_bn(x, filters, 1) if x.shape[-1] != filters else x
    return layers.ReLU()(layers.Add()([x, _gate(x, ratio, weigh=y)]))


@se_residual_block.mistake(
    "the gates were added, not the weighed branch", "The branch times its gates is what meets the shortcut."
)
def gates_without_branch(x, filters, ratio):
    return _unit(x, filters, ratio, gate=lambda y, ratio: _gate(y, ratio, keep=False))


@se_residual_block.mistake("the branch is added once more", "The branch is y · gate, not y + y · gate.")
def branch_kept(x, filters, ratio):
    from keras import layers

    return _unit(x, filters, ratio, gate=lambda y, ratio: layers.Add()([y, _gate(y, ratio)]))


@se_residual_block.mistake("the ReLU of the branch is missing", "It stands behind the first BatchNorm.")
def no_first_relu(x, filters, ratio):
    return _unit(x, filters, ratio, first_relu=False)


@se_residual_block.mistake("the second convolution sees one pixel", "Both convolutions of the branch are 3×3.")
def second_one_by_one(x, filters, ratio):
    return _unit(x, filters, ratio, kernels=(3, 1, 1))


@se_residual_block.mistake("the projection sees too much", "The convolution on the shortcut is 1×1.")
def wide_projection(x, filters, ratio):
    return _unit(x, filters, ratio, kernels=(3, 3, 3))


@se_residual_block.mistake("the ratio was not handed on", "`se_block(y)` takes 16 unless told: `se_block(y, ratio)`.")
def ratio_forgotten(x, filters, ratio):
    return _unit(x, filters, 16)


@se_residual_block.mistake(
    "the gate was given the filters as its ratio", "`se_block(y, ratio)`; its channels it finds in `y`."
)
def filters_as_ratio(x, filters, ratio):
    return _unit(x, filters, filters)


@se_residual_block.mistake(
    "the middle of the branch was added", "The shortcut starts at the block's input, before the first convolution."
)
def shortcut_from_the_middle(x, filters, ratio):
    from keras import layers

    y = _conv_bn(x, filters, 3, relu=True)
    return layers.ReLU()(layers.Add()([y, _gate(_conv_bn(y, filters, 3), ratio)]))


@se_residual_block.mistake("branch and shortcut were joined", "They are added: the number of channels does not grow.")
def joined(x, filters, ratio):
    from keras import layers

    return layers.ReLU()(layers.Concatenate()([x, _unit(x, filters, ratio, relu=False)]))


@se_residual_block.mistake(
    "there are two ReLUs at the end", "First the sum, then one ReLU: what the branch adds may be negative."
)
def relus_before_the_sum(x, filters, ratio):
    from keras import layers

    y = _unit(x, filters, ratio, add=False)
    x = _conv_bn(x, filters, 1) if x.shape[-1] != filters else x
    return layers.Add()([layers.ReLU()(x), y])


@se_residual_block.mistake(
    "the convolutions make the input's channels",
    "They make `filters`, and where that differs the shortcut is projected.",
)
def filters_ignored(x, filters, ratio):
    return _unit(x, x.shape[-1], ratio)


@se_residual_block.mistake(
    "the maps shrink", 'Without `padding="same"` branch and shortcut do not fit onto each other.'
)
def unpadded(x, filters, ratio):
    from keras import layers

    y = layers.ReLU()(layers.BatchNormalization()(layers.Conv2D(filters, 3)(x)))
    y = layers.BatchNormalization()(layers.Conv2D(filters, 3)(y))
    return layers.Add()([x, _gate(y, ratio)])

"""`which_network`: a question with one right option."""

from cnncourse.autocheck import choice

which_network = choice(
    "which_network",
    """
    A hospital has 200 microscope images with labels, 224×224 pixels, two classes. A workstation with two CPU cores is to sort new ones, and wrong
    answers are looked at one by one afterwards. How do you begin?
    """,
    right="c",
    a=(
        "VGG-16 from scratch: its 138 million parameters leave room for everything.",
        "Room is what you must not have: 138 million parameters and 200 images, and each answer costs 15 billion multiplications. Learned by heart, "
        "as in lesson 08's second rung, and nothing said about new images.",
    ),
    b=(
        "A network of 100,000 parameters from scratch, as in this lesson: few images call for few parameters.",
        "Better than a large one, but its first layers still have to learn edges and textures from 200 images. Lesson 20 measured what features that "
        "were learned on a million others are worth at so few labels.",
    ),
    c=(
        "A small pretrained network, frozen, and one dense layer on its features; then see what is wrong, and perhaps fine-tune.",
        "Few labels: features that others learned (lesson 19), one layer of your own (lesson 20). It trains in seconds on a CPU, gives a bar that anything "
        "more ambitious must beat, and its mistakes can be looked at with Grad-CAM. Hold images of whole patients out, not single images.",
    ),
    d=(
        "DeepLab v3+: microscope images have to be looked at pixel by pixel.",
        "It answers a question that was not asked, and needs a label for every pixel, which nobody has drawn. If somebody asks later *where* the cells "
        "are, it is the place to go (lesson 17).",
    ),
    e=(
        "The network with the highest ImageNet accuracy in the table.",
        "The order on ImageNet is one of a million labeled photographs. Section by section this course found that it need not hold on other data; and the top "
        "of the table costs tens of times more than a small network on two cores.",
    ),
)

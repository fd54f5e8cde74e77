# %% [markdown] id="title" minutes=15
# # Start here
#
# In a quarter of an hour you will have given a wrong answer, a right one, and seen how this workbook tells them apart.
#
# You need some Python and a little NumPy. No machine learning: that is what the course is for. After this notebook you can
#
# - run cells, finish an exercise and read its verdict;
# - ask for a hint, and for the solution;
# - find your way through the lessons.
#
# **Run a cell** with <kbd>Shift</kbd>+<kbd>Enter</kbd>. Begin with this one; it must run first, in every notebook:

# %% id="setup" tags=["setup"]
import numpy as np

from cnncourse import check, data, figures, hint, progress, solution
from cnncourse.figures import pixels
from cnncourse.widgets.pixels import pixel_explorer

# %% [markdown] id="numbers"
# ## An image is a table of numbers
#
# Here is a cat, 96 pixels high and 96 wide, without color. Every pixel is one number: 0 is black, 1 is white. The orange square
# is taken out and written down as numbers.

# %% id="fig-photo"
photo = data.photos("cat", side=96, gray=True)
figures.show(
    pixels.numbers_in_photo(photo, row=34, column=30),
    f"The cat's eye, as we see it and as the computer does. `photo[37, 33]` is {photo[37, 33]:.2f}.",
)

# %% [markdown] id="indexing"
# `photo[37, 33]` is the pixel in **row 37**, **column 33**: how far down first, how far right second, both counted from 0. That
# is the order of a table, and the opposite of the `x, y` of a plot. It will matter in every lesson.
#
# (Sliders need a running kernel; the figure above shows what they draw.) Move the square to the edge of the pupil: where do the numbers jump? Then push it over the edge of the photo.

# %% id="slider-pixels" tags=["widget"]
pixel_explorer(photo)

# %% [markdown] id="row"
# Follow one row from left to right and the table becomes a curve. Edges in the photo are jumps in the curve. Lesson 01 builds a
# detector for them.

# %% id="fig-row"
jumps = np.abs(np.diff(photo[37]))
figures.show(
    pixels.one_row(photo, 37, mark=int(jumps.argmax())),
    f"Row 37 runs through both eyes. The largest jump (orange) is between columns {jumps.argmax()} and {jumps.argmax() + 1}: {jumps.max():.2f}.",
)

# %% [markdown] id="first-exercise"
# ## A first exercise, done wrong
#
# An exercise is a function with a description and no inside. Here is one: *where is the brightest pixel?* Before you write it,
# watch what happens to an answer that is almost right. NumPy has `argmax`, which sounds as if it did just that:


# %% id="first-try"
def first_try(image):
    return image.argmax()


check("brightest_pixel", first_try)

# %% [markdown] id="read-verdict"
# That box is a **verdict**. Read it from the top:
#
# - *0 of 1 point*, and then **what went wrong, in words**. Somebody made this slip before you, so the check knows it by name.
# - *the smallest case that shows it*: what was called, what came back, what was expected.
# - *why*, and where to look. Never the solution.
# - *the named cases*, each with ✓ or ✗. Part of the cases earns part of the points.
#
# ## The same exercise, yours
#
# If you want a push, ask for one. Each call shows one hint more, from vague to plain:

# %% id="first-hint"
hint("brightest_pixel")

# %% [markdown] exercise="brightest_pixel"
# Delete the last line, write your own, run the cell, then run the check below it. Try as often as you like: only the best try
# counts.

# %% [markdown] id="solution-words"
# When you have passed, or have had enough, `solution("brightest_pixel")` shows one way to write it. It says how many hints you
# have not looked at yet.
#
# The lesson goes on without your answer: later cells use the course's own functions. So you may skip an exercise, come back, or run
# a whole notebook before you have solved anything (*Run → Run All Cells*).
#
# ## Questions
#
# Some exercises ask for a choice. Write the letter in place of the dots, in quotes. Every wrong option has its own explanation, so
# a wrong pick is worth making.

# %% [markdown] exercise="what_a_check_sees"

# %% [markdown] id="predictions"
# Others ask for a **prediction**: write a value down *before* you run the cell that shows it. A prediction that fails teaches more
# than a page that one nods at.
#
# ## When a check disagrees with you
#
# 1. Read the failing case and call your function on it yourself. The verdict shows the arguments.
# 2. *It changes `x` in place* means that your function wrote into the array that it was given. Work on a copy.
# 3. *No answer within 5 seconds* usually is a loop that does not end.
# 4. If you are sure that you are right and the check is wrong, you may be. Keep your answer and the verdict, and open an issue.
#    Checks here are tested with right answers in several styles, but not with yours.
#
# `progress()` shows what you have passed and what comes next. It is kept on your machine and sent nowhere.

# %% id="my-progress" tags=["varies"]
progress()

# %% [markdown] id="images"
# ## What you will work on
#
# Most lessons learn from the same small photographs of clothes, Fashion-MNIST: 28×28 gray pixels, ten kinds. They are hard enough to
# tell a good network from a poor one, and small enough that a network learns them on two processor cores while you fetch a coffee.

# %% id="fig-clothes"
(x_train, y_train), (x_test, y_test) = data.fashion_mnist()
first = [int(np.flatnonzero(y_train == label)[0]) for label in range(10)]
figures.show(
    pixels.labeled_images(x_train[first], list(data.CLASS_NAMES)),
    f"One image of each class, of {len(x_train):,} to learn from and {len(x_test):,} to be tested on. "
    f"Black is {x_train.min():.0f}, white is {x_train.max():.0f}.",
)

# %% [markdown] id="map"
# ## The lessons
#
# {{lessons}}
#
# Take them in order the first time: each says what it builds on. If something does not work, `cnncourse doctor` in a terminal looks at
# your machine and says how to fix it. `cnncourse reset 02` gives you a clean copy of a notebook and keeps yours beside it.
#
# ## Key terms
#
# | English | 中文 | in one line |
# |---|---|---|
# | pixel | 像素 | one number (or three) of an image |
# | array | 数组 | NumPy's table of numbers, of any number of axes |
# | row, column | 行，列 | `image[row, column]`: down first, then right |
# | check, verdict | 检查，评判 | what judges an answer, and what it says |
#
# ## Sources
#
# - Xiao, Rasul & Vollgraf (2017), *Fashion-MNIST*, arXiv:1708.07747: the photographs of clothes.
# - The cat is Chelsea, photographed by Stéfan van der Walt (CC0), from scikit-image.

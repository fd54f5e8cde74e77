"""Sliders of the lesson on cross-correlation: a kernel to edit over a photo, stripes to send through it."""

from __future__ import annotations

import functools

import ipywidgets
import numpy as np
import traitlets

from cnncourse.figures import correlation, spectrum

from .base import Explorer, slider

OWN = "your own"


class KernelGrid(ipywidgets.VBox):
    """Nine numbers to edit and a list of ready kernels to begin from.

    Args:
        presets: kernels of 3×3 by name; the first one is shown.

    Attributes:
        value: the nine numbers, row by row.
    """

    value = traitlets.Tuple()

    def __init__(self, presets: dict[str, np.ndarray]):
        self.presets = {name: tuple(float(v) for v in np.ravel(kernel)) for name, kernel in presets.items()}
        first = next(iter(self.presets))
        self.chosen = ipywidgets.Dropdown(options=[*self.presets, OWN], value=first, layout={"width": "14em"})
        self.cells = [
            ipywidgets.BoundedFloatText(
                round(weight, 3), min=-9, max=9, step=0.5, layout={"width": "4.6em", "margin": "1px"}
            )
            for weight in self.presets[first]
        ]
        self.filling = False
        table = ipywidgets.GridBox(self.cells, layout={"grid_template_columns": "repeat(3, max-content)"})
        super().__init__([self.chosen, table])
        self.value = self.presets[first]
        self.chosen.observe(self._choose, names="value")
        for cell in self.cells:
            cell.observe(self._edit, names="value")

    def _choose(self, change) -> None:
        """Fill the cells from the list, and tell of it once."""
        if change["new"] == OWN:
            return
        self.filling = True
        for cell, weight in zip(self.cells, self.presets[change["new"]], strict=True):
            cell.value = round(weight, 3)
        self.filling = False
        self.value = self.presets[change["new"]]

    def _edit(self, change) -> None:
        if not self.filling:
            self.chosen.value = OWN
            self.value = tuple(cell.value for cell in self.cells)


class KernelEditor(Explorer):
    """Kernel on the left, sliders for the window beside it, picture below.

    Args:
        photo: `(h, w)`, from 0 to 1.
        presets: kernels of 3×3 by name.
        row: top row of the window at first. `column`: its left column.
    """

    def __init__(self, photo: np.ndarray, presets: dict[str, np.ndarray], row: int, column: int):
        rows, columns = (side - 3 for side in photo.shape)
        super().__init__(
            functools.partial(correlation.editor, photo),
            "a photo with a window on it, the nine products of pixels and weights, and the feature map",
            kernel=KernelGrid(presets),
            row=slider("row", 0, rows, row),
            column=slider("column", 0, columns, column),
        )
        place = self.controls["column"]
        self.walk = ipywidgets.Play(min=0, max=columns, value=column, interval=350, layout={"margin": "4px 0 0 7.4em"})
        ipywidgets.jslink((self.walk, "value"), (place, "value"))
        window = ipywidgets.VBox([self.controls["row"], place, self.walk])
        top = ipywidgets.HBox([self.controls["kernel"], window], layout={"align_items": "center"})
        self.children = [top, self.picture, self.line]


def kernel_editor(photo: np.ndarray, presets: dict[str, np.ndarray], row: int = 0, column: int = 0) -> KernelEditor:
    """Slide a 3×3 window over a photo, edit its kernel, and see the dot product and the whole map."""
    return KernelEditor(photo, presets, row, column)


def stripes_explorer(
    kernels: dict[str, np.ndarray], kernel: str | None = None, wavelength: float = 4.0, angle: int = 0
) -> Explorer:
    """Stripes of any fineness and direction, what a kernel makes of them, and their place in the Fourier plane."""
    names = list(kernels)
    wide = {"style": {"description_width": "7em"}, "layout": {"width": "26em"}}
    return Explorer(
        functools.partial(spectrum.explorer, kernels),
        "stripes, the same stripes after the kernel, and their place in the Fourier plane",
        kernel=ipywidgets.Dropdown(options=names, value=kernel or names[0], description="kernel", **wide),
        wavelength=ipywidgets.FloatSlider(wavelength, min=1, max=16, step=0.5, description="length", **wide),
        angle=slider("turned by, °", 0, 180, angle, 15),
    )

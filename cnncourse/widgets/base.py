"""The explorer that every lesson uses: controls, a picture that follows them, and a line that says why not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ipywidgets
from matplotlib.figure import Figure

from cnncourse.figures.style import to_png


class Explorer(ipywidgets.VBox):
    """Controls above a picture that is drawn again whenever one moves.

    Settings that are impossible raise `ValueError` in `draw`; the sentence is shown below the last good picture.

    Args:
        draw: takes the controls' values by name and returns a Figure, or `(Figure, sentence)`.
        controls: ipywidgets with a `value`, by the name that `draw` takes.
        alt: what the picture shows, for readers who cannot see it.
    """

    def __init__(self, draw: Callable[..., Any], alt: str, **controls: ipywidgets.Widget):
        self.draw, self.controls = draw, controls
        self.picture = ipywidgets.Image(
            format="png", layout=ipywidgets.Layout(max_width="100%", align_self="flex-start")
        )
        self.picture.add_class("cnncourse-picture")
        self.line = ipywidgets.HTML()
        self.alt = alt
        self.refused = False
        for control in controls.values():
            control.observe(lambda change: self.redraw(), names="value")
        super().__init__([*controls.values(), self.picture, self.line])
        self.redraw()

    def values(self) -> dict[str, Any]:
        """The controls' values by name."""
        return {name: control.value for name, control in self.controls.items()}

    def redraw(self) -> None:
        """Draw for the present values, or say why that cannot be."""
        try:
            drawn = self.draw(**self.values())
        except ValueError as reason:
            self.refused = True
            self.line.value = f'<span role="alert" style="color:#D55E00">✗ {reason}</span>'
            self.picture.layout.opacity = "0.35"
            return
        figure, sentence = (drawn, "") if isinstance(drawn, Figure) else drawn
        self.refused = False
        self.picture.value = to_png(figure, small=False)
        self.picture.layout.opacity = "1"
        self.line.value = sentence


def slider(description: str, low: int, high: int, value: int, step: int = 1) -> ipywidgets.IntSlider:
    """A slider over whole numbers, wide enough to be read."""
    return ipywidgets.IntSlider(
        value, low, high, step, description=description, style={"description_width": "7em"}, layout={"width": "26em"}
    )

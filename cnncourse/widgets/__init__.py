"""Sliders around figures, one module per topic; they compute nothing themselves."""

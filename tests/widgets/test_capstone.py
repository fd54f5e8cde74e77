"""The design explorer, moved over its whole range."""

from cnncourse import ops
from cnncourse.widgets.capstone import design_explorer


def test_every_block_and_every_slider_is_drawn():
    explorer = design_explorer()
    controls = explorer.controls
    assert bytes(explorer.picture.value).startswith(b"\x89PNG")
    for block in controls["block"].options:
        controls["block"].value = block
        for name in ("width", "stages", "blocks"):
            before = controls[name].value
            for value in (controls[name].min, controls[name].max):
                controls[name].value = value
                rows = ops.design_table(block, *(controls[one].value for one in ("width", "stages", "blocks")))
                assert f"{sum(row.macs for row in rows):,} MACs" in explorer.line.value and not explorer.refused
            controls[name].value = before

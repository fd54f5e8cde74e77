"""The slider of the lesson on PSPNet, moved over its whole range."""

from cnncourse.widgets.pspnet import bin_explorer


def test_every_scene_number_of_bins_row_and_column_is_drawn():
    explorer = bin_explorer()
    assert (
        bytes(explorer.picture.value).startswith(b"\x89PNG") and "3 bins a side: pixel (20, 40)" in explorer.line.value
    )
    for name, control in explorer.controls.items():
        step = 9 if name in ("row", "column") else 1
        for value in [*range(control.min, control.max + 1, step), control.max]:
            control.value = value
            assert not explorer.refused and "behind it stands" in explorer.line.value
    assert "16 bins a side: pixel (63, 63) lies in region (15, 15)" in explorer.line.value


def test_one_bin_is_the_same_behind_every_pixel():
    explorer = bin_explorer(bins=1)
    colors = set()
    for row in (0, 31, 63):
        explorer.controls["row"].value = row
        colors.add(explorer.line.value.partition("stands ")[2])
    assert len(colors) == 1 and "region (0, 0)" in explorer.line.value

"""The slider of the lesson on DeepLab, moved over its whole range."""

from cnncourse.widgets.deeplab import rate_explorer


def test_every_rate_is_drawn_and_large_ones_leave_the_middle_tap_alone():
    explorer = rate_explorer()
    controls = explorer.controls
    assert bytes(explorer.picture.value).startswith(b"\x89PNG")
    for rate in (*range(1, 13), 24):
        controls["rate"].value = rate
        assert not explorer.refused and explorer.line.value.startswith(f"rate {rate} on 12×12")
        assert ("100% of the places only" in explorer.line.value) == (rate >= 12)


def test_places_that_a_coarser_map_does_not_have_are_refused_and_come_back():
    explorer = rate_explorer()
    controls = explorer.controls
    for stride in (4, 8, 16):
        controls["output_stride"].value = stride
        for place in (0, 5, 6, 11, 12, 23):
            controls["row"].value = place
            assert explorer.refused == (place >= 96 // stride)
            assert ("rows and columns" in explorer.line.value) == explorer.refused
        controls["row"].value = 2
        assert not explorer.refused

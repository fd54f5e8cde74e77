"""The explorer of the lesson on transfer learning, moved over its whole range."""

from cnncourse.widgets.transfer_learning import rate_explorer


def test_every_depth_rate_and_head_is_drawn():
    explorer = rate_explorer()
    controls = explorer.controls
    assert bytes(explorer.picture.value).startswith(b"\x89PNG")
    for head in controls["head"].options:
        controls["head"].value = head
        for depth in controls["depth"].options:
            controls["depth"].value = depth
            assert not explorer.refused and explorer.line.value.startswith(f"{depth}, rate ")
    for text, rate in controls["rate"].options:
        controls["rate"].value = rate
        assert not explorer.refused and f"rate {text}, " in explorer.line.value

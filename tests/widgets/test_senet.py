"""The slider of the lesson on SE-Net, moved over its whole range."""

from cnncourse.widgets.senet import gate_explorer


def test_every_block_class_and_network_is_drawn():
    explorer = gate_explorer()
    controls = explorer.controls
    assert bytes(explorer.picture.value).startswith(b"\x89PNG") and "Trouser and Sneaker" in explorer.line.value
    for seed in range(controls["seed"].min, controls["seed"].max + 1):
        controls["seed"].value = seed
        for block in range(controls["block"].min, controls["block"].max + 1):
            controls["block"].value = block
            assert not explorer.refused and f"block {block}, " in explorer.line.value


def test_a_class_against_itself_is_refused_and_comes_back():
    explorer = gate_explorer()
    for _, number in explorer.controls["one"].options:
        explorer.controls["one"].value = number
        assert explorer.refused == (number == explorer.controls["other"].value)
        assert ("two different classes" in explorer.line.value) == explorer.refused
    explorer.controls["one"].value = 0
    assert not explorer.refused

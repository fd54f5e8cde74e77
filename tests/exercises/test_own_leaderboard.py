"""Attempts at `my_network` that earned points are noted, and no others."""

from cnncourse import check
from cnncourse.autocheck import leaderboard


def small():
    from cnncourse import nets

    return nets.lenet5(classifier_activation=None, activation="relu", pooling="max")


def test_what_was_measured_is_noted_with_what_it_costs(tmp_path, monkeypatch):
    from cnncourse.exercises.capstone.my_network import BARS
    from cnncourse.nets import own_network

    monkeypatch.setenv("CNNCOURSE_HOME", str(tmp_path))
    for share, points in [(BARS[1], 4.0), (50.0, 0.0), (99.0, 6.0)]:
        monkeypatch.setattr(own_network, "percent", lambda *given, share=share: share)
        assert check("my_network", lambda: small()) == points
    assert check("my_network", lambda: None) == 0
    found, said = leaderboard.attempts("my_network", "accuracy", "parameters", "macs")
    assert [(one["accuracy"], one["parameters"], one["macs"]) for one in found] == [
        (BARS[1], 61_706, 416_520), (99.0, 61_706, 416_520),
    ]  # fmt: skip
    assert not said

"""A reader's attempts are kept in their own folder, and a damaged file costs nothing that can be read."""

import os

import pytest

from cnncourse.autocheck import check, define, exercise, leaderboard


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("CNNCOURSE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_attempts_come_back_in_their_order(home):
    assert leaderboard.attempts("my_network") == ([], "")
    for accuracy in (88.5, 90.25):
        leaderboard.add("my_network", accuracy=accuracy, parameters=61_706)
    leaderboard.add("another", accuracy=1.0)
    found, said = leaderboard.attempts("my_network")
    assert [one["accuracy"] for one in found] == [88.5, 90.25] and not said
    assert set(found[0]) == {"exercise", "when", "accuracy", "parameters"}


def test_off_keeps_nothing(home, monkeypatch):
    leaderboard.add("my_network", accuracy=90.0)
    monkeypatch.setenv("CNNCOURSE_HOME", "off")
    leaderboard.add("my_network", accuracy=91.0)
    assert leaderboard.attempts("my_network") == ([], "")
    monkeypatch.setenv("CNNCOURSE_HOME", str(home))
    assert len(leaderboard.attempts("my_network")[0]) == 1


@pytest.mark.parametrize("damage", [b"{not json\n", b"\xff\xfe\x00\n", b"[1, 2]\n", b"null\n", b'{"exercise": "my_net'])
def test_damage_is_told_in_a_sentence_and_nothing_is_lost(home, damage):
    leaderboard.add("my_network", accuracy=89.0)
    path = home / "leaderboard.jsonl"
    path.write_bytes(path.read_bytes() + damage)
    leaderboard.add("my_network", accuracy=90.0)
    found, said = leaderboard.attempts("my_network")
    assert [one["accuracy"] for one in found] == [89.0, 90.0]
    assert said == f"One line of {path} cannot be read; nothing was removed from it."
    assert damage in path.read_bytes()


def test_an_attempt_without_its_numbers_is_damage(home):
    leaderboard.add("my_network", accuracy="many", parameters=3)
    leaderboard.add("my_network", accuracy=88, parameters=3)
    assert len(leaderboard.attempts("my_network")[0]) == 2
    found, said = leaderboard.attempts("my_network", "accuracy", "parameters")
    assert [one["accuracy"] for one in found] == [88] and said.startswith("One line of")


def test_an_empty_file_is_no_damage(home):
    home.mkdir()
    (home / "leaderboard.jsonl").write_bytes(b"")
    leaderboard.add("my_network", accuracy=89.0)
    found, said = leaderboard.attempts("my_network")
    assert len(found) == 1 and not said


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read and write everything")
def test_a_file_that_may_not_be_read_is_told(home):
    leaderboard.add("my_network", accuracy=89.0)
    (home / "leaderboard.jsonl").chmod(0)
    assert "cannot be read" in leaderboard.attempts("my_network")[1]


def test_a_folder_in_its_place_fails_no_check(home):
    (home / "leaderboard.jsonl").mkdir(parents=True)
    leaderboard.add("my_network", accuracy=89.0)
    found, said = leaderboard.attempts("my_network")
    assert not found and "cannot be read: Is a directory." in said


def test_only_an_answer_that_earned_points_is_told(home, monkeypatch, capsys):
    monkeypatch.setattr(define, "_registry", dict(define.registered()))

    @exercise(points=2, minutes=1)
    def twice(x: int) -> int:
        """Two times `x`."""
        # BEGIN SOLUTION
        return 2 * x
        # END SOLUTION

    @twice.cases
    def _(rng):
        yield "one", (1,)
        yield "two", (2,)

    told = []
    twice.right(lambda verdict: told.append(verdict.points))
    check("twice", lambda x: 2 * x)
    check("twice", lambda x: x + 1)
    check("twice", lambda x: 0)
    assert told == [2.0, 1.0]

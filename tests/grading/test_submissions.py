"""Who handed in what: every layout that course sites and nbgrader make."""

import zipfile

import pytest

from cnncourse.grading.submissions import find


@pytest.mark.parametrize(
    ("path", "student"),
    [
        ("ann.ipynb", "ann"), ("ann_02_padding_stride.ipynb", "ann"), ("Ann Lee/02_padding_stride.ipynb", "Ann Lee"),
        ("submitted/ann/02_padding_stride/02_padding_stride.ipynb", "ann"),
        ("leeann_123_4567_02_padding_stride.ipynb", "leeann"),
        ("leeann_LATE_123_4567_02_padding_stride-1.ipynb", "leeann"),
        ("Ann Lee_77_assignsubmission_file_/work.ipynb", "Ann Lee"), ("O'Hara, 李.ipynb", "O'Hara, 李"),
        ("02_padding_stride.ipynb", "02_padding_stride"),
    ],
)  # fmt: skip
def test_the_student_is_told_by_folder_or_file(tmp_path, path, student):
    place = tmp_path / "in" / path
    place.parent.mkdir(parents=True)
    place.write_bytes(b"{}")
    (one,) = find(tmp_path / "in")
    assert (one.student, one.path) == (student, path)
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as packed:
        packed.writestr(path, b"{}")
        packed.writestr("__MACOSX/._x.ipynb", b"")
        packed.writestr("readme.txt", b"")
    assert find(tmp_path / "all.zip")[0].student == student
    assert one.notes == ("handed in late",) or "LATE" not in path


def test_names_that_try_to_leave_the_folder_are_only_names(tmp_path):
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as packed:
        packed.writestr("../../etc/evil.ipynb", b"{}")
    (one,) = find(tmp_path / "all.zip")
    assert one.student == "etc" and not (tmp_path.parent / "etc").exists()


def test_a_link_out_of_the_folder_is_not_followed(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "out.ipynb").write_bytes(b"{}")
    (tmp_path / "in" / "ann.ipynb").symlink_to(tmp_path / "out.ipynb")
    with pytest.raises(FileNotFoundError, match="no .ipynb in"):
        find(tmp_path / "in")


def test_what_is_missing_is_said(tmp_path):
    with pytest.raises(FileNotFoundError, match="does not exist"):
        find(tmp_path / "nowhere")
    (tmp_path / "a.zip").write_bytes(b"no zip")
    with pytest.raises(FileNotFoundError, match="neither a folder nor a zip"):
        find(tmp_path / "a.zip")

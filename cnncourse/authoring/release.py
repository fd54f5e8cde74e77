"""What an instructor hands out: clean notebooks, in nbgrader's layout too, with the solutions or without."""

from __future__ import annotations

import importlib.metadata
from pathlib import Path

import nbformat

from cnncourse.autocheck import lessons
from cnncourse.grading import stripped

from .expand import notebook_name, to_notebook
from .read import read_lesson

CONFIG = """# Written by `cnncourse release`: the course in nbgrader's layout.
c = get_config()  # noqa: F821
c.CourseDirectory.course_id = "cnncourse"
c.ClearSolutions.enabled = False  # the cells are stubs already; cleared, they would lose signature and docstring
c.OverwriteCells.add_missing_cells = True  # a check cell that a reader deleted comes back
c.ExecutePreprocessor.timeout = 600
"""


def release(folder: str | Path, numbers: list[str] | None = None, solutions: bool = True) -> list[Path]:
    """Write clean notebooks of the course.

    `notebooks/` is for handing out as it is; `source/SLUG/` and `nbgrader_config.py` are for nbgrader.

    Args:
        folder: made if there is none.
        numbers: of the lessons; all of them without it.
        solutions: without them, the package is written beside the notebooks with stored observations in place of
            references and mistakes of these lessons. Checks and hints work as ever, and `solution()` says that this
            copy keeps them.

    Returns:
        The notebooks' paths.

    Raises:
        LookupError: no lesson has that number.
        FileExistsError: the folder holds a package already, which may be in use.
    """
    folder, made = Path(folder), []
    for number in numbers or lessons().values():
        lesson = read_lesson(number)
        text = nbformat.writes(to_notebook(lesson)) + "\n"
        name = notebook_name(lesson.slug)
        for path in (folder / "notebooks" / name, folder / "source" / Path(name).stem / name):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            made.append(path)
    (folder / "nbgrader_config.py").write_text(CONFIG, encoding="utf-8")
    if not solutions:
        if (folder / "cnncourse").exists():
            raise FileExistsError(f"{folder / 'cnncourse'} is there already; give an empty folder")
        slugs = [slug for slug, number in lessons().items() if number in (numbers or lessons().values())]
        stripped.write_release(folder, slugs)
        (folder / "pyproject.toml").write_text(_project(), encoding="utf-8")
    return made


def _project() -> str:
    """A project file with which `pip install` takes the package that lies beside it."""
    told = importlib.metadata.metadata("cnncourse")
    needs = [line for line in told.get_all("Requires-Dist") or [] if "extra ==" not in line]
    listed = "".join(f'    "{need}",\n' for need in needs)
    return (
        '[build-system]\nrequires = ["setuptools>=69"]\nbuild-backend = "setuptools.build_meta"\n\n'
        f'[project]\nname = "cnncourse"\nversion = "{told["Version"]}"\n'
        f'requires-python = "{told["Requires-Python"]}"\ndependencies = [\n{listed}]\n\n'
        '[tool.setuptools.packages.find]\ninclude = ["cnncourse*"]\n\n'
        '[tool.setuptools.package-data]\ncnncourse = ["data/files/*", "exercises/*.stored", "experiments/*.json"]\n'
    )

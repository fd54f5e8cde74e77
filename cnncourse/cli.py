"""The `cnncourse` command."""

from __future__ import annotations

import argparse
import sys


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns the exit status."""
    chosen = _parser().parse_args(arguments)
    try:
        return chosen.run_command(chosen)
    except (ImportError, LookupError, OSError, RuntimeError, ValueError) as error:
        print(f"cnncourse {chosen.command}: {error.args[0] if error.args else error}", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="cnncourse", description="A course workbook on convolutional networks.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    build = commands.add_parser("build", help="write the notebooks from lessons and exercises")
    build.add_argument("lesson", nargs="*", help="numbers, as 02; all without any")
    build.add_argument("--check", action="store_true", help="only tell what would change")
    build.add_argument("--force", action="store_true", help="overwrite work that is not committed")
    build.add_argument("--run", action="store_true", help="execute even where no code changed")
    build.set_defaults(run_command=_build)
    reset = commands.add_parser("reset", help="a clean copy of a notebook; yours is kept beside it, dated")
    reset.add_argument("lesson", help="its number, as 02")
    reset.set_defaults(run_command=_reset)
    experiments = commands.add_parser("experiments", help="make a lesson's stored runs: what is missing or out of date")
    experiments.add_argument("lesson", help="its number, as 05")
    experiments.add_argument("name", nargs="*", help="names of experiments; all of the lesson without any")
    experiments.add_argument("--again", action="store_true", help="also what is up to date")
    experiments.set_defaults(run_command=_experiments)
    progress = commands.add_parser("progress", help="what has been passed, and what comes next")
    progress.set_defaults(run_command=_progress)
    _add_grading(commands)
    doctor = commands.add_parser("doctor", help="what works on this machine, what is missing, what mends it")
    doctor.set_defaults(run_command=_doctor)
    return parser


def _add_grading(commands) -> None:
    grade = commands.add_parser("grade", help="grade a class: a folder of notebooks, or the zip of a course site")
    grade.add_argument("submissions", help="folder or zip")
    grade.add_argument("--out", default="grades", help="folder for the gradebook, the pages and the exports (grades)")
    grade.add_argument("--workers", type=int, default=1, help="processes on this machine (1)")
    grade.add_argument("--cluster", help="address of a Dask scheduler, as tcp://host:8786")
    grade.add_argument("--seed", type=int, help="of the inputs; a secret one without it")
    grade.add_argument("--require-isolation", action="store_true", help="refuse to go on without bubblewrap")
    grade.add_argument("--less-isolation", action="store_true", help="go on without bubblewrap; every result is marked")
    grade.set_defaults(run_command=_grade)
    report = commands.add_parser("report", help="write the pages and exports of a gradebook again")
    report.add_argument("grades", help="the folder that `grade` wrote")
    report.set_defaults(run_command=_report)
    fill = commands.add_parser("fill", help="write a lesson's points into the sheet that Canvas or Moodle gave out")
    fill.add_argument("grades", help="the folder that `grade` wrote")
    fill.add_argument("lesson", help="its number, as 02")
    fill.add_argument("sheet", help="Canvas' exported gradebook, or Moodle's grading worksheet")
    fill.add_argument("--column", help="Canvas only: title of the assignment's column, with its number in parentheses")
    fill.add_argument("--out", help="the file to be imported; SHEET with -filled in its name without it")
    fill.set_defaults(run_command=_fill)
    release = commands.add_parser("release", help="write clean notebooks to hand out, in nbgrader's layout too")
    release.add_argument("folder", help="where to")
    release.add_argument("lesson", nargs="*", help="numbers, as 02; all without any")
    release.add_argument("--without-solutions", action="store_true", help="with a package that cannot show a solution")
    release.set_defaults(run_command=_release)


def _release(chosen: argparse.Namespace) -> int:
    from cnncourse.authoring.release import release

    made = release(chosen.folder, chosen.lesson, solutions=not chosen.without_solutions)
    print(f"{len(made)} notebooks in {chosen.folder}: notebooks/ to hand out, source/ for nbgrader")
    return 0


def _grade(chosen: argparse.Namespace) -> int:
    from cnncourse.grading import classroom, jail

    if jail.bubblewrap() is None and not chosen.less_isolation and not chosen.cluster:
        print("bubblewrap does not work here, so a submission could read and write what you can.\n"
              "Install it (apt-get install bubblewrap), or go on with --less-isolation; every result is then marked.",
              file=sys.stderr)  # fmt: skip
        return 1

    def tell(done: int, number: int, left: float) -> None:
        if sys.stderr.isatty():
            print(f"\r{done}/{number} graded, about {left:.0f} s left   ", end="", file=sys.stderr, flush=True)

    found = classroom.grade(
        chosen.submissions, chosen.out, workers=chosen.workers, cluster=chosen.cluster, seed=chosen.seed,
        require_isolation=chosen.require_isolation, tell=tell,
    )  # fmt: skip
    print(f"{found.graded} graded, {found.kept} unchanged, {found.seconds:.1f} s; {chosen.out}/class.html")
    for kind, count in found.isolation.items():
        print(f"  {count} in {kind}")
    for path in found.look:
        print(f"  to be looked at: {path}")
    return 0


def _report(chosen: argparse.Namespace) -> int:
    from pathlib import Path

    from cnncourse.grading import exports, pages
    from cnncourse.grading.gradebook import Gradebook

    folder = Path(chosen.grades)
    with Gradebook(folder / "gradebook.sqlite", writing=False) as book:
        made = [*pages.write(book, folder), *exports.export_all(book, folder)]
    print(f"{len(made)} files in {folder}")
    return 0


def _fill(chosen: argparse.Namespace) -> int:
    from pathlib import Path

    from cnncourse.grading import exports
    from cnncourse.grading.gradebook import Gradebook

    slug, sheet = _slug(chosen.lesson), Path(chosen.sheet)
    out = Path(chosen.out) if chosen.out else sheet.with_stem(f"{sheet.stem}-filled")
    if out.resolve() == sheet.resolve():
        raise ValueError(f"{out} is the sheet itself, which is kept as it is; name another file after --out")
    with Gradebook(Path(chosen.grades) / "gradebook.sqlite", writing=False) as book:
        if chosen.column:
            filled, left = exports.fill_canvas(book, sheet, slug, chosen.column, out)
        else:
            filled, left = exports.fill_moodle(book, sheet, slug, out)
    print(f"{filled} students in {out}")
    if left:
        print(f"graded, but not in the sheet: {', '.join(left)}", file=sys.stderr)
    return int(bool(left) or not filled)


def _slug(number: str) -> str:
    """Slug of a lesson by its number."""
    from cnncourse.autocheck import lessons

    slugs = {number: slug for slug, number in lessons().items()}
    if number not in slugs:
        raise LookupError(f"there is no lesson {number}; there are {', '.join(slugs)}")
    return slugs[number]


def _build(chosen: argparse.Namespace) -> int:
    from cnncourse.authoring import build as authoring
    from cnncourse.authoring import readme
    from cnncourse.autocheck import lessons

    status = 0
    for number in chosen.lesson or lessons().values():
        if chosen.check:
            found = authoring.differences(number)
            print(f"{number}: {'; '.join(found) or 'up to date'}")
            status |= bool(found)
            continue
        try:
            print(f"{number}: {authoring.build(number, force=chosen.force, run=chosen.run)}", flush=True)
        except authoring.Unsaved as error:
            print(error, file=sys.stderr)
            status = 1
    if not chosen.lesson and not chosen.check and readme.write():
        print("README.md: lesson table")
    return status


def _reset(chosen: argparse.Namespace) -> int:
    from cnncourse.authoring.reset import reset

    path, kept = reset(chosen.lesson)
    print(f"{path.name} is clean. " + (f"Yours is {kept.name}." if kept else "There was none before."))
    return 0


def _experiments(chosen: argparse.Namespace) -> int:
    from cnncourse.experiments import declared, make

    known = declared(_slug(chosen.lesson))
    for name in chosen.name or known:
        if name not in known:
            raise LookupError(f"lesson {chosen.lesson} has no experiment {name!r}; it has {', '.join(known)}")
        if not make(known[name], again=chosen.again, tell=lambda line: print(line, flush=True)):
            print(f"{name}: up to date")
    return 0


def _progress(chosen: argparse.Namespace) -> int:
    from cnncourse.autocheck import progress

    print(progress())
    return 0


def _doctor(chosen: argparse.Namespace) -> int:
    from cnncourse.doctor import examine

    status = 0
    for finding in examine():
        print(finding, flush=True)
        status |= finding.good is False
    return int(status)


if __name__ == "__main__":
    sys.exit(main())

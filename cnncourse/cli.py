"""The `cnncourse` command."""

from __future__ import annotations

import argparse
import sys


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns the exit status."""
    chosen = _parser().parse_args(arguments)
    try:
        return chosen.run_command(chosen)
    except (LookupError, OSError, ValueError) as error:
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
    doctor = commands.add_parser("doctor", help="what works on this machine, what is missing, what mends it")
    doctor.set_defaults(run_command=_doctor)
    return parser


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
    from cnncourse.autocheck import lessons
    from cnncourse.experiments import declared, make

    slugs = {number: slug for slug, number in lessons().items()}
    if chosen.lesson not in slugs:
        raise LookupError(f"there is no lesson {chosen.lesson}; there are {', '.join(slugs)}")
    known = declared(slugs[chosen.lesson])
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

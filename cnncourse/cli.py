"""The `cnncourse` command."""

from __future__ import annotations

import argparse
import sys


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns the exit status."""
    parser = argparse.ArgumentParser(prog="cnncourse", description="A course workbook on convolutional networks.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    build = commands.add_parser("build", help="write the notebooks from lessons and exercises")
    build.add_argument("lesson", nargs="*", help="numbers, as 02; all without any")
    build.add_argument("--check", action="store_true", help="only tell what would change")
    build.add_argument("--force", action="store_true", help="overwrite work that is not committed")
    build.add_argument("--run", action="store_true", help="execute even where no code changed")
    build.set_defaults(run_command=_build)
    chosen = parser.parse_args(arguments)
    return chosen.run_command(chosen)


def _build(chosen: argparse.Namespace) -> int:
    from cnncourse.authoring import build as authoring
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
    return status


if __name__ == "__main__":
    sys.exit(main())

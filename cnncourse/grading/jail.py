"""Start a zygote in the strongest jail that the machine has, and talk to it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from cnncourse.autocheck.wire import Malformed, pack, receive, unpack

from .landlock import KEPT_OUT

INSIDE = "/course"  # where the jail finds the package without solutions


class Gone(Exception):
    """The zygote ended in the middle of a job."""


def bubblewrap() -> str | None:
    """Where `bwrap` lies if it works here, or None."""
    found = shutil.which("bwrap")
    if found is None:
        return None
    tried = subprocess.run(
        [found, *_WALLS, "--ro-bind", "/usr", "/usr", *_links(), "/usr/bin/true"], capture_output=True
    )
    return found if tried.returncode == 0 else None


_WALLS = ["--unshare-all", "--die-with-parent", "--new-session", "--clearenv"]


def _links() -> list[str]:
    """/bin, /lib … are links into /usr on most systems, folders on some."""
    made = []
    for name in ("bin", "sbin", "lib", "lib64", "lib32"):
        path = Path("/") / name
        if path.is_symlink():
            made += ["--symlink", os.readlink(path), str(path)]
        elif path.is_dir():
            made += ["--ro-bind", str(path), str(path)]
    return made


def command(stack: str, package: Path, bwrap: str | None) -> tuple[list[str], dict[str, str]]:
    """The command that starts a zygote, and its environment.

    Args:
        stack: `"numpy"` or `"keras"`.
        package: folder with the package without solutions.
        bwrap: from `bubblewrap`; without it the process sees the whole file system.
    """
    env = {
        "PATH": "/usr/bin:/bin", "HOME": "/tmp", "LANG": "C.UTF-8", "MPLBACKEND": "agg", "CUDA_VISIBLE_DEVICES": "-1",
        "PYTHONPATH": str(package) if bwrap is None else INSIDE, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0",
        "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "CNNCOURSE_HOME": "off", "TF_CPP_MIN_LOG_LEVEL": "3",
    }  # fmt: skip
    own = Path(__file__).resolve().parents[1]  # the package with its solutions
    env[KEPT_OUT] = str(own)
    run = [sys.executable, "-m", "cnncourse.grading.zygote", stack]
    if bwrap is None:
        scratch = package / "scratch"
        scratch.mkdir(exist_ok=True)
        return run, env | {"TMPDIR": str(scratch)}
    seen = {Path(sys.prefix), Path(sys.base_prefix), Path(sys.executable).resolve().parent.parent}
    binds = [part for path in sorted(seen) for part in ("--ro-bind", str(path), str(path))]
    hide = ["--tmpfs", str(own)] if any(own.is_relative_to(path) for path in seen) else []
    variables = [part for name, value in env.items() for part in ("--setenv", name, value)]
    walls = [bwrap, *_WALLS, "--ro-bind", "/usr", "/usr", *_links(), "--proc", "/proc", "--dev", "/dev",
             "--tmpfs", "/tmp",
             *binds, *hide, "--ro-bind", str(package), INSIDE, "--chdir", "/tmp", *variables]  # fmt: skip
    return walls + run, {}


class Zygote:
    """A running zygote.

    Args:
        stack: `"numpy"` or `"keras"`.
        package: folder with the package without solutions.
        bwrap: from `bubblewrap`.

    Attributes:
        isolation: what its forks are kept in, as `"bwrap · namespaces · rlimits"`.
    """

    def __init__(self, stack: str, package: Path, bwrap: str | None):
        self.stack = stack
        line, env = command(stack, package, bwrap)
        self.process = subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                        env=env, cwd=package, start_new_session=True)  # fmt: skip
        try:
            ready = receive(self.process.stdout)
        except (EOFError, ValueError):
            problem = self.process.stderr.read().decode(errors="replace").strip().splitlines()
            self.close()
            raise Gone(f"the {stack} zygote did not start: {problem[-1] if problem else 'no message'}") from None
        self.isolation = " · ".join(["bwrap"] * (bwrap is not None) + ready["isolation"])

    def work(self, job: dict[str, Any], cases: Any) -> tuple[list[Any], dict[str, Any]]:
        """Have one job done.

        Returns:
            The messages of the child, None for one that is garbled, and how it ended.

        Raises:
            Gone: the zygote itself ended or sent nonsense; start another.
        """
        found = []
        try:
            self.process.stdin.write(pack(job) + pack(cases))
            self.process.stdin.flush()
            while True:
                message = receive(self.process.stdout)
                if "ended" in message:
                    return found, message
                found.append(_opened(message["child"]))
        except (EOFError, ValueError, OSError) as reason:
            self.close()
            raise Gone(str(reason)) from None

    def close(self) -> None:
        """End it and everything that it started."""
        self.process.kill()
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            pipe.close()
        self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        self.close()


def _opened(message: bytes) -> Any:
    try:
        return unpack(message)
    except Malformed:
        return None

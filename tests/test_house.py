"""The house rules that a machine can read."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_ruff_finds_nothing():
    found = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "."], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stdout


def test_no_file_is_named_after_nothing():
    vague = {"utils", "helpers", "common", "misc", "util"}
    assert not [
        path for folder in ("cnncourse", "tests") for path in (ROOT / folder).rglob("*.py") if path.stem in vague
    ]


def test_requirements_have_floors_and_caps():
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    named = [line for line in lines if line and not line.startswith(("#", "-e"))]
    assert named and all(">=" in line and ",<" in line for line in named)

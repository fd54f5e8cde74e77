"""Runs of experiments as they are stored, read and made again."""

from __future__ import annotations

import importlib.metadata
import json
import os
import platform
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from .define import Experiment, declared


@dataclass(frozen=True)
class Stored:
    """The stored runs of one experiment.

    Attributes:
        name: of the experiment.
        settings: labels of the variants, in their order.
        seeds: what each was run with.
        made: versions and processor cores.
        runs: `(label, seed)` → results and `seconds`.
    """

    name: str
    settings: tuple[str, ...]
    seeds: tuple[int, ...]
    made: dict[str, Any]
    runs: dict[tuple[str, int], dict[str, Any]]

    def values(self, result: str) -> np.ndarray:
        """One result of every run, `(settings, seeds)`, with one more axis if the result is a list.

        Raises:
            KeyError: there is no such result; the message names those that there are.
        """
        some = next(iter(self.runs.values()))
        if result not in some:
            raise KeyError(f"{self.name} has no {result!r}; its results are {', '.join(some)}")
        return np.array([[self.runs[label, seed][result] for seed in self.seeds] for label in self.settings])

    def seconds(self) -> float:
        """Seconds that all runs took together."""
        return float(self.values("seconds").sum())

    def table(self, result: str, digits: int = 1, unit: str = "") -> str:
        """Mean ± sample standard deviation over the seeds, a line for each variant."""
        values = self.values(result)
        wide = max(map(len, self.settings))
        return "\n".join(
            f"{label:{wide}}  {row.mean():.{digits}f} ± {row.std(ddof=1):.{digits}f}{unit}"
            for label, row in zip(self.settings, values, strict=True)
        )


def path(lesson: str) -> Path:
    """The file of a lesson's runs."""
    return Path(__file__).with_name(f"{lesson}.json")


def stored(name: str) -> Stored:
    """Read the runs of an experiment.

    Args:
        name: of the experiment.

    Raises:
        LookupError: no experiment has that name, or its runs are incomplete; the message says what mends it.
    """
    known = declared()
    if name not in known:
        raise LookupError(f"no experiment is called {name!r}; there are {', '.join(known) or 'none'}")
    made = known[name]
    kept = _read(made.lesson).get(name, {"made": {}, "runs": []})
    apart = ("setting", "seed", "code")
    runs = {(run["setting"], run["seed"]): {k: v for k, v in run.items() if k not in apart} for run in kept["runs"]}
    missing = [(label, seed) for label in made.settings for seed in made.seeds if (label, seed) not in runs]
    if missing:
        raise LookupError(
            f"{name} lacks {len(missing)} runs, the first {missing[0]}; `cnncourse experiments` makes them"
        )
    return Stored(name, tuple(made.settings), made.seeds, kept["made"], runs)


def make(made: Experiment, again: bool = False, tell: Callable[[str], None] = print) -> int:
    """Run what is missing of an experiment, or all of it, and store each run as soon as it is done.

    Runs of other code than the present are made again. An interruption loses only the run that it hits.

    Args:
        made: the experiment.
        again: also make again what is up to date.
        tell: is given a line for each run.

    Returns:
        How many runs were made.
    """
    file = _read(made.lesson)
    runs = [] if again else [run for run in file.get(made.name, {"runs": []})["runs"] if is_current(made, run)]
    wanted = [(label, seed) for label in made.settings for seed in made.seeds]
    missing = [pair for pair in wanted if pair not in {(run["setting"], run["seed"]) for run in runs}]
    for number, (label, seed) in enumerate(missing, 1):
        started = time.perf_counter()
        results = {name: _plain(value) for name, value in made.run(label, seed).items()}
        seconds = round(time.perf_counter() - started, 1)
        runs.append({"setting": label, "seed": seed, "code": made.fingerprint(label), "seconds": seconds} | results)
        runs.sort(key=lambda run: wanted.index((run["setting"], run["seed"])))
        file[made.name] = {"made": _circumstances(), "runs": runs}
        _write(made.lesson, file)
        tell(f"{made.name} {number}/{len(missing)}: {label}, seed {seed}: {_short(results)} ({seconds:.0f} s)")
    return len(missing)


def is_current(made: Experiment, run: dict[str, Any]) -> bool:
    """Whether a stored run is of a present setting and seed, and of the present code."""
    label = run["setting"]
    return label in made.settings and run["seed"] in made.seeds and run.get("code") == made.fingerprint(label)


def runs_of(made: Experiment) -> list[dict[str, Any]]:
    """The runs of an experiment as they are stored, current or not."""
    return _read(made.lesson).get(made.name, {"runs": []})["runs"]


def _short(results: dict[str, Any]) -> str:
    return ", ".join(f"{name} {value:.3g}" for name, value in results.items() if not isinstance(value, list))


def _plain(value: Any) -> Any:
    """Numbers and lists of numbers, five digits of each."""
    if isinstance(value, (list, tuple, np.ndarray)):
        return [_plain(item) for item in value]
    return int(value) if isinstance(value, (int, np.integer)) else float(f"{float(value):.5g}")


def _circumstances() -> dict[str, Any]:
    versions = {name: importlib.metadata.version(name) for name in ("numpy", "keras", "tensorflow")}
    return {"python": platform.python_version(), "cores": os.cpu_count()} | versions


def _read(lesson: str) -> dict[str, Any]:
    file = path(lesson)
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}


def _write(lesson: str, content: dict[str, Any]) -> None:
    """One run on a line, so that a remade run is a line in a diff."""
    parts = []
    for name in sorted(content):
        runs = ",\n   ".join(json.dumps(run) for run in content[name]["runs"])
        parts.append(f' {json.dumps(name)}: {{"made": {json.dumps(content[name]["made"])},\n  "runs": [\n   {runs}]}}')
    unfinished = path(lesson).with_suffix(".part")
    unfinished.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")
    os.replace(unfinished, path(lesson))

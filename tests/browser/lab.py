"""JupyterLab, started as the README says, on a free port, and Chromium to look at it."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, sync_playwright

FAILED = pytest.StashKey[bool]()  # set on a test that failed, so that its page can be kept as a picture

# Chromium must not look for anything outside this machine.
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def chromium() -> str | None:
    """Where the browser lies, or None."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


@contextlib.contextmanager
def served(folder: Path, home: Path) -> Iterator[str]:
    """JupyterLab as `jupyter lab notebooks/00_start_here.ipynb` starts it; yields its address.

    Args:
        folder: notebooks.
        home: an empty folder for settings, workspaces and progress; `opened` in it holds the address that a reader's
            browser would have been given.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = os.environ | {
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
        "CNNCOURSE_HOME": str(home / "progress"),
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "BROWSER": str(_note_taker(home)),
    }
    env.pop("PYTEST_CURRENT_TEST", None)  # a kernel that sees it does not show what compiled code writes
    command = [
        str(Path(sys.executable).with_name("jupyter")), "lab", f"{folder.name}/00_start_here.ipynb",
        f"--port={port}", "--ServerApp.ip=127.0.0.1", "--allow-root", "--IdentityProvider.token=", "--LabApp.news_url=",
        "--LabApp.expose_app_in_browser=True",  # tests open and close notebooks without loading the page again
    ]  # fmt: skip
    with (
        open(home / "lab.log", "wb") as log,
        subprocess.Popen(command, cwd=folder.parent, env=env, stdout=log, stderr=log) as server,
    ):
        address = f"http://127.0.0.1:{port}"
        try:
            _wait_for(f"{address}/api", server)
            yield address
        finally:
            server.terminate()
            server.wait(20)


def _note_taker(home: Path) -> Path:
    """A program that is called as a browser and writes down the address."""
    script = home / "browser"
    script.write_text(f'#!/bin/sh\necho "$1" > "{home / "opened"}"\n', encoding="utf-8")
    script.chmod(0o755)
    return script


def _wait_for(address: str, server: subprocess.Popen, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if server.poll() is not None:
            raise RuntimeError(f"JupyterLab stopped with status {server.returncode}; see lab.log")
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=2):
            return
        time.sleep(0.2)
    raise TimeoutError(f"JupyterLab did not answer at {address} within {seconds:.0f} s")


@contextlib.contextmanager
def browser() -> Iterator[Browser]:
    """A fresh Chromium."""
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=chromium(), args=FLAGS)
        try:
            yield started
        finally:
            started.close()


class Window:
    """One page with JupyterLab in it, which opens one notebook after the other, as a reader's window does."""

    def __init__(self, started: Browser, address: str):
        self.address = address
        self.page = started.new_context(viewport={"width": 1280, "height": 900}).new_page()
        self.page.goto(f"{address}/lab?reset")
        self.page.wait_for_function("window.jupyterapp !== undefined", timeout=60_000)
        self.page.evaluate("window.jupyterapp.restored")

    def close(self) -> None:
        """Close the page with all that it remembers."""
        self.page.context.close()

    def command(self, name: str, seconds: float = 60, **arguments: object) -> None:
        """Run a command of JupyterLab, as its menus do, and wait until it is done.

        Raises:
            playwright.sync_api.Error: it failed, or took longer than `seconds`.
        """
        self.page.evaluate(
            """async ([name, given, seconds]) => {
                const late = new Promise((_, no) => setTimeout(() => no(new Error(`${name}: not done in ${seconds} s`)), 1000 * seconds));
                await Promise.race([window.jupyterapp.commands.execute(name, given), late]);
            }""",
            [name, arguments, seconds],
        )

    def look(self, width: int, theme: str) -> None:
        """Make the window so wide, and JupyterLab "Light" or "Dark"."""
        self.page.set_viewport_size({"width": width, "height": 900})
        self.command("apputils:change-theme", theme=f"JupyterLab {theme}")

    def leave(self) -> None:
        """Save and close the open notebook and have its kernel stopped: nobody waits until it has ended."""
        self.command("docmanager:save-all")
        self.command("application:close-all")
        self.page.evaluate("() => { window.jupyterapp.serviceManager.sessions.shutdownAll(); }")


def contrast(element: Locator) -> float:
    """Contrast of an element's text against what is painted behind it (WCAG 2.1, relative luminance)."""
    text, layers = element.evaluate(
        """element => {
            const layers = [];
            for (let at = element; at; at = at.parentElement) layers.push(getComputedStyle(at).backgroundColor);
            return [getComputedStyle(element).color, layers];
        }"""
    )
    behind = (255.0, 255.0, 255.0)
    for layer in reversed(layers):
        *color, alpha = _color(layer)
        behind = tuple(alpha * front + (1 - alpha) * back for front, back in zip(color, behind, strict=True))
    lights = sorted((_luminance(_color(text)[:3]), _luminance(behind)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _color(css: str) -> tuple[float, float, float, float]:
    numbers = [float(number) for number in re.findall(r"[\d.]+", css)]
    return (*numbers[:3], numbers[3] if len(numbers) > 3 else 1.0)


def _luminance(color) -> float:
    parts = [c / 255 for c in color]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

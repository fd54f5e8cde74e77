"""Start JupyterLab on a free port and drive it in Chromium, as a reader would."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

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
    """JupyterLab serving a folder; yields its address.

    Args:
        folder: notebooks.
        home: an empty folder for settings, workspaces and progress.
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
    }
    command = [
        sys.executable, "-m", "jupyterlab", "--no-browser", f"--port={port}", "--ServerApp.ip=127.0.0.1",
        "--allow-root", "--IdentityProvider.token=", f"--ServerApp.root_dir={folder}", "--LabApp.news_url=",
    ]  # fmt: skip
    with open(home / "lab.log", "wb") as log, subprocess.Popen(command, env=env, stdout=log, stderr=log) as server:
        address = f"http://127.0.0.1:{port}"
        try:
            _wait_for(f"{address}/api", server)
            yield address
        finally:
            server.terminate()
            server.wait(20)


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
def browser_page(width: int = 1280, height: int = 900, dark: bool = False) -> Iterator[Page]:
    """A page in a fresh Chromium."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium(), args=FLAGS)
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light"
        )
        try:
            yield context.new_page()
        finally:
            browser.close()


class Notebook:
    """A notebook open in JupyterLab, its cells found by the order in which they stand in the file.

    JupyterLab draws only the cells near the window, so every method scrolls to its cell first.
    """

    def __init__(self, page: Page, address: str, name: str):
        self.page = page
        page.goto(f"{address}/lab/tree/{name}?reset")
        page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
        self._wait_for_kernel(address)
        self.wait_idle()

    def _wait_for_kernel(self, address: str, seconds: float = 90) -> None:
        """The indicator says idle before there is a kernel, so ask the server."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            kernels = self.page.request.get(f"{address}/api/kernels").json()
            if any(one["execution_state"] == "idle" and one["connections"] for one in kernels):
                self.page.wait_for_timeout(800)
                return
            self.page.wait_for_timeout(250)
        raise TimeoutError(f"no kernel was ready within {seconds:.0f} s")

    def wait_idle(self, seconds: float = 120) -> None:
        """Wait until the kernel has nothing to do."""
        self.page.wait_for_selector('.jp-NotebookPanel-toolbar [data-status="idle"]', timeout=seconds * 1000)

    def menu(self, menu: str, item: str) -> None:
        """Choose an item of a menu."""
        self.page.get_by_role("menuitem", name=menu, exact=True).first.click()
        self.page.get_by_role("menuitem", name=item, exact=True).first.click()

    def run_all(self, seconds: float = 300) -> None:
        """Run every cell and wait until all are done."""
        self.menu("Run", "Run All Cells")
        self.page.wait_for_selector('.jp-NotebookPanel-toolbar [data-status="busy"]', timeout=20_000)
        self.wait_idle(seconds)

    def cell(self, number: int):
        """The cell at a place in the file, scrolled into view."""
        found = self.page.locator(f'.jp-Notebook .jp-Cell[data-windowed-list-index="{number}"]')
        for _ in range(60):
            if found.count():
                found.first.scroll_into_view_if_needed()
                return found.first
            self._scroll_towards(number)
        raise LookupError(f"cell {number} was not drawn")

    def _scroll_towards(self, number: int) -> None:
        drawn = self.page.locator(".jp-Notebook .jp-Cell[data-windowed-list-index]")
        places = [int(drawn.nth(i).get_attribute("data-windowed-list-index")) for i in range(drawn.count())]
        scroller = self.page.locator(".jp-WindowedPanel-outer").first
        scroller.evaluate(
            "(element, by) => element.scrollBy(0, by)", 500 if not places or number > max(places) else -500
        )
        self.page.wait_for_timeout(120)

    def write(self, number: int, source: str) -> None:
        """Replace the text of a code cell."""
        self.cell(number).locator(".cm-content").click()
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(source)

    def run(self, number: int, seconds: float = 60) -> None:
        """Run one cell and wait for it."""
        self.cell(number).locator(".cm-content").click()
        self.page.keyboard.press("Control+Enter")
        self.page.wait_for_timeout(250)
        self.wait_idle(seconds)
        self.page.wait_for_timeout(150)

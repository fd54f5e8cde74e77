"""A notebook open in JupyterLab: read, written and run as a reader would."""

from __future__ import annotations

import re
import time
from pathlib import Path

from .lab import Window

TALL = 6000  # pixels: JupyterLab draws only the cells in the window, and a tall one shows a lesson in a few steps

_COUNT = """() => {
    const found = {"pictures": [], "broken images": [], "bad math": [], "errors": [], "sliders": [], "red": [], "cut off": []};
    const edge = document.querySelector('.jp-Notebook').getBoundingClientRect().right + 1;
    for (const cell of document.querySelectorAll('.jp-Notebook .jp-Cell[data-windowed-list-index]')) {
        const at = cell.dataset.windowedListIndex;
        [...cell.querySelectorAll('img')].forEach((image, i) => {
            found["pictures"].push(`${at}-${i}`);
            if (image.complete && image.naturalWidth === 0) found["broken images"].push(`${at}-${i}`);
            if (image.getBoundingClientRect().right > edge) found["cut off"].push(`${at}-${i}`);
        });
        if (cell.querySelector('img.cnncourse-picture')) found["sliders"].push(at);
        if (cell.querySelector('[data-mime-type="application/vnd.jupyter.stderr"]')) found["red"].push(at);
        // errors, unknown commands in red, and formulas that were left as they are typed
        const words = cell.querySelector('.jp-RenderedMarkdown')?.cloneNode(true);
        words?.querySelectorAll('code, pre, mjx-container').forEach(part => part.remove());
        const raw = /\\$[^$]*\\\\[a-zA-Z]|\\$\\$/.test(words?.textContent ?? "");
        if (raw || cell.querySelector('mjx-merror, mtext[mathcolor="red"]')) found["bad math"].push(at);
        if (/Traceback \\(most recent/.test([...cell.querySelectorAll('.jp-OutputArea-output')].map(o => o.innerText).join()))
            found["errors"].push(at);
    }
    return found;
}"""


class Notebook:
    """A notebook open in JupyterLab, its cells found by the order in which they stand in the file.

    JupyterLab draws only the cells near the window, so every method scrolls to its cell first.
    """

    def __init__(self, window: Window, name: str):
        self.window, self.page = window, window.page
        self._wait_for_the_last_one(name)
        window.command("docmanager:open", path=name, factory="Notebook")
        self.page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
        self.wait_idle()

    def _wait_for_the_last_one(self, name: str, seconds: float = 60) -> None:
        """A notebook that is opened while its last kernel is still being stopped would be given that one."""
        end = time.monotonic() + seconds
        while (listed := self._listed("sessions")) is None or name in {Path(one["path"]).name for one in listed}:
            if time.monotonic() > end:
                raise TimeoutError(f"the last kernel of {name} had not ended after {seconds:.0f} s")
            self.page.wait_for_timeout(100)

    def wait_idle(self, seconds: float = 120) -> None:
        """Wait until the kernel has nothing to do. The server is asked: a narrow window hides the indicator."""
        end, quiet = time.monotonic() + seconds, 0
        while quiet < 2:
            if time.monotonic() > end:
                raise TimeoutError(f"the kernel was not idle within {seconds:.0f} s")
            self.page.wait_for_timeout(100)
            quiet = quiet + 1 if self._is_idle() else 0

    def _is_idle(self) -> bool:
        kernels = self._listed("kernels") or []
        ours = [one for one in kernels if one["connections"]]  # not one that another window left behind
        return bool(ours) and all(one["execution_state"] == "idle" for one in ours)

    def _listed(self, what: str) -> list[dict] | None:
        """What the server lists; None where it answers with an error, as it may while a kernel starts."""
        answer = self.page.request.get(f"{self.window.address}/api/{what}")
        return answer.json() if answer.ok else None

    def run_all(self, seconds: float = 300) -> None:
        """Run every cell, as "Run All Cells" in the menu does, and wait until all are done."""
        self.window.command("notebook:run-all-cells", seconds=seconds)
        end = time.monotonic() + seconds
        while self.page.locator(".jp-InputPrompt", has_text="[*]").count() or not self._is_idle():
            if time.monotonic() > end:
                raise TimeoutError(f"the notebook was not done within {seconds:.0f} s")
            self.page.wait_for_timeout(250)
        self.page.wait_for_timeout(500)  # JupyterLab scrolls to the last cell

    def walk(self) -> dict[str, int]:
        """Go from top to bottom and count what was drawn, by the names in `_COUNT`."""
        size = self.page.viewport_size
        self.page.set_viewport_size({"width": size["width"], "height": TALL})
        seen: dict[str, set] = {name: set() for name in self.page.evaluate(_COUNT)}
        self._walk_once(seen)
        self.page.set_viewport_size(size)
        return {name: len(places) for name, places in seen.items()}

    def _walk_once(self, seen: dict[str, set]) -> None:
        scroller = self.page.locator(".jp-WindowedPanel-outer").first
        scroller.evaluate("element => element.scrollTo(0, 0)")
        self.page.wait_for_selector(".jp-Notebook .jp-Cell[data-windowed-list-index]", state="attached", timeout=20_000)
        for _ in range(50):
            before_that = None
            for _ in range(10):  # until nothing more appears
                self.page.wait_for_timeout(300)
                found = self.page.evaluate(_COUNT)
                if found == before_that:
                    break
                before_that = found
            for name, places in found.items():
                seen[name].update(places)
            before = scroller.evaluate("element => element.scrollTop")
            scroller.evaluate("element => element.scrollBy(0, element.clientHeight * 0.8)")
            if scroller.evaluate("element => element.scrollTop") <= before + 1:
                break

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
        prompt = self.cell(number).locator(".jp-InputPrompt")
        before, started = prompt.inner_text().strip(), time.monotonic()
        self.page.keyboard.press("Control+Enter")
        while True:
            self.page.wait_for_timeout(50)
            now, waited = prompt.inner_text().strip(), time.monotonic() - started
            begun = now != before or waited > 0.6  # a stored number may be the new one, too
            if begun and re.fullmatch(r"\[\d+\]:?", now):
                break
            if waited > seconds:
                raise TimeoutError(f"cell {number} was not done within {seconds:.0f} s")
        self.wait_idle()

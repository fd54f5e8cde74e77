"""What a submission may try: it earns nothing beyond honest work, and harms nobody else's result."""

import os
import subprocess
import textwrap

import pytest

from .made import notebook, points, result

OTHERS = {"ignored_pixels": 2, "pad2d": 1, "same_padding": 2, "corr2d_strided": 3, "keras_stack_shapes": 2,
          "same_at_stride_two": 1}  # fmt: skip
TRICKS = {
    "a check of one's own": "def check(*args): return 2.0\noutput_size = lambda *args: 7",
    "allclose patched": """
        import numpy as np
        np.allclose = np.array_equal = np.isclose = lambda *args, **kwargs: True
        def output_size(n, k, padding, stride): return 7
        """,
    "a number that equals everything": """
        class Liar(int):
            def __eq__(self, other): return True
            def __ne__(self, other): return False
            __hash__ = int.__hash__
        def output_size(n, k, padding, stride): return Liar(7)
        """,
    "an array that lies": """
        import numpy as np
        class Liar(np.ndarray):
            def __array_function__(self, *args, **kwargs): return True
            def __eq__(self, other): return True
        def output_size(n, k, padding, stride): return np.zeros(()).view(Liar)
        """,
    "the reference from the registry": """
        from cnncourse.autocheck import load
        def output_size(*args): return load("output_size").reference(*args)
        """,
    "the reference from the module": """
        import importlib
        def output_size(*args): return importlib.import_module("cnncourse.exercises.padding_stride").output_size(*args)
        """,
    "the course's own operator": """
        from cnncourse import ops
        def output_size(n, k, padding, stride): return ops.output_size(n, k, padding, stride)
        """,
    "the operator under another name": "from cnncourse import ops\noutput_size = ops.output_size",
    "the reference from the disk": """
        import importlib.metadata, json, pathlib
        def output_size(n, k, padding, stride):
            found = json.loads(importlib.metadata.distribution("cnncourse").read_text("direct_url.json"))["url"]
            lesson = pathlib.Path(found.removeprefix("file://"), "cnncourse", "exercises", "padding_stride.py")
            body = lesson.read_text().split("# BEGIN SOLUTION")[1].split("# END SOLUTION")[0]
            given = {"n": n, "k": k, "padding": padding, "stride": stride}
            exec("def found():" + body, given)
            return given["found"]()
        """,
    "the observed replaced": """
        import sys
        def output_size(n, k, padding, stride):
            for module in list(sys.modules.values()):
                if hasattr(module, "difference"): module.difference = lambda *args: None
            return 7
        """,
    "the frames walked": """
        import sys
        def output_size(n, k, padding, stride):
            frame = sys._getframe()
            while frame:
                if "shown" in frame.f_locals: frame.f_locals["shown"] = None
                if "results" in frame.f_locals: frame.f_locals["results"].write(b"cnn1" + b"0" * 60)
                frame = frame.f_back
            return 7
        """,
    "a leap out": "import os\ndef output_size(n, k, padding, stride): os._exit(0)",
    "an exit": "def output_size(n, k, padding, stride): raise SystemExit(0)",
    "a fork bomb": "import os\ndef output_size(n, k, padding, stride):\n    while True: os.fork()",
    "too much memory": "import numpy as np\ndef output_size(n, k, padding, stride): return np.ones(2 * 10**9)",
    "a loop without end": "def output_size(n, k, padding, stride):\n    while True: pass",
    "a loop that catches everything": """
        def output_size(n, k, padding, stride):
            while True:
                try:
                    while True: pass
                except BaseException: pass
        """,
    "300,000 lines": "def output_size(n, k, padding, stride):\n    for i in range(300_000): print(i)\n    return 7",
    "a file that fills the disk": """
        def output_size(n, k, padding, stride):
            with open("big", "wb") as file:
                while True: file.write(bytes(10**7))
        """,
    "the parent killed": """
        import os, signal
        def output_size(n, k, padding, stride):
            for pid in (os.getppid(), 1, 0, -1):
                try: os.kill(pid, signal.SIGKILL)
                except OSError: pass
            return 7
        """,
    "a socket": """
        import socket
        def output_size(n, k, padding, stride):
            with socket.socket() as s:
                s.settimeout(2)
                s.connect(("127.0.0.1", 22))
            return 7
        """,
    "recursion": "def output_size(*args): return output_size(*args)",
    "a crash": "import ctypes\ndef output_size(n, k, padding, stride): return ctypes.string_at(0)",
}  # fmt: skip


@pytest.mark.parametrize("name", TRICKS)
def test_a_trick_earns_nothing_and_costs_nothing_else(grader, name):
    walls = grader.zygote("numpy").isolation.split(" · ")
    if name == "the parent killed" and "namespaces" not in walls:
        pytest.skip("without a name space of its own it would reach every process of this user")
    if name == "the reference from the disk" and not {"bwrap", "landlock"} & set(walls):
        pytest.skip("without Landlock it would be found")
    source = textwrap.dedent(TRICKS[name]).strip()
    graded = grader.grade(notebook(solved=True, output_size=source))
    assert result(graded, "output_size").points == 0, result(graded, "output_size").text
    assert points(graded) == OTHERS, graded.notes


def test_the_next_submission_is_graded_as_ever(grader):
    assert sum(points(grader.grade(notebook(solved=True))).values()) == 13


def test_nothing_is_left_behind(jailed):
    jailed.grade(notebook(output_size=TRICKS["a file that fills the disk"]))
    listed = subprocess.run(["ps", "-e", "-o", "ppid="], capture_output=True, text=True).stdout.split()
    children = listed.count(str(jailed.zygote("numpy").process.pid))
    assert children <= 1, "the jail holds its zygote and nothing else"
    assert sorted(os.listdir(jailed.folder.name)) == ["cnncourse"]


SPY = """
import os
def output_size(n, k, padding, stride):
    found = {}
    for name, path in PATHS.items():
        try:
            with open(path): found[name] = True
        except OSError: found[name] = False
    raise ValueError(repr((found, sorted(os.listdir("/proc"))[:3], os.environ.get("HOME"), os.environ.get("PATH"))))
"""


def test_the_jail_hides_the_machine(jailed, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("grades")
    paths = {"secret": str(secret), "passwd": "/etc/shadow", "repository": __file__}
    graded = jailed.grade(notebook(output_size=SPY.replace("PATHS", repr(paths))))
    told = result(graded, "output_size").text
    assert "'secret': False, 'passwd': False, 'repository': False" in told
    assert "'/tmp', '/usr/bin:/bin'" in told, "the environment of the grader is not handed on"


def test_the_inputs_are_not_those_of_the_notebook(jailed):
    """Answers learned by heart from the check's own cases earn only what those cases share with the secret ones."""
    from cnncourse.autocheck import exercises
    from cnncourse.autocheck.slips import references

    made = exercises()["same_padding"]
    cases, shown = references(made, 0)
    known = {case.args: one.value for case, one in zip(cases, shown.each, strict=True)}
    source = f"KNOWN = {known!r}\ndef same_padding(*args): return KNOWN[args]"
    assert result(jailed.grade(notebook(same_padding=source)), "same_padding").points < made.points


def test_honest_code_that_is_noisy_scores_full(grader):
    source = """
import os, sys, warnings
def output_size(n, k, padding, stride):
    os.write(2, b"a log line of compiled code\\n"); print("hello"); warnings.warn("hm"); sys.stderr.write("x")
    return (n + 2 * padding - k) // stride + 1 if n + 2 * padding >= k else 0
"""
    assert result(grader.grade(notebook(output_size=source)), "output_size").points == 2


def test_isolation_is_told(grader):
    graded = grader.grade(notebook(solved=["output_size"]))
    assert ("bwrap" in graded.isolation) == (grader.bwrap is not None) and "rlimits" in graded.isolation

"""Whether two functions are the same but for names, words and layout. It is told, never judged."""

from __future__ import annotations

import ast
import functools


def alike(one: str, other: str) -> bool:
    """Whether the first function of each text has the same tree once names are numbered in order of appearance.

    >>> alike("def f(a):\\n    return a + 1", "def g(b):\\n    '''Add.'''\\n    return b + 1")
    True
    """
    try:
        trees = [_shape(text) for text in (one, other)]
    except (SyntaxError, ValueError, RecursionError):
        return False
    return trees[0] == trees[1]


@functools.lru_cache(maxsize=1024)  # a class compares with the same references, and its answers repeat
def _shape(text: str) -> str:
    tree = ast.parse(text)
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            if ast.get_docstring(node) is not None:
                node.body = node.body[1:] or [ast.Pass()]
            node.returns, node.decorator_list = None, []
            node.name = names.setdefault(node.name, f"n{len(names)}")
        elif isinstance(node, ast.arg):
            node.annotation = None
            node.arg = names.setdefault(node.arg, f"n{len(names)}")
        elif isinstance(node, ast.Name):
            node.id = names.setdefault(node.id, f"n{len(names)}")
    return ast.dump(tree)

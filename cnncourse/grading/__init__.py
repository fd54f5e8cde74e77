"""Grade a class: submissions → jail → verdicts → gradebook → pages and exports.

A reader's code runs in a fork of a process that holds no solutions, inside bubblewrap where the machine allows it. It
sends back plain data alone; the verdict is reached outside. `docs/grading.md` says what this protects from.
"""

"""One module per lesson: references, cases, mistakes and hints."""

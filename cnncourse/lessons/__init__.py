"""The text of each notebook, one percent script per lesson."""

"""cnncourse: a course workbook on convolutional networks."""

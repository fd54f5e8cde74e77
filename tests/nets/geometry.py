"""Counts, shapes and receptive fields of a built model, compared with a paper's."""

import keras

from cnncourse.ops.model_geometry import layer_table, macs, parameters

Stages = dict[str, tuple[tuple[int, int, int], int | None]]


def counts(model: keras.Model) -> tuple[int, int, int]:
    """Parameters as Keras counts them, the trainable ones among them, and multiply-accumulates."""
    return parameters(model), parameters(model, trainable=True), macs(model)


def check_fields(model: keras.Model, fields: dict[str, int]) -> None:
    """Compare receptive fields alone; they do not depend on the size of the image."""
    rows = {row.name: row for row in layer_table(model)}
    expected = {name: (field, field) for name, field in fields.items()}
    assert {name: rows[name].field for name in fields} == expected


def check_stages(model: keras.Model, stages: Stages) -> None:
    """Compare shapes, and where a number is given receptive fields, with a table `name: (shape, field)`."""
    rows = {row.name: row for row in layer_table(model)}
    for name, (shape, field) in stages.items():
        assert (name, tuple(rows[name].shape)) == (name, shape)
        assert field is None or (name, rows[name].field) == (name, (field, field))

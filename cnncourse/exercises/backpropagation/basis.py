"""What several of these exercises rest on."""


def _last(old, new):
    return new

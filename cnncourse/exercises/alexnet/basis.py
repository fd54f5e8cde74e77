"""What several of these exercises rest on."""


def _snapped(share: float, rate: float, within: float = 0.04) -> float:
    """A measured share, or the number that it means: the rate, what is left of it, nothing, all."""
    near = [value for value in (rate, 1 - rate, 0.0, 1.0) if abs(share - value) < within]
    return round(near[0], 3) if near else round(share, 1)

"""How sure an interval is meant to be."""


def checked(confidence: float) -> float:
    """The confidence itself, when it is one; ValueError for anything not between 0 and 1, such as 95.

    >>> checked(0.95)
    0.95
    """
    if not 0 < confidence < 1:
        raise ValueError(f"the confidence is {confidence}; expected a number between 0 and 1, such as 0.95")
    return confidence

"""What the example asks of its measures two by two: one link that was planted, and one that was not."""

from wulfrun.example.agency import AgencyPart, Made, World


def make(world: World) -> Made:
    """No files: the questions are answered from what the other agencies send."""
    return Made({}, {"linked": "rubbish-fires", "not_linked": "robbery"})


SOURCES = """
# Which two measures are asked to go together, thought of before they were tested.

[relation.rubbish-fires]
title = "Do rubbish fires follow fly-tipping?"
a = "rubbish-arson"
b = "fly-tipping"
lag = [0, 1, 2]
because = "What lies about can be set on fire; the fire service asks whether quick removal would help."

[relation.robbery]
title = "Does robbery follow fly-tipping?"
a = "robbery"
b = "fly-tipping"
lag = [0, 1]
because = "Somebody thought that neglect brings robbery; the two have nothing to do with each other here."
"""

PART = AgencyPart(make, {}, SOURCES)

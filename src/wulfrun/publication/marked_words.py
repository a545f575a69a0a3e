"""Words that pages translate and no template holds: titles of pages, statuses, levels of areas, months."""

from wulfrun.publication.language import message

TITLES = (
    message("What has changed"),
    message("Definitions"),
    message("Accessibility statement"),
    message("Search"),
    message("Editions"),
)
STATUSES = (
    message("Achieved"),
    message("Not achieved"),
    message("On track"),
    message("At risk"),
    message("Off track"),
    message("Cannot be said"),
    message("Planned"),
    message("Under way"),
    message("Done"),
    message("Late"),
    message("Complete"),
    message("Missing"),
    message("Partial"),
)
LABELS = (
    message("Going the right way"),
    message("Going the wrong way"),
    message("Latest figure"),
    message("No clear change"),
    message("Neither good nor bad"),
    message("Priority neighbourhood"),
)
LEVELS = (
    message("small area"),
    message("neighbourhood"),
    message("ward"),
    message("district"),
    message("police force area"),
    message("small areas"),
    message("neighbourhoods"),
    message("wards"),
    message("districts"),
    message("police force areas"),
)
HEADINGS = (
    message("What has changed here"),
    message("What people here said, and what was done"),
    message("What you asked the neighbourhood team for"),
    message("Did it work?"),
    message("How to have your say"),
    message("Who we are"),
    message("What we put first"),
    message("What got better"),
    message("What got worse"),
    message("What we are not sure about"),
    message("What you told us, and what we did"),
    message("What you can do"),
    message("Read more"),
)
MONTHS = (
    message("January"),
    message("February"),
    message("March"),
    message("April"),
    message("May"),
    message("June"),
    message("July"),
    message("August"),
    message("September"),
    message("October"),
    message("November"),
    message("December"),
    message("the 12 months to"),
)

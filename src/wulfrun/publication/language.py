"""The words of pages in the language a partnership publishes in: English, or Welsh where they are translated.

Words of templates and marked words of modules are messages of a gettext catalogue (`locale/`). A sentence
made from figures stays English.
"""

import re
from functools import lru_cache
from gettext import NullTranslations
from importlib.resources import files
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from markupsafe import Markup

from wulfrun.assessment.wording import when

_MONTHS = re.compile("January|February|March|April|May|June|July|August|September|October|November|December")
_YEAR_TO = "the 12 months to "
TAGS = {"en": "en-GB", "cy": "cy"}


def message(text: str) -> str:
    """Mark a text of a module as one that pages translate; it is given back as it is."""
    return text


@lru_cache(maxsize=4)
def translations(language: str) -> NullTranslations:
    """The catalogue of a language; English needs none.

    Messages that no Welsh speaker has checked (marked fuzzy) are used too.
    """
    if language == "en":
        return NullTranslations()
    path = files("wulfrun.publication") / "locale" / language / "LC_MESSAGES" / "wulfrun.po"
    with path.open("rb") as file:
        catalogue = read_po(file, language)
    written = BytesIO()
    write_mo(written, catalogue, use_fuzzy=True)
    written.seek(0)
    return Translations(written, domain="wulfrun")


def translated(language: str, text: object) -> str:
    """A title, label or head of a column in a language; as it is where it has no translation.

    >>> translated("en", "Overview")
    'Overview'
    """
    words = str(text)
    return translations(language).gettext(words) if words else words


def lang_of(language: str, text: object) -> Markup:
    """The attribute that says a text is English, where the page is not and the text is not translated.

    >>> str(lang_of("en", "Burglary")), str(lang_of("cy", "a text that nobody translated"))
    ('', ' lang="en-GB"')
    """
    if language == "en" or translated(language, text) != str(text):
        return Markup("")
    return Markup(' lang="{}"').format(TAGS["en"])


def when_in(language: str, name: str) -> str:
    """A period in words, its months in a language.

    >>> when_in("en", "year to 2008-03")
    'the 12 months to March 2008'
    """
    text = when(name)
    if language == "en":
        return text
    if text.startswith(_YEAR_TO):
        text = translated(language, _YEAR_TO.strip()) + " " + text.removeprefix(_YEAR_TO)
    return _MONTHS.sub(lambda found: translated(language, found[0]), text)

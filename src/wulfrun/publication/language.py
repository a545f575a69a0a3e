"""The words of pages in the language a partnership publishes in: English, or Welsh where they are translated.

Words of templates and marked words of modules are messages of a gettext catalogue (`locale/`). A sentence
made from figures stays English.
"""

from functools import lru_cache
from gettext import NullTranslations
from importlib.resources import files
from io import BytesIO

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

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

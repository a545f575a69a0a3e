"""How hard a text is to read: the Flesch-Kincaid grade, counted here so that it needs no dictionary.

Syllables are counted by rule, as English spells them. Figures and symbols count as one syllable, as Flesch
counts them; hyphens join a word. A colon or semicolon ends no sentence, which is stricter than Flesch.
"""

import re

HARDEST = 9.0

_SENTENCE_END = re.compile(r"[.!?]+[”’\"')]*(?=\s|$)|\n+")
_WORD = re.compile(r"[^\W_]+(?:[,.'’\u2212-][^\W_]+)*%?")
_GROUP = re.compile("[aeiouy]+")
_SPLIT = re.compile("i[ao](?!u)|area$|iu|[aeiou]ing|eo|ua(?!r[dr])|uou|[^gq]uie|[dlr]ea[tl]e|rea[cls]t|tuous")
_JOINED = re.compile("[cgst]i[ao]|[st]ious|[aeo]y[aeiou]?$|people|eou|gui|qua|geo?n")
_SILENT = re.compile("(?<=[^aeiouy])(?:es?|ed)$")
_SOUNDED = re.compile("(?:[td]ed|[cgsxz]es|[sc]hes|[^aeiouylr]les?|[^aeiouyr]re)$")
_MUTE_INSIDE = re.compile(
    "(?<=[a-z][^aeiouy])e(?=(?:ly|less|ful|ment|ments|some|hood|where|body|thing|side|work|ness)$)"
)
# Parts of joined words whose first ends in a mute e.
_COMPOUNDS = re.compile(
    "^(?:home|house|fire|some|here|there|where|safe|wide|time|life|more|fore)(?=[a-z]{3})"
)


def syllables(word: str) -> int:
    """The syllables of a word, by rule; of a figure 1.

    >>> [syllables(word) for word in ("fell", "quarter", "burglary", "neighbourhood", "2,590")]
    [1, 2, 3, 3, 1]
    """
    return sum(_of_part(part) for part in re.split("[-\u2212]", word) if part) or 1


def _of_part(part: str) -> int:
    letters = re.sub("['’]s?|[^a-z]", "", part.lower())
    if not letters or not part[0].isalpha():
        return 1
    if compound := _COMPOUNDS.match(letters):
        rest = letters[compound.end() :]
        if rest not in ("ly", "ty", "less", "ful"):
            return 1 + _simple(rest)
    return _simple(letters)


def _simple(letters: str) -> int:
    bare = _MUTE_INSIDE.sub("", letters)
    if len(bare) > 3 and not _SOUNDED.search(bare):
        bare = _SILENT.sub("", bare)
    found = len(_GROUP.findall(bare))
    found += len(_SPLIT.findall(bare)) - len([each for each in _JOINED.findall(bare) if _SPLIT.search(each)])
    return max(1, found)


def words(text: str) -> list[str]:
    """The words of a text, figures too.

    >>> words("It fell by 3.5%, from 3,100.")
    ['It', 'fell', 'by', '3.5%', 'from', '3,100']
    """
    return _WORD.findall(text)


def sentences(text: str) -> list[str]:
    """The sentences of a text; a line ends one.

    >>> sentences("It fell by 3.5%. Are we sure? Yes.")
    ['It fell by 3.5%', 'Are we sure', 'Yes']
    """
    return [each.strip() for each in _SENTENCE_END.split(text) if words(each)]


def reading_grade(text: str) -> float:
    """The Flesch-Kincaid grade: the years of school in the United States that a text asks for.

    0.39 words per sentence + 11.8 syllables per word - 15.59; NaN where there is no word.
    Source: Kincaid, Fishburne, Rogers & Chissom 1975 (Research Branch Report 8-75).

    >>> round(reading_grade("The cat sat on the mat."), 2)
    -1.45
    """
    found = words(text)
    if not found:
        return float("nan")
    spoken = sum(syllables(word) for word in found)
    return 0.39 * len(found) / len(sentences(text)) + 11.8 * spoken / len(found) - 15.59

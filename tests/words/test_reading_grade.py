"""The reading grade agrees with published worked examples and with syllables counted by hand."""

from math import isnan

import pytest

from wulfrun.words.reading_grade import reading_grade, sentences, syllables, words

BY_HAND = {
    1: "the fell rose by from half third sure year homes crime fires than more less worse told asked done "
    "gates locks young stayed changed reached called helped cars streets made clear night noise",
    2: "quarter robbers people drinking litter damage thousand council fewer places rubbish dealing fairly "
    "police something around between against women towards worried answered",
    3: "burglary robbery neighbourhood violence criminal vehicle residents together area library another "
    "officers reported graffiti hospital november usual",
    4: "community priority priorities authority january february anti-social",
}


@pytest.mark.parametrize(
    ("count", "word"), [(n, word) for n, text in BY_HAND.items() for word in text.split()]
)
def test_syllables_are_counted_as_by_hand(count: int, word: str) -> None:
    assert syllables(word) == count


# The article "Flesch-Kincaid readability tests" (Wikipedia) gives them reading ease 116 and 69: 6 words of 6
# syllables, and 16 of 23.
PUBLISHED = {
    "The cat sat on the mat.": (6, 6, -1.45),
    "This sentence, taken as a reading passage unto itself, is being used to prove a point.": (16, 23, 7.61),
}


@pytest.mark.parametrize(("text", "told"), PUBLISHED.items())
def test_the_grade_agrees_with_published_worked_examples(text: str, told: tuple[int, int, float]) -> None:
    number, spoken, grade = told
    assert len(words(text)) == number
    assert sum(syllables(word) for word in words(text)) == spoken
    assert reading_grade(text) == pytest.approx(grade, abs=0.01)


def test_words_that_are_spoken_in_two_ways_count_as_the_longer_so_that_no_text_seems_easier() -> None:
    # The same article gives it 13 words of 24 syllables and grade 11.3: "Austral-ian", "reptil-ian".
    text = "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature."
    assert len(words(text)) == 13
    assert 24 <= sum(syllables(word) for word in words(text)) <= 26
    assert 11.26 < reading_grade(text) < 13.1


def test_the_easiest_sentence_has_the_lowest_grade_there_is() -> None:
    assert reading_grade("Go.") == pytest.approx(-3.40)


def test_a_figure_is_one_word_of_one_syllable_and_its_point_ends_no_sentence() -> None:
    assert words("It fell by 3.5%, to 2,590.") == ["It", "fell", "by", "3.5%", "to", "2,590"]
    assert sentences("It fell by 3.5%. It is 2,590 now.") == ["It fell by 3.5%", "It is 2,590 now"]
    assert syllables("2,590") == syllables("3.5%") == 1


def test_a_text_without_words_has_no_grade() -> None:
    assert isnan(reading_grade(" – . "))

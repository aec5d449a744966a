"""Paragraph numbers stay with their paragraphs, and none is ever given twice."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.paragraphs import align, fill

WATER = "<p>The six countries share the water of one river and its many tributaries.</p>"
FISH = "<p>Fish stocks recovered in the wet season, said the experts from Cambodia.</p>"
AIR = "<p>Haze from burning fields was the subject of the afternoon session.</p>"
THANKS = "<p>Thank you.</p>"


def joined(*blocks: str) -> str:
    return "<p>" + " ".join(block[3:-4] for block in blocks) + "</p>"


def test_unchanged_blocks_keep_their_numbers():
    assert align([WATER, FISH], ["1", "2"], [WATER, FISH]) == ["1", "2"]


def test_a_new_block_has_no_number():
    assert align([WATER, FISH], ["1", "2"], [WATER, AIR, FISH]) == ["1", "", "2"]


def test_a_removed_block_takes_its_number_along():
    assert align([WATER, AIR, FISH], ["1", "2", "3"], [WATER, FISH]) == ["1", "3"]


def test_a_block_that_takes_the_place_of_another_does_not_take_its_number():
    assert align([WATER, AIR], ["1", "2"], [WATER, FISH]) == ["1", ""]


def test_a_moved_block_takes_its_number_along():
    assert align([WATER, FISH, AIR], ["1", "2", "3"], [AIR, WATER, FISH]) == ["3", "1", "2"]


def test_a_moved_block_is_known_beside_an_edited_one():
    edited = WATER.replace("six", "6")
    assert align([WATER, FISH, AIR], ["1", "2", "3"], [AIR, edited, FISH]) == ["3", "1", "2"]


def test_formatting_changes_no_number():
    bold = "<h2>" + WATER[3:-4].replace("river", "<strong>river</strong>") + "</h2>"
    assert align([WATER, FISH], ["1", "2"], [FISH, bold]) == ["2", "1"]


def test_an_edited_block_keeps_its_number():
    edited = WATER.replace("many tributaries", "lakes").replace("The six", "All six")
    assert align([FISH, WATER], ["1", "2"], [FISH, AIR, edited]) == ["1", "", "2"]


def test_a_block_cut_down_to_one_sentence_keeps_its_number():
    cut = "<p>The six countries share the water.</p>"
    assert align([joined(WATER, FISH, AIR)], ["1"], [cut]) == ["1"]


def test_a_few_common_words_do_not_make_a_successor():
    assert align([joined(WATER, FISH)], ["1"], ["<p>The experts of the six.</p>"]) == [""]


def test_a_split_leaves_the_number_to_the_first_part():
    assert align([joined(WATER, FISH)], ["1"], [WATER, FISH]) == ["1", ""]


@pytest.mark.parametrize("first", ["<p>Yes.</p>", "<p>Yes, they do.</p>"])
def test_a_split_leaves_the_number_to_a_short_first_part(first):
    whole = joined(first, WATER, FISH)
    assert align([whole], ["1"], [first, joined(WATER, FISH)]) == ["1", ""]


def test_a_merge_keeps_the_number_of_the_first():
    assert align([WATER, FISH, AIR], ["1", "2", "3"], [joined(WATER, FISH), AIR]) == ["1", "3"]


def test_a_merge_keeps_the_number_of_a_short_first():
    assert align([THANKS, FISH], ["1", "2"], [joined(THANKS, FISH)]) == ["1"]


def test_a_merge_keeps_the_only_number_there_is():
    assert align([WATER, FISH], ["", "2"], [joined(WATER, FISH)]) == ["2"]


def test_a_block_said_twice_is_known_by_its_neighbors():
    old = [THANKS, WATER, THANKS, FISH]
    assert align(old, ["1", "2", "3", "4"], [WATER, THANKS, FISH]) == ["2", "3", "4"]


def test_pictures_are_told_apart():
    first, second = (f'<p><img alt="" src="/media/{name}.png"></p>' for name in "ab")
    assert align([first, second], ["1", "2"], [second]) == ["2"]


def test_text_without_spaces_between_words_keeps_its_number_when_edited():
    old, new = "<p>六国共享一条河流的水资源和生态。</p>", "<p>六个国家共享一条河流的水资源。</p>"
    assert align([old], ["1"], [AIR, new]) == ["", "1"]


def test_numbers_of_another_text_are_not_carried_over():
    assert align([WATER, FISH], ["1"], [WATER]) == [""]


def test_the_first_numbers_run_through_the_report():
    assert fill([["", ""], [], [""]], []) == [["1", "2"], [], ["3"]]


def test_an_insertion_is_named_after_the_number_before_it():
    assert fill([["6", "7", "", ""], ["8"]], ["6", "7", "8"]) == [["6", "7", "7a", "7b"], ["8"]]


def test_an_insertion_skips_what_was_ever_used():
    assert fill([["7", "", "8"]], ["7", "7a", "8"]) == [["7", "7b", "8"]]


def test_after_7z_comes_7aa():
    used = ["7", "8", *(f"7{letter}" for letter in "abcdefghijklmnopqrstuvwxyz")]
    assert fill([["7", "", "", "8"]], used) == [["7", "7aa", "7ab", "8"]]


def test_a_block_before_the_first_number_is_0a():
    assert fill([["", "", "1"]], ["1"]) == [["0a", "0b", "1"]]


def test_blocks_at_the_end_continue_after_the_highest_number_ever_used():
    assert fill([["1"], ["", ""]], ["1", "2", "2a"]) == [["1"], ["3", "4"]]


def test_a_report_written_anew_continues_the_numbers():
    assert fill([["", ""]], ["1", "2"]) == [["3", "4"]]


WORDS = ["water", "fish", "river", "haze", "law", "six", "the", "of"]
sentences = st.lists(st.sampled_from(WORDS), max_size=6)
texts = st.lists(sentences.map(lambda words: f"<p>{' '.join(words)}</p>"), max_size=6)


@settings(deadline=None)
@given(texts)
def test_a_text_is_aligned_with_itself(text):
    numbers = [str(index) for index in range(len(text))]
    assert align(text, numbers, text) == numbers


@settings(deadline=None)
@given(texts, texts)
def test_no_number_is_carried_to_two_blocks_or_invented(old, new):
    numbers = [str(index) for index in range(len(old))]
    carried = [number for number in align(old, numbers, new) if number]
    assert len(carried) == len(set(carried))
    assert set(carried) <= set(numbers)


@settings(deadline=None)
@given(st.lists(st.lists(texts, min_size=3, max_size=3), max_size=6))
def test_over_any_history_numbers_are_unique_and_none_comes_back(history):
    report, numbers, used = [[], [], []], [[], [], []], []
    for edition in history:
        before = {number for text in numbers for number in text}
        numbers = [align(*part) for part in zip(report, numbers, edition, strict=True)]
        carried = {number for text in numbers for number in text} - {""}
        assert carried <= before
        numbers = fill(numbers, used)
        shown = [number for text in numbers for number in text]
        assert "" not in shown
        assert len(shown) == len(set(shown))
        assert not (set(shown) - carried) & set(used)
        assert fill(numbers, used) == numbers
        used = sorted({*used, *shown})
        report = edition

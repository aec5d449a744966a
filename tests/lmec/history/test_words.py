"""Two texts beside each other, word by word."""

from lmec.history.words import Piece, Stretch, compared, in_pieces


def marked(before: str, after: str) -> str:
    signs = {"same": "{}", "added": "+{}+", "removed": "-{}-", "left-out": "{}"}
    return "".join(signs[piece.kind].format(piece.text) for piece in in_pieces(before, after))


def test_words_are_marked_and_not_letters():
    assert marked("He opened the meeting in Beijing.", "She opened the meeting in Vientiane.") == (
        "-He-+She+ opened the meeting in -Beijing-+Vientiane+."
    )


def test_words_changed_in_a_row_are_marked_as_one():
    assert marked(
        "They agreed on two small plans today.", "They agreed on one large plan today."
    ) == ("They agreed on -two small plans-+one large plan+ today.")


def test_chinese_is_compared_by_character():
    assert marked("澜沧江湄公河合作", "澜沧江环境合作") == "澜沧江-湄公河-+环境+合作"


def test_letters_keep_their_marks():
    assert marked("การประชุม ครั้งที่ สอง", "การประชุม ครั้งที่ สาม") == "การประชุม ครั้งที่ -สอง-+สาม+"


def test_sentences_with_little_in_common_stand_one_after_the_other():
    assert in_pieces("Water was discussed.", "Nobody spoke on soil") == [
        Piece("removed", "Water was discussed."),
        Piece("added", "Nobody spoke on soil"),
    ]


def test_long_runs_of_the_same_words_are_shortened():
    words = " ".join(f"word{n}" for n in range(200))
    shown = marked(f"{words} end", f"{words} close")
    assert shown.startswith("word0 word1 ")
    assert "…" in shown
    assert shown.endswith("word199 -end-+close+")
    assert len(shown) < len(words) / 2


def test_a_long_stretch_of_paragraphs_that_stay_is_folded():
    same = ["A paragraph that stays as it is. " * 10, "Another."]
    stretches = compared([*same, "Old."], [*same, "Old.", "New."])
    assert [stretch.is_folded for stretch in stretches] == [True, False]
    assert stretches[1] == Stretch([[Piece("added", "New.")]])

from lmec.search.extract import extract, share
from lmec.search.query import parse


def shown(text: str, query: str) -> str:
    """The extract with its marks in brackets."""
    pieces = extract(text, parse(query))
    return "".join(f"[{piece.text}]" if piece.marked else piece.text for piece in pieces)


def test_the_words_asked_for_are_marked_as_they_stand_in_the_text():
    text = "Progress in Water Quality, and in water."
    assert shown(text, "water quality") == "Progress in [Water] [Quality], and in [water]."


def test_a_phrase_is_marked_whole_and_only_where_it_is_one():
    assert shown("Water and water quality.", '"water quality"') == "Water and [water quality]."


def test_the_beginning_of_the_last_word_marks_the_whole_word():
    assert shown("Sustainable infrastructure", "infra") == "Sustainable [infrastructure]"


def test_accents_and_case_make_no_difference():
    assert shown("Un résumé des échanges", "RESUME") == "Un [résumé] des échanges"


def test_words_inside_running_text_are_marked():
    assert shown("澜沧江-湄公河环境合作", "环境合作") == "澜沧江-湄公河[环境合作]"
    assert shown("ความร่วมมือด้านสิ่งแวดล้อม", "สิ่งแวดล้อม") == "ความร่วมมือด้าน[สิ่งแวดล้อม]"


def test_a_long_text_is_cut_between_words_around_the_first_match():
    text = "word " * 100 + "needle " + "word " * 100
    cut = shown(text, "needle")
    assert cut.startswith("…word")
    assert cut.endswith("word…")
    assert "[needle]" in cut
    assert len(cut) < 260


def test_a_text_without_the_words_is_shown_from_its_beginning():
    assert shown("A short text.", "elsewhere") == "A short text."


def test_the_share_counts_each_term_once():
    query = parse("water quality air")
    assert share("Water, water and quality", query) == 2

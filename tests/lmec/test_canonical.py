"""The one address of a page."""

from types import SimpleNamespace

from lmec.canonical import canonical_page, canonical_url


def test_what_was_asked_for_is_no_part_of_the_address(rf):
    assert canonical_url(rf.get("/events/?q=a")) == "http://127.0.0.1:8000/events/"


def test_what_makes_another_page_is(rf):
    request = rf.get("/organizations/?letter=b")
    assert canonical_url(request, letter="B") == "http://127.0.0.1:8000/organizations/?letter=B"
    assert canonical_url(request, letter="") == "http://127.0.0.1:8000/organizations/"


def test_the_first_page_of_a_list_is_the_list(rf):
    request = rf.get("/people/?page=1")
    first, second = SimpleNamespace(number=1), SimpleNamespace(number=2)
    assert canonical_page(request, first) == "http://127.0.0.1:8000/people/"
    assert canonical_page(request, second) == "http://127.0.0.1:8000/people/?page=2"

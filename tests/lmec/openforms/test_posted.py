"""Forms as a browser sends them."""

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from lmec.openforms.posted import as_sent, put, read_rows, write_rows


def test_rows_that_are_left_out_give_the_others_their_places():
    data = QueryDict(
        "title=A&photos-TOTAL_FORMS=4&photos-INITIAL_FORMS=2&photos-0-id=7&photos-1-id=8"
        "&photos-1-tags=a&photos-1-tags=b&photos-1-DELETE=on&photos-2-alt=New&photos-2-0-alt=x"
        "&photos-9-alt=beyond",
        mutable=True,
    )
    picture = SimpleUploadedFile("a.png", b"")
    files = MultiValueDict({"photos-3-image": [picture]})
    first, second, new, upload = read_rows(data, files, "photos")
    assert [row.is_removed for row in (first, second)] == [False, True]
    second.add_again()
    second.keep()
    assert write_rows(data, files, "photos", [second, new, upload]) == [second, new, upload]
    assert dict(data.lists()) == {
        "title": ["A"],
        "photos-TOTAL_FORMS": ["3"],
        "photos-INITIAL_FORMS": ["0"],
        "photos-0-id": [""],
        "photos-0-tags": ["a", "b"],
        "photos-1-alt": ["New"],
        "photos-2-0-alt": ["x"],  # of another kind of row
    }
    assert dict(files.lists()) == {"photos-2-image": [picture]}


@pytest.mark.parametrize("total", ["", "x", "-1", "9" * 30])
def test_a_form_that_does_not_say_how_many_rows_it_has_has_none(total):
    data = QueryDict(f"photos-TOTAL_FORMS={total}&photos-0-id=7")
    assert read_rows(data, MultiValueDict(), "photos") == []


@pytest.mark.parametrize(
    ("field", "value", "sent"),
    [
        (forms.CharField(), None, {"f": [""]}),
        (forms.BooleanField(), True, {"f": ["on"]}),
        (forms.BooleanField(), False, {}),
        (forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")]), ["b"], {"f": ["b"]}),
        (forms.ChoiceField(choices=[("a", "A")]), "a", {"f": ["a"]}),
        (forms.FileField(), "a.pdf", {}),
        (forms.SplitDateTimeField(), None, {"f_0": [""], "f_1": [""]}),
    ],
)
def test_every_kind_of_field_is_sent_as_a_browser_sends_it(field, value, sent):
    assert as_sent(field, "f", value) == sent
    data = MultiValueDict({"f": ["old"], "f_0": ["old"], "g": ["stays"]})
    put(data, field, "f", value)
    assert data.pop("g") == ["stays"]
    assert field.widget.value_from_datadict(data, {}, "f") == field.widget.value_from_datadict(
        MultiValueDict(sent), {}, "f"
    )

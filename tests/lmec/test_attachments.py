"""Documents from a form to a visitor's download."""

from contextlib import closing

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.http import Http404
from django.test.utils import isolate_apps
from hypothesis import given
from hypothesis import strategies as st

from lmec.attachments import (
    AttachmentFileField,
    Description,
    attachment_storage,
    count_pages,
    describe,
    download,
    download_name,
)
from tests.lmec.samples import HTML, office, pdf, upload

with isolate_apps("lmec"):

    class Paper(models.Model):
        title = models.CharField(max_length=20)
        file = AttachmentFileField()

        class Meta:
            app_label = "lmec"

    class PaperForm(forms.ModelForm):
        class Meta:
            model = Paper
            fields = ["title", "file"]


def form(content: bytes, name="agenda.pdf") -> PaperForm:
    return PaperForm({"title": "Agenda"}, {"file": SimpleUploadedFile(name, content)})


def stored(paper: Paper):
    """The file as `save` would leave it, without a table to save the row in."""
    return Paper._meta.get_field("file").pre_save(paper, add=True)


def test_document_from_a_form_is_stored_under_a_random_name_with_its_true_ending(settings):
    file = stored(form(office(), "../Agenda of the meeting.DOCX").save(commit=False))
    assert len(file.name) == len(".docx") + 32
    assert file.name.endswith(".docx")
    folder = settings.STORAGES["attachments"]["OPTIONS"]["location"]
    assert (folder / file.name).read_bytes() == office()


def test_document_assigned_in_code_is_examined_too():
    assert len(stored(Paper(file=upload(pdf(), "../x.pdf"))).name) == len(".pdf") + 32
    with pytest.raises(ValidationError):
        stored(Paper(file=upload(HTML, "x.pdf")))
    assert len(storages["attachments"].listdir("")[1]) == 1


def test_form_refuses_with_a_sentence_and_keeps_what_was_typed():
    refused = form(HTML)
    assert refused.errors == {
        "file": [
            "This is a web page. "
            "Attach a PDF, an Office or OpenDocument file, or a zip archive of these."
        ]
    }
    assert 'value="Agenda"' in refused.as_p()


def test_form_takes_a_document_of_any_name_length():
    assert form(pdf(), "長" * 150 + ".pdf").errors == {}


def test_form_asks_for_the_kinds_it_takes():
    accept = 'accept=".pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.doc,.xls,.ppt,.zip"'
    assert accept in PaperForm().as_p()


def test_migrations_see_djangos_own_field_and_no_folder_of_this_machine():
    field = Paper._meta.get_field("file")
    for each in (field, field.clone()):
        _name, path, args, kwargs = each.deconstruct()
        assert (path, args) == ("django.db.models.FileField", [])
        assert kwargs == {"upload_to": "", "storage": attachment_storage}


@pytest.mark.parametrize(
    ("content", "name", "format", "pages"),
    [
        (pdf(3), "a.pdf", "PDF", 3),
        (pdf(3, password="x"), "a.pdf", "PDF", None),
        (office(), "a.docx", "Word", None),
    ],
)
def test_description_says_format_size_and_pages(content, name, format, pages):
    paper = form(content, name).save(commit=False)
    expected = Description(format, len(content), pages)
    assert describe(paper.file) == expected
    file = stored(paper)
    with file.open():
        assert describe(file) == expected


@given(st.binary(max_size=300))
def test_counting_pages_never_fails(middle):
    assert count_pages(upload(b"%PDF-1.7\n" + middle + b"\n%%EOF")) is None
    whole = pdf(2)
    assert count_pages(upload(whole[:300] + middle + whole[300:])) in (None, 1, 2)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Agenda", "Agenda.pdf"),
        ("  Agenda:\n day 1/2 \x00", "Agenda day 1 2.pdf"),
        ("../../etc/passwd", "etc passwd.pdf"),
        ("..", "attachment.pdf"),
        ("", "attachment.pdf"),
        ("會議議程", "會議議程.pdf"),
        ("Agenda \u202efdp.exe", "Agenda fdp.exe.pdf"),
        ("會" * 200, "會" * 80 + ".pdf"),
    ],
)
def test_download_is_named_after_the_title_in_any_script(title, name):
    assert download_name(title, "pdf") == name


@given(st.text())
def test_every_title_makes_a_name_that_any_file_system_takes(title):
    name = download_name(title, "docx")
    assert (
        len(name.encode()) <= 255 + 80
    )  # four bytes are for emoji, which some systems count as two
    assert not set(name) & set('\\/:*?"<>|\0\r\n')


def test_download_can_do_nothing_in_the_site():
    response = download(stored(Paper(file=upload(pdf(), "a.pdf"))), "會議 agenda")
    with closing(response.file_to_stream):
        assert b"".join(response.streaming_content) == pdf()
    assert response.headers == {
        "Content-Type": "application/pdf",
        "Content-Length": str(len(pdf())),
        "Content-Disposition": "attachment; filename*=utf-8''%E6%9C%83%E8%AD%B0%20agenda.pdf",
        "Cache-Control": "public, max-age=300",
        "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
    }


def test_document_whose_file_is_lost_is_not_found():
    with pytest.raises(Http404):
        download(Paper(file="0.pdf").file, "Agenda")

"""Rich text is clean on every way into the database, and an editor's habits change nothing."""

import pytest
from django import forms
from django.core import serializers
from django.db import connection, models
from django.forms import modelform_factory

from lmec.richtext import (
    Paragraph,
    RichTextField,
    RichTextFormField,
    blocks,
    check_widget,
    clean_html,
    paragraphs,
    plain,
    shift_headings,
)
from organizations.models import Organization
from tests.factories import organization

DIRTY = "<p onclick='x()'>The <b>river</b></p>\n<script>alert(1)</script>"
CLEAN = "<p>The <strong>river</strong></p>"


def stored(body):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT description FROM organizations_organization WHERE id = %s", [body.pk]
        )
        return cursor.fetchone()[0]


@pytest.mark.django_db
class TestEveryWayIn:
    def test_create_cleans(self):
        body = organization(description=DIRTY)
        assert (body.description, stored(body)) == (CLEAN, CLEAN)

    def test_save_cleans(self):
        body = organization()
        body.description = DIRTY
        body.save(update_fields=["description"])
        assert (body.description, stored(body)) == (CLEAN, CLEAN)

    def test_bulk_create_cleans(self):
        [body] = Organization.objects.bulk_create(
            [Organization(name="A", slug="a", description=DIRTY)]
        )
        assert stored(body) == CLEAN

    def test_bulk_update_cleans(self):
        body = organization()
        body.description = DIRTY
        Organization.objects.bulk_update([body], ["description"])
        assert stored(body) == CLEAN

    def test_update_cleans(self):
        body = organization()
        Organization.objects.update(description=DIRTY)
        assert stored(body) == CLEAN

    def test_update_or_create_cleans(self):
        body = organization()
        Organization.objects.update_or_create(pk=body.pk, defaults={"description": DIRTY})
        assert stored(body) == CLEAN

    def test_loading_a_fixture_cleans(self):
        body = organization(description="<p>old</p>")
        fixture = serializers.serialize("json", [body]).replace(
            "<p>old</p>", "<p>new</p><script>alert(1)</script>"
        )
        for loaded in serializers.deserialize("json", fixture):
            loaded.save()
        assert stored(body) == "<p>new</p>"

    def test_an_expression_passes_through(self):
        body = organization(description="<p>old</p>")
        Organization.objects.update(description=models.F("description"))
        assert stored(body) == "<p>old</p>"


def test_migrations_do_not_know_the_field():
    _, path, args, kwargs = RichTextField("body").deconstruct()
    assert (path, args) == ("django.db.models.TextField", [])
    assert kwargs == {"verbose_name": "body", "blank": True, "default": ""}


class TestFormField:
    def test_the_setting_names_the_widget_whatever_is_passed(self, settings):
        settings.RICHTEXT_WIDGET = "django.forms.TextInput"
        field = RichTextField().formfield(widget=forms.Textarea)
        assert type(field.widget) is forms.TextInput

    def test_the_admin_shows_the_editor_too(self, settings):
        settings.RICHTEXT_WIDGET = "django.forms.TextInput"
        form = modelform_factory(
            Organization, fields=["description"], widgets={"description": forms.Textarea}
        )
        assert type(form.base_fields["description"].widget) is forms.TextInput

    def test_it_gives_the_canonical_form(self):
        assert RichTextFormField().clean(DIRTY) == CLEAN

    def test_a_text_without_words_does_not_fill_a_required_field(self):
        with pytest.raises(forms.ValidationError):
            RichTextFormField().clean("<p>&nbsp;</p>")

    def test_nothing_is_an_empty_text(self):
        assert RichTextFormField(required=False).clean(None) == ""

    @pytest.mark.parametrize("data", [CLEAN, f"\r\n{CLEAN}\r\n\r\n", f"{CLEAN}<p>&nbsp;</p>"])
    def test_another_format_of_the_source_is_no_change(self, data):
        assert not RichTextFormField().has_changed(CLEAN, data)

    @pytest.mark.parametrize("data", ["", None, "<p>&nbsp;</p>"])
    def test_an_empty_editor_is_no_change_of_an_empty_text(self, data):
        assert not RichTextFormField().has_changed(None, data)

    @pytest.mark.parametrize("data", ["", "<p>The river</p>", CLEAN.replace("river", "rivers")])
    def test_other_words_or_marks_are_a_change(self, data):
        assert RichTextFormField().has_changed(CLEAN, data)

    def test_a_disabled_field_never_changes(self):
        assert not RichTextFormField(disabled=True).has_changed(CLEAN, "")


class TestCheck:
    def test_the_setting_of_the_site_names_a_widget(self):
        assert check_widget(None) == []

    @pytest.mark.parametrize("path", ["", "nowhere", "no.where", "django.forms.CharField"])
    def test_a_setting_that_names_no_widget_is_an_error(self, settings, path):
        settings.RICHTEXT_WIDGET = path
        [error] = check_widget(None)
        assert (error.id, bool(error.hint)) == ("lmec.E001", True)

    def test_a_form_survives_the_wrong_setting_so_that_the_check_can_say_so(self, settings):
        settings.RICHTEXT_WIDGET = "no.where"
        assert type(RichTextFormField().widget) is forms.Textarea


def test_blocks_are_the_top_level_elements():
    parts = [
        "<h2>a</h2>",
        '<p lang="lo">b</p>',
        "<ul><li>c<ul><li>d</li></ul></li></ul>",
        "<hr>",
        "<blockquote><p>e</p><p>f</p></blockquote>",
        "<table><tbody><tr><td><p>g</p><p>h</p></td></tr></tbody></table>",
        '<figure><img alt="" src="/media/a.png"><figcaption>i</figcaption></figure>',
    ]
    assert clean_html("".join(parts)) == "".join(parts)
    assert blocks("".join(parts)) == parts


def test_an_empty_text_has_no_blocks():
    assert blocks("") == []


def test_plain_text_has_spaces_where_blocks_and_lines_end():
    html = "<ul><li>The <em>ri</em>ver</li><li>a&nbsp;&amp;<br>b</li></ul>"
    assert plain(html) == "The river a & b"


def test_headings_move_below_the_section_they_stand_in():
    html = "<h2>a</h2><p>&lt;h2&gt;</p><h4>b</h4>"
    assert shift_headings(html, 1) == "<h3>a</h3><p>&lt;h2&gt;</p><h5>b</h5>"


def test_headings_go_no_lower_than_the_sixth_level():
    assert shift_headings("<h4>a</h4>", 3) == "<h6>a</h6>"


def test_each_block_has_its_number():
    assert paragraphs("<p>a</p><ul><li>b</li></ul>", ["7", "7a"]) == [
        Paragraph("7", "<p>a</p>"),
        Paragraph("7a", "<ul><li>b</li></ul>"),
    ]


def test_blocks_go_without_numbers_that_do_not_fit_them():
    assert paragraphs("<p>a</p><p>b</p>", ["7"]) == [
        Paragraph("", "<p>a</p>"),
        Paragraph("", "<p>b</p>"),
    ]

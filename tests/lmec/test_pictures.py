"""A model with a picture: what its forms accept, and what saving writes and keeps."""

import pytest
from django import forms
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, models, transaction
from django.template.loader import render_to_string
from django.test.utils import isolate_apps

from lmec.pictures import Picture, PictureField
from tests.lmec.samples import HTML, opened, picture, upload

# A form asks the database whether a row keeps the rules.
pytestmark = pytest.mark.django_db

with isolate_apps("lmec"):

    class Postcard(Picture):
        text = models.CharField(max_length=20)

        class Meta(Picture.Meta):
            app_label = "lmec"

    class PostcardForm(forms.ModelForm):
        class Meta:
            model = Postcard
            fields = ["text", "image", "alt", "is_decorative", "focal_x", "focal_y"]


@pytest.fixture
def postcards(transactional_db):
    """Postcards, in a table that lasts as long as the test."""
    with connection.schema_editor() as editor:
        editor.create_model(Postcard)
    yield Postcard._base_manager
    with connection.schema_editor() as editor:
        editor.delete_model(Postcard)


def form(content=None, name="a.jpg", instance=None, **data) -> PostcardForm:
    data = {"text": "Hello", "focal_x": 50, "focal_y": 50, **data}
    files = {"image": SimpleUploadedFile(name, content)} if content is not None else {}
    return PostcardForm(data, files, instance=instance)


def shown(card: Postcard):
    """The stored picture, read to its last pixel."""
    with card.image.open() as file:
        return opened(file)


def stored() -> set[str]:
    return set(default_storage.listdir("pictures")[1])


def test_form_stores_a_clean_picture_with_its_size(postcards):
    original = picture(size=(600, 400), comment=b"Secret")
    card = form(original, alt="A card").save()
    card.refresh_from_db()
    assert card.image.name.startswith("pictures/")
    assert (card.width, card.height) == shown(card).size == (600, 400)
    with card.image.open() as file:
        assert b"Secret" not in file.read()


def test_form_refuses_with_a_sentence_and_keeps_what_was_typed():
    refused = form(HTML, "a.jpg", text="Typed with care")
    assert refused.errors == {"image": ["This is a web page. Choose a JPEG, PNG or WebP picture."]}
    assert 'value="Typed with care"' in refused.as_p()


def test_form_takes_a_picture_of_any_name_length():
    assert "image" not in form(picture(), "長" * 150 + ".jpg").errors


def test_form_asks_for_the_formats_it_takes():
    assert 'accept="image/jpeg,image/png,image/webp"' in form().as_p()


def test_form_without_a_picture_needs_no_description():
    assert form().errors == {}


@pytest.mark.parametrize(("alt", "decorative"), [("A card", False), ("", True)])
def test_described_or_decorative_picture_is_accepted(alt, decorative):
    assert form(picture(), alt=alt, is_decorative=decorative).errors == {}


def test_picture_that_is_neither_described_nor_decorative_is_refused():
    assert form(picture()).errors == {
        "__all__": ["Describe the picture for people who cannot see it, or mark it as decorative."]
    }


@pytest.mark.parametrize(
    "values", [{"image": "pictures/a.jpg"}, {"focal_x": 101}, {"focal_y": 101}]
)
def test_database_refuses_what_the_form_would(postcards, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        postcards.bulk_create([Postcard(**{"width": 1, "height": 1, **values})])


@pytest.mark.parametrize(
    "save", [lambda card: card.save(), lambda card: Postcard._base_manager.bulk_create([card])]
)
def test_picture_assigned_in_code_is_cleaned_before_it_is_stored(postcards, save):
    """The field may stand behind width and height, which must be those of the clean picture."""
    card = Postcard(alt="A card", image=upload(picture(size=(4800, 2400)), "../My photo.jpg"))
    save(card)
    card = postcards.get()
    assert len(card.image.name) == len("pictures/.jpg") + 32
    assert shown(card).size == (2400, 1200)


def test_width_and_height_are_those_of_the_clean_picture(postcards):
    card = Postcard(alt="A card", image=upload(picture(size=(4800, 2400)), "a.jpg"))
    card.save()
    card.refresh_from_db()
    assert (card.width, card.height) == (2400, 1200)


def test_saving_the_picture_alone_saves_its_size(postcards):
    card = postcards.create(text="Hello")
    card.image, card.alt = upload(picture(), "a.jpg"), "A card"
    card.save(update_fields=["image", "alt"])
    card.refresh_from_db()
    assert (card.width, card.height) == (60, 40)


def test_saving_writes_every_file_that_a_page_names(postcards):
    card = form(picture(size=(1000, 700)), alt="A card", focal_x=25).save()
    for sources in (card.gallery, card.portrait, card.logo):
        for srcset in (sources.webp_srcset, sources.jpeg_srcset):
            for part in srcset.split(", "):
                assert part.split()[0].removeprefix("/media/pictures/") in stored()


def test_another_focal_point_writes_new_files_and_keeps_those_of_other_rows(postcards):
    """A working copy shows the same picture as the live row, with a focal point of its own."""
    live = form(picture(size=(1000, 700)), alt="A card").save()
    copy = postcards.create(
        image=live.image.name, alt="A card", width=live.width, height=live.height, focal_x=0
    )
    before = live.gallery
    copy.delete()
    live.refresh_from_db()
    assert live.gallery == before
    assert before.src.removeprefix("/media/pictures/") in stored()
    assert before.src.replace("-50-50", "-0-50").removeprefix("/media/pictures/") in stored()


def test_rollback_of_a_new_picture_leaves_the_live_one_whole(postcards):
    card = form(picture(size=(1000, 700)), alt="A card").save()
    before = stored()
    with transaction.atomic():
        form(picture(), alt="Another", instance=postcards.get()).save()
        transaction.set_rollback(True)
    card.refresh_from_db()
    assert stored() >= before
    assert shown(card).size == (1000, 700)


def test_saving_again_stores_nothing_new(postcards):
    card = form(picture(size=(1000, 700)), alt="A card").save()
    before = stored()
    card.save()
    assert stored() == before


def test_row_whose_file_is_lost_can_still_be_saved(postcards):
    card = form(picture(), alt="A card").save()
    for name in stored():
        default_storage.delete(f"pictures/{name}")
    card.text = "Changed"
    card.save()
    assert postcards.get().text == "Changed"


def test_clearing_the_picture_clears_its_size(postcards):
    card = form(picture(), alt="A card").save()
    card.image = ""
    card.save()
    card.refresh_from_db()
    assert (card.image.name, card.width, card.height, card.gallery) == ("", None, None, None)


def test_templates_get_a_picture_with_both_formats():
    card = Postcard(image="pictures/a.jpg", alt="Two “cards”", width=960, height=640)
    html = render_to_string("_picture.html", {"source": card.gallery, "class": "wide"})
    small, large = (f"/media/pictures/a-gallery-{width}-50-50" for width in (480, 960))
    sizes = "(min-width: 60em) 20rem, (min-width: 40em) 50vw, 100vw"
    assert " ".join(html.split()) == (
        "<picture>"
        f' <source type="image/webp" srcset="{small}.webp 480w, {large}.webp 960w"'
        f' sizes="{sizes}">'
        f' <img src="{small}.jpg" srcset="{small}.jpg 480w, {large}.jpg 960w" sizes="{sizes}"'
        ' width="480" height="320" alt="Two “cards”" class="wide" loading="lazy"'
        ' decoding="async">'
        " </picture>"
    )


def test_page_says_how_wide_it_shows_the_picture():
    card = Postcard(image="pictures/a.jpg", width=960, height=640)
    html = render_to_string("_picture.html", {"source": card.portrait, "sizes": "2rem"})
    assert html.count('sizes="2rem"') == 2


def test_decorative_picture_has_an_empty_description():
    card = Postcard(image="pictures/a.jpg", alt="x", is_decorative=True, width=9, height=6)
    assert card.gallery.alt == ""
    assert 'alt=""' in render_to_string("_picture.html", {"source": card.gallery})


def test_row_without_a_picture_shows_none():
    assert Postcard().gallery is None
    assert render_to_string("_picture.html", {"source": None}).strip() == ""


def test_migrations_see_djangos_own_field():
    _name, path, args, kwargs = PictureField("photograph").deconstruct()
    assert (path, args) == ("django.db.models.ImageField", [])
    assert kwargs == {
        "verbose_name": "photograph",
        "upload_to": "pictures",
        "width_field": "width",
        "height_field": "height",
    }

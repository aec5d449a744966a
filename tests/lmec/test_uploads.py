"""The editor's upload address, and the address of stored pictures."""

import json
from contextlib import closing

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.middleware.csrf import CsrfViewMiddleware
from django.test import RequestFactory

from lmec.uploads import PERMISSIONS, serve_picture, upload_picture
from tests.lmec.samples import HTML, SVG, opened, picture

NAME = "a" * 32 + "-gallery-480-50-50.webp"


class Staff:
    """An account with one permission."""

    is_active = True
    is_staff = True

    def __init__(self, permission="", **changes):
        self.permission = permission
        vars(self).update(changes)

    def has_perm(self, permission):
        return permission == self.permission


def post(content=None, name="a.jpg", user=None):
    data = {} if content is None else {"upload": SimpleUploadedFile(name, content)}
    request = RequestFactory().post("/admin/editor-upload/", data)
    request.user = user or Staff(PERMISSIONS[0])
    return upload_picture(request)


def stored() -> list[str]:
    return default_storage.listdir("pictures")[1] if default_storage.exists("pictures") else []


@pytest.mark.parametrize("permission", PERMISSIONS)
def test_whoever_may_change_a_text_may_upload(permission):
    response = post(picture(size=(3000, 1500)), "My photo.jpg", Staff(permission))
    (name,) = stored()
    assert response.status_code == 200
    assert json.loads(response.content) == {
        "uploaded": 1,
        "fileName": name,
        "url": f"/media/pictures/{name}",
        "width": 2400,
        "height": 1200,
    }
    with default_storage.open(f"pictures/{name}") as file:
        assert opened(file).size == (2400, 1200)


@pytest.mark.parametrize(
    "user",
    [
        AnonymousUser(),
        Staff(),
        Staff("events.view_event"),
        Staff(PERMISSIONS[0], is_staff=False),
        Staff(PERMISSIONS[0], is_active=False),
    ],
    ids=["visitor", "staff without permission", "reader", "not staff", "inactive"],
)
def test_others_may_not_upload(user):
    with pytest.raises(PermissionDenied):
        post(picture(), user=user)
    assert stored() == []


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (SVG, "a.svg", "This is an SVG drawing. Choose a JPEG, PNG or WebP picture."),
        (HTML, "a.jpg", "This is a web page. Choose a JPEG, PNG or WebP picture."),
        (b"", "a.jpg", "This is not a picture. Choose a JPEG, PNG or WebP file."),
        (None, "", "Choose a picture to upload."),
    ],
)
def test_refusal_is_a_sentence_that_the_editor_shows(content, name, message):
    response = post(content, name)
    assert response.status_code == 200
    assert json.loads(response.content) == {"uploaded": 0, "error": {"message": message}}
    assert stored() == []


def test_upload_without_a_token_is_refused():
    request = RequestFactory(enforce_csrf_checks=True).post("/admin/editor-upload/")
    guard = CsrfViewMiddleware(upload_picture)
    assert guard.process_view(request, upload_picture, (), {}).status_code == 403


@pytest.mark.parametrize("method", ["get", "put", "delete"])
def test_upload_is_a_post(method):
    request = getattr(RequestFactory(), method)("/admin/editor-upload/")
    assert upload_picture(request).status_code == 405


@pytest.fixture
def rendition():
    default_storage.save(f"pictures/{NAME}", ContentFile(picture("WEBP")))


def get(name: str):
    return serve_picture(RequestFactory().get("/media/pictures/x"), name)


@pytest.mark.usefixtures("rendition")
def test_stored_picture_is_served_for_ever_and_inert():
    response = get(NAME)
    with closing(response.file_to_stream):
        assert b"".join(response.streaming_content) == picture("WEBP")
    assert response.headers == {
        "Content-Type": "image/webp",
        "Content-Length": str(len(picture("WEBP"))),
        "Content-Disposition": f'inline; filename="{NAME}"',
        "Cache-Control": "public, max-age=31536000, immutable",
        "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
    }


@pytest.mark.usefixtures("rendition")
@pytest.mark.parametrize(
    "name",
    [
        "b" * 32 + ".jpg",
        f"../pictures/{NAME}",
        f"..%2Fpictures%2F{NAME}",
        f"/{NAME}",
        f"{NAME}\n",
        f"{NAME}/",
        f"x\\..\\{NAME}",
        "../../etc/passwd",
        "a" * 32 + ".html",
        "a" * 32 + ".svg",
        "a" * 32,
        "",
        ".",
        "..",
        "\0",
    ],
)
def test_anything_but_a_stored_picture_is_not_found(name):
    with pytest.raises(Http404):
        get(name)


@pytest.mark.usefixtures("rendition")
def test_serving_a_picture_asks_for_no_session(client):
    response = client.get(f"/media/pictures/{NAME}")
    assert response.status_code == 200
    assert response.cookies == {}
    assert "Cookie" not in response.headers.get("Vary", "")
    assert response.headers["Content-Security-Policy"].startswith("sandbox")
    assert b"".join(response.streaming_content) == picture("WEBP")

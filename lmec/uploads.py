"""The address that the rich text editor sends pictures to, and the one that serves pictures."""

import re

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.images import get_image_dimensions
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lmec.pictures import FOLDER, read_picture
from lmec.userfiles import ending, inert

# Whoever may change a form that carries the editor.
PERMISSIONS = [
    "events.change_event",
    "organizations.change_organization",
    "people.change_person",
    "flatpages.change_flatpage",
]
CONTENT_TYPES = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"}
# A picture's random name, or that of a rendition: nothing in it can lead out of the folder.
NAME = re.compile(rf"[0-9a-f]{{32}}(-[a-z0-9]+)*\.({'|'.join(CONTENT_TYPES)})")


@require_POST
def upload_picture(request):
    """Store a picture for a text and answer as the editor's upload protocol wants it.

    A refusal has status 200, because the editor shows the sentence of no other answer.
    """
    user = request.user
    if not (user.is_active and user.is_staff and any(map(user.has_perm, PERMISSIONS))):
        raise PermissionDenied
    try:
        picture = read_picture(_upload(request))
    except ValidationError as error:
        return JsonResponse({"uploaded": 0, "error": {"message": " ".join(error.messages)}})
    width, height = get_image_dimensions(picture)
    name = default_storage.save(f"{FOLDER}/{picture.name}", picture)
    return JsonResponse(
        {
            "uploaded": 1,
            "fileName": picture.name,
            "url": default_storage.url(name),
            "width": width,
            "height": height,
        }
    )


def _upload(request):
    if "upload" not in request.FILES:
        raise ValidationError(_("Choose a picture to upload."))
    return request.FILES["upload"]


@require_safe
def serve_picture(request, name):
    """A stored picture or rendition; its name never stands for anything else, so keep it."""
    if not NAME.fullmatch(name):
        raise Http404
    try:
        file = default_storage.open(f"{FOLDER}/{name}")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(file, content_type=CONTENT_TYPES[ending(name)])
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return inert(response)

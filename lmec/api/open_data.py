"""What every answer of the API has in common: any site may read it, and errors are JSON."""

import json
from http import HTTPStatus

from django.http import HttpResponse
from django.utils.translation import gettext as _

ROOT = "/api/v"
JSON = "application/json"


class OpenDataMiddleware:
    """Stands before all others, so that what they answer below the root is no different."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path_info.startswith(ROOT):
            return self.get_response(request)
        if request.method == "OPTIONS":
            response = permission()
        else:
            response = self.get_response(request)
            if response.status_code >= 400 and not response["Content-Type"].startswith(JSON):
                put_into_json(response)
        response["Access-Control-Allow-Origin"] = "*"
        # As for pages: any cache may keep it, and asks each time whether it holds.
        response["Cache-Control"] = "public, no-cache"
        return response


def permission() -> HttpResponse:
    """The answer to a browser that asks whether a script may send a conditional request."""
    response = HttpResponse(status=HTTPStatus.NO_CONTENT)
    response["Allow"] = response["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
    response["Access-Control-Allow-Headers"] = "If-None-Match"
    response["Access-Control-Max-Age"] = "86400"
    return response


def put_into_json(page: HttpResponse) -> None:
    """Make an error's page for people one for programs; its status and headers stay."""
    sentences = {
        404: _("Nothing is at this address. The documentation is at /api/."),
        405: _("The record can only be read: use GET."),
    }
    phrase = f"{HTTPStatus(page.status_code).phrase}."
    page.content = json.dumps({"detail": sentences.get(page.status_code, phrase)})
    page["Content-Type"] = JSON
    page["Content-Length"] = len(page.content)
    del page["ETag"]

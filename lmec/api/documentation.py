"""The page that explains the API, made from its OpenAPI document so that the two agree."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from lmec.api.v1 import api


@require_safe
def documentation(request):
    paths = api.document["paths"]
    endpoints = [
        {
            "path": path,
            "summary": item["get"]["summary"],
            "questions": [each for each in item["get"]["parameters"] if each["in"] == "query"],
        }
        for path, item in paths.items()
    ]
    return render(request, "api/documentation.html", {"endpoints": endpoints})

"""Pages and data go out compressed; the admin does not.

A page that holds a secret beside what a visitor typed gives the secret away by its length when
compressed (BREACH). Public pages hold no secret and no form token; every page of the admin does.
"""

from django.http import FileResponse
from django.middleware.gzip import GZipMiddleware


class CompressionMiddleware(GZipMiddleware):
    """Compresses what views write. Files go out as they are: most are compressed in themselves."""

    def process_response(self, request, response):
        if request.path_info.startswith("/admin/") or isinstance(response, FileResponse):
            return response
        return super().process_response(request, response)

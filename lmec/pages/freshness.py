"""How long a public page may be kept: any cache may store it, and asks each time whether it holds.

With the ETag that ConditionalGetMiddleware adds, asking costs a few bytes, and a report that was
corrected or withdrawn a moment ago is never shown from a cache.
"""

from django.utils.cache import patch_cache_control


class FreshnessMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        is_page = response.get("Content-Type", "").startswith("text/html")
        is_open = not request.path.startswith("/admin/") and not response.cookies
        if is_page and is_open and not response.has_header("Cache-Control"):
            patch_cache_control(response, public=True, no_cache=True)
        return response

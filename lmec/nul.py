"""NUL, which no text holds and PostgreSQL cannot take: where one is sent, it is refused.

Forms refuse it with a sentence and public pages read past it. What remains is what Django itself
hands on to the database: addresses, searches and the session's cookie in the admin.
"""

from django.core.exceptions import BadRequest

NUL = "\0"


class NulMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path.startswith("/admin/"):
            queried = (value for values in request.GET.lists() for value in values[1])
            if any(NUL in sent for sent in (request.path, *queried, *request.COOKIES.values())):
                raise BadRequest("NUL in an address or a cookie")
        return self.get_response(request)

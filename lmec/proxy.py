"""Whose request it is where a proxy stands before the site."""

from django.conf import settings


def client_address(request) -> str:
    """The visitor's address, by which failed log-ins are counted.

    Behind a proxy it is the last one in X-Forwarded-For, which the proxy itself wrote; whatever
    stands before that came from outside and is not believed.
    """
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.BEHIND_PROXY else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")

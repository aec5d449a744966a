"""The one address of a page, which search engines keep whatever address it was reached by."""

from urllib.parse import urlencode

from django.conf import settings


def canonical_url(request, **query) -> str:
    """The address of the page asked for; `query` is what makes it another page, if anything."""
    told = {name: value for name, value in query.items() if value}
    return f"{settings.SITE_URL}{request.path}" + (f"?{urlencode(told)}" if told else "")


def canonical_page(request, page) -> str:
    """The address of one page of a list; the first is the list itself."""
    return canonical_url(request, page=page.number if page.number > 1 else None)

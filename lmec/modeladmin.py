"""What every admin of the site has in common."""

from csp.constants import UNSAFE_INLINE
from django.contrib import admin

from lmec.richtext import editor_widget

# Admin pages have the strict policy of the public ones. This is what the editor needs besides,
# and only a form that loads its script gets it.
EDITOR_POLICY = {
    "script-src-attr": [UNSAFE_INLINE],
    "style-src": [UNSAFE_INLINE],
    "img-src": ["data:", "blob:"],
}


class SiteModelAdmin(admin.ModelAdmin):
    """An admin with links to public pages, which lets the editor work where a form has it."""

    def view_on_site(self, obj):
        """The public address, without the detour over the sites framework's domain."""
        return obj.get_absolute_url() if hasattr(obj, "get_absolute_url") else None

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        response = super().changeform_view(request, object_id, form_url, extra_context)
        context = getattr(response, "context_data", None) or {}
        if "media" in context and loads_editor(context["media"]):
            response._csp_update = EDITOR_POLICY
        return response


def loads_editor(media) -> bool:
    """Whether a page with these scripts loads the rich text editor's."""
    scripts = editor_widget()().media.render_js()
    return bool(scripts) and set(scripts) <= set(media.render_js())

"""Forms that keep every state of what they save."""

from django.urls import path

from lmec.history.models import Revision, record
from lmec.history.pages import HistoryPages
from lmec.history.restoring_pages import RestoringPages
from lmec.history.trash import TrashPages

Action = Revision.Action


class RecordedAdmin(HistoryPages, RestoringPages, TrashPages):
    """An admin whose saves and deletions each leave a revision, with who and why."""

    change_form_template = "admin/history/change_form.html"
    change_list_template = "admin/history/change_list.html"

    def get_urls(self):
        view, name = self.admin_site.admin_view, f"{self.opts.app_label}_{self.opts.model_name}"
        pages = [
            ("<int:pk>/history/compare/", self.compare_view, "compare"),
            ("<int:pk>/history/<int:revision>/", self.revision_view, "revision"),
            ("<int:pk>/history/<int:revision>/restore/", self.restore_view, "restore"),
            ("deleted/", self.deleted_view, "deleted"),
            ("deleted/<int:revision>/", self.recover_view, "recover"),
        ]
        urls = [path(route, view(page), name=f"{name}_{last}") for route, page, last in pages]
        return [*urls, *super().get_urls()]

    def render_change_form(self, request, context, *args, **kwargs):
        context["why"] = self.why(request)  # of a form that was refused
        return super().render_change_form(request, context, *args, **kwargs)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if not change or any(part.has_changed() for part in (form, *formsets)):
            self.keep(request, form, change)

    def keep(self, request, form, change: bool) -> None:
        """Record what a form has just saved; called only where something is new in it."""
        action = Action.SAVED if change else Action.ADDED
        record(form.instance, action, request.user, self.why(request))

    def delete_model(self, request, obj):
        record(obj, Action.DELETED, request.user, self.why(request))
        super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        for obj in queryset:
            record(obj, Action.DELETED, request.user, self.why(request))
        super().delete_queryset(request, queryset)

"""Forms that keep every state of what they save."""

from lmec.history.models import Revision, record

Action = Revision.Action


class RecordedAdmin:
    """An admin whose saves and deletions each leave a revision, with who and why."""

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if not change or any(part.has_changed() for part in (form, *formsets)):
            self.keep(request, form, change)

    def keep(self, request, form, change: bool) -> None:
        """Record what a form has just saved; called only where something is new in it."""
        action = Action.SAVED if change else Action.ADDED
        record(form.instance, action, request.user, self.why(request))

    def why(self, request) -> str:
        """The reason that the editor gave for the change, for colleagues."""
        return request.POST.get("_why", "").strip()

    def delete_model(self, request, obj):
        record(obj, Action.DELETED, request.user, self.why(request))
        super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        for obj in queryset:
            record(obj, Action.DELETED, request.user)
        super().delete_queryset(request, queryset)

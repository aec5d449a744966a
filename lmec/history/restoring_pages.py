"""Bringing back an earlier state of a thing, after a look at what that changes."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from django.db.models import ProtectedError
from django.http import Http404, HttpResponseRedirect
from django.utils.translation import gettext as _

from lmec.history.comparison import comparison
from lmec.history.models import Revision, record
from lmec.history.pages import changeable_parts, shape_for
from lmec.history.restoring import (
    FILES,
    NotThereError,
    Place,
    fingerprint,
    obstacles,
    with_restored,
)
from lmec.history.snapshots import apply, take


class RestoringPages:
    """Restoring a thing, a part of it or a field, for those who may change it."""

    # Fields that go with another one.
    following = FILES

    def may_restore(self, request, thing) -> bool:
        return self.has_change_permission(request, thing)

    def completed(self, target: dict, now: dict, then: dict) -> dict:
        """The state to be restored, made to agree with itself and with what lasts for ever."""
        return target

    def put_back(self, thing: models.Model, target: dict, now: dict) -> None:
        """Make a thing what a snapshot says."""
        apply(target, thing)
        thing.save()  # so that what follows saves, as the search does, meets the restored parts

    def restore_view(self, request, pk, revision):
        """Show what would change; on confirmation, change it."""
        thing = self.seen_thing(request, pk)
        if not self.may_restore(request, thing):
            raise PermissionDenied
        source, place = self.revision_of(thing, revision), Place.asked(request.GET)
        if request.method == "POST":
            with transaction.atomic():
                thing = type(thing)._base_manager.select_for_update().get(pk=thing.pk)
                now, target = self._target(request, thing, source, place)
                is_confirmed = request.POST.get("now") == fingerprint(now)
                if is_confirmed and target != now and not obstacles(thing, now, target):
                    return self._restore(request, thing, target, now)
            text = _("Somebody changed it while you were looking. Look again at what would change.")
            if not is_confirmed:
                self.message_user(request, text, messages.WARNING)
        now, target = self._target(request, thing, source, place)
        shape = shape_for(self, request)
        return self.history_page(
            request,
            "restore",
            _("Restore: %(thing)s") % {"thing": thing},
            thing,
            revision=source,
            sections=comparison(shape, now, target),
            obstacles=obstacles(thing, now, target),
            now=fingerprint(now),
        )

    def _target(self, request, thing, source: Revision, place: Place) -> tuple[dict, dict]:
        """The state of now, and the one to be restored."""
        now, parts = take(thing), changeable_parts(self, request)
        try:
            target = with_restored(
                now, source.data, place, parts, self.following, self.never_restored
            )
        except NotThereError as error:
            raise Http404(_("There is nothing to restore at this place.")) from error
        return now, self.completed(target, now, source.data)

    def _restore(self, request, thing, target: dict, now: dict):
        if hasattr(thing, "updated_by_id"):
            thing.updated_by = request.user
        try:
            with transaction.atomic():
                self.put_back(thing, target, now)
                record(thing, Revision.Action.RESTORED, request.user, self.why(request))
        except (ProtectedError, IntegrityError) as error:
            self.message_user(request, refusal(error), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())
        text = _("Restored. What stood there before is in the history.")
        self.message_user(request, text, messages.SUCCESS)
        return HttpResponseRedirect(self.history_address("change", thing.pk))


def refusal(error: ProtectedError | IntegrityError) -> str:
    """Why the database refused a state, in words."""
    if isinstance(error, ProtectedError):
        protected = error.protected_objects
        relied_on = sorted({str(row) for row in protected})[:3]
        return _(
            "Nothing was changed: it would remove something that other entries rely on (%(rows)s). "
            "Restore the other parts one by one."
        ) % {"rows": "; ".join(relied_on)}
    return _(
        "Nothing was changed: this does not fit with the rest as it is now. Restore the whole "
        "part, or everything, instead."
    )

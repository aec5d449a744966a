"""Version 1 of the API: what answers at each address.

Everything in it is public and nothing can be changed. An id is the last part of the address of a
page of the site; a former one is answered with a redirect to the present, as on the site.
"""

from django.conf import settings
from django.db.models import Prefetch
from django.http import Http404, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from ninja import NinjaAPI, Query
from ninja.errors import HttpError, ValidationError
from ninja.renderers import JSONRenderer

from events.models import Event
from lmec import record_json
from lmec.api import answers, lists, popolo
from lmec.api.questions import EventQuestion, OrganizationQuestion, Question, RemarkQuestion
from lmec.search.models import Kind
from organizations.models import Parentage, Succession
from people.models import Membership


class Renderer(JSONRenderer):
    json_dumps_params = {"ensure_ascii": False}


class API(NinjaAPI):
    @cached_property
    def document(self) -> dict:
        """The OpenAPI document, without HEAD: it is answered like GET and would double each entry.

        It takes some forty milliseconds to make, and only new code changes it.
        """
        document = super().get_openapi_schema()
        for operations in document["paths"].values():
            operations.pop("head", None)
        return document

    def get_openapi_schema(self, **kwargs) -> dict:
        return self.document

    def get_openapi_operation_id(self, operation):
        return operation.view_func.__name__


api = API(
    title="The public record of the Lancang-Mekong Environmental Cooperation Center",
    version="1",
    description="Reports of meetings and what was said in them, people and organizations.",
    urls_namespace="api",
    docs_url=None,
    servers=[{"url": settings.SITE_URL}],
    renderer=Renderer(),
)


def endpoint(path: str, answer: type, summary: str, *problems: int, name: str = ""):
    """Make a function answer at an address, where it may also raise the statuses in `problems`."""
    responses = {200: answer, **dict.fromkeys(problems, answers.Problem)}
    return api.api_operation(
        ["GET", "HEAD"], path, response=responses, summary=summary, url_name=name or None
    )


@api.exception_handler(ValidationError)
def explain(request, error: ValidationError) -> JsonResponse:
    """Say in a sentence which parameters are wrong, and how."""
    problems = [f"{problem['loc'][-1]}: {problem['msg']}" for problem in error.errors]
    return JsonResponse({"detail": f"{'; '.join(problems)}."}, status=400)


@api.exception_handler(Http404)
def nothing_here(request, error: Http404) -> JsonResponse:
    return JsonResponse({"detail": _("Nothing public has this id.")}, status=404)


@endpoint("/events/", answers.EventPage, gettext_noop("Events, the newest first"), 400)
def list_events(request, question: Query[EventQuestion]):
    return lists.page(request, Kind.REPORT, question)


@endpoint(
    "/events/{slug:slug}/",
    answers.EventInFull,
    gettext_noop("One event with its whole report"),
    404,
    410,
    name="events",
)
def get_event(request, slug: str):
    return record_json.event(public_event(slug))


@endpoint("/remarks/", answers.RemarkPage, gettext_noop("What was said, the newest first"), 400)
def list_remarks(request, question: Query[RemarkQuestion]):
    return lists.page(request, Kind.REMARK, question)


@endpoint(
    "/remarks/{slug:slug}/{slug:anchor}/",
    answers.Remark,
    gettext_noop("One remark"),
    404,
    410,
    name="remarks",
)
def get_remark(request, slug: str, anchor: str):
    for remark in public_event(slug).remarks.all():
        if remark.anchor == anchor:
            return record_json.remark(remark)
    raise Http404


@endpoint("/people/", answers.PersonPage, gettext_noop("People on record"), 400)
def list_people(request, question: Query[Question]):
    return lists.page(request, Kind.PERSON, question)


@endpoint(
    "/people/{slug:slug}/",
    answers.PersonInFull,
    gettext_noop("One person with the posts held"),
    404,
    name="people",
)
def get_person(request, slug: str):
    posts = Membership.objects.select_related("organization", "joint_with")
    people = lists.people(timezone.now()).prefetch_related(Prefetch("memberships", posts))
    person = get_object_or_404(people, slug=slug)
    return record_json.person(person) | {"memberships": record_json.memberships(person)}


@endpoint("/organizations/", answers.OrganizationPage, gettext_noop("Organizations"), 400)
def list_organizations(request, question: Query[OrganizationQuestion]):
    return lists.page(request, Kind.ORGANIZATION, question)


@endpoint(
    "/organizations/{slug:slug}/",
    answers.OrganizationInFull,
    gettext_noop("One organization with what stood above and below it, and when"),
    404,
    name="organizations",
)
def get_organization(request, slug: str):
    bodies = lists.organizations(timezone.now()).prefetch_related(
        Prefetch("parentages", Parentage.objects.select_related("parent")),
        Prefetch("child_parentages", Parentage.objects.select_related("organization")),
        Prefetch("origins", Succession.objects.select_related("predecessor")),
        Prefetch("successions", Succession.objects.select_related("successor")),
    )
    body = get_object_or_404(bodies, slug=slug)
    return record_json.organization(body) | record_json.structure(body)


@endpoint("/topics/", answers.TopicPage, gettext_noop("Topics of events"), 400)
def list_topics(request, question: Query[Question]):
    return lists.page(request, Kind.TOPIC, question)


@endpoint("/topics/{slug:slug}/", answers.Topic, gettext_noop("One topic"), 404, name="topics")
def get_topic(request, slug: str):
    topics = lists.LISTS[Kind.TOPIC].rows(timezone.now())
    return record_json.topic(get_object_or_404(topics, slug=slug))


@endpoint("/popolo.json", answers.Popolo, gettext_noop("The whole record in the classes of Popolo"))
def get_popolo(request):
    if request.method == "HEAD":
        return HttpResponse(content_type=popolo.CONTENT_TYPE)
    return StreamingHttpResponse(popolo.document(timezone.now()), content_type=popolo.CONTENT_TYPE)


def public_event(slug: str) -> Event:
    """The event with its report, or the error that a visitor of its page would see."""
    at = timezone.now()
    event = get_object_or_404(Event.objects.live().in_full(), slug=slug)
    if event.is_published(at):
        return event
    if not event.was_withdrawn(at):
        raise Http404
    msg = _("This report was withdrawn on %(day)s. %(reason)s") % {
        "day": timezone.localdate(event.withdrawn_at).isoformat(),
        "reason": event.withdrawal_reason,
    }
    raise HttpError(410, msg.strip())

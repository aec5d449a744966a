"""The form of a report: its order, its rows, and that nothing typed is lost."""

import io
import re

import pytest
from PIL import Image

from events.models import Event
from tests import factories
from tests.forms import add_row, fields_of

pytestmark = pytest.mark.django_db
NEW = {"title": ["The Second Meeting"], "start_date": ["2024-05-06"]}


def names(response) -> list[str]:
    """The headings of the form, in their order."""
    text = response.content.decode()
    return re.findall(r'class="fieldset-heading">([^<]*)</h2>', text)


def new_report(editor) -> dict:
    return editor.fields() | NEW


def rows_of(manager, *fields) -> list[tuple]:
    return list(manager.values_list(*fields))


def picture(name="crowd.png"):
    file = io.BytesIO()
    Image.new("RGB", (600, 400), "teal").save(file, "PNG")
    file.seek(0)
    file.name = name
    return file


def test_the_sections_stand_in_the_order_in_which_a_report_is_written(editor):
    assert names(editor.get()) == [
        "What and when",
        "Where",
        "Who held it",
        "Organizations taking part",
        "People taking part",
        "Summary and outcomes",
        "Remarks",
        "Topics",
        "Photographs",
        "Attachments",
        "Publishing",
    ]


def test_a_whole_report_is_written_in_one_go(editor):
    host, body, speaker = factories.organization(), factories.organization(), factories.person()
    theme = factories.topic()
    fields = new_report(editor)
    add_row(fields, "places", city="Vientiane", country="LA")
    add_row(fields, "hosts", organization=host.pk, role="host")
    add_row(fields, "bodies", organization=body.pk, role="observer")
    add_row(fields, "participations", person=speaker.pk, roles=["chair", "closing"])
    add_row(fields, "remarks", kind="closing", person=speaker.pk, text="<p>Thanks.</p>")
    add_row(fields, "remarks", kind="discussion", attribution="Colleagues", text="<p>Yes.</p>")
    add_row(fields, "eventtopics", topic=theme.pk)
    add_row(fields, "attachments", title="Film", kind="video", language="en", url="example.org/f")
    add_row(fields, "photos", image=picture(), alt="A crowd", focal_x="50", focal_y="50")
    editor.save(fields)
    event = Event.objects.get()
    assert event.status == "draft"
    assert (event.created_by, event.updated_by) == (editor.account, editor.account)
    assert rows_of(event.places, "city") == [("Vientiane",)]
    assert rows_of(event.eventorganizations, "organization", "role") == [
        (host.pk, "host"),
        (body.pk, "observer"),
    ]
    assert rows_of(event.participations, "person", "roles") == [(speaker.pk, ["chair", "closing"])]
    assert rows_of(event.remarks, "person", "attribution", "position") == [
        (speaker.pk, "", 1),
        (None, "Colleagues", 2),
    ]
    assert rows_of(event.eventtopics, "topic") == [(theme.pk,)]
    assert rows_of(event.attachments, "url") == [("https://example.org/f",)]
    assert event.photos.get().width == 600


def test_a_speaker_who_is_not_listed_is_added_to_the_people(editor):
    speaker = factories.person()
    fields = new_report(editor)
    add_row(fields, "remarks", kind="keynote", person=speaker.pk, text="<p>Water.</p>")
    editor.save(fields)
    assert rows_of(Event.objects.get().participations, "person", "roles") == [
        (speaker.pk, ["keynote"])
    ]


def test_two_remarks_swap_places(editor):
    event = factories.a_full_report(2)
    first, second = event.remarks.all()
    moved = {"remarks-0-position": ["2"], "remarks-1-position": ["1"]}
    editor.save(editor.fields(event) | moved, event)
    assert list(event.remarks.all()) == [second, first]


def test_a_row_without_a_place_stands_last(editor):
    event = factories.a_full_report(2)
    fields = editor.fields(event)
    add_row(fields, "remarks", kind="statement", attribution="All", text="<p>Yes.</p>")
    editor.save(fields, event)
    assert event.remarks.last().attribution == "All"


def test_an_added_row_that_is_left_empty_does_not_matter(editor):
    event = factories.a_full_report(1)
    fields = editor.fields(event)
    add_row(fields, "remarks", kind="statement", position="2")
    add_row(fields, "bodies", role="participant", position="2")
    editor.save(fields, event)
    assert (event.remarks.count(), event.eventorganizations.count()) == (1, 1)


def test_a_row_that_was_added_and_removed_again_is_not_saved(editor):
    event = factories.a_full_report(1)
    fields = editor.fields(event)
    add_row(fields, "remarks", kind="closing", DELETE="on")
    editor.save(fields, event)
    assert event.remarks.count() == 1


def test_rows_are_removed(editor):
    event = factories.a_full_report(2)
    gone = {"remarks-0-DELETE": ["on"], "participations-0-DELETE": ["on"], "bodies-1-DELETE": "on"}
    editor.save(editor.fields(event) | gone, event)
    assert (event.remarks.count(), event.participations.count()) == (1, 1)
    assert event.eventorganizations.count() == 1


def test_somebody_with_remarks_is_not_removed_from_the_people(editor):
    event = factories.a_full_report(1)
    fields = editor.fields(event) | {"participations-0-DELETE": ["on"]}
    text = editor.post(fields, event).content.decode()
    assert f"{event.participations.get().person} has remarks in this report" in text


def test_somebody_with_remarks_does_not_become_somebody_else(editor):
    event = factories.a_full_report(1)
    fields = editor.fields(event) | {"participations-0-person": [str(factories.person().pk)]}
    text = editor.post(fields, event).content.decode()
    assert f"{event.participations.get().person} has remarks in this report" in text


def test_somebody_with_remarks_may_lose_one_of_two_posts(editor):
    event = factories.a_full_report(1)
    factories.participation(event, event.participations.get().person, position=1)
    editor.save(editor.fields(event) | {"participations-1-DELETE": ["on"]}, event)
    assert event.participations.count() == 1


def test_rows_of_another_report_are_out_of_reach(editor):
    event, other = factories.a_full_report(1), factories.a_full_report(1)
    mine, theirs = event.remarks.get(), other.remarks.get()
    text = theirs.text
    forged = {
        "remarks-0-id": [str(theirs.pk)],
        "remarks-0-event": [str(other.pk)],
        "remarks-0-text": ["<p>Forged.</p>"],
    }
    editor.post(editor.fields(event) | forged, event)
    theirs.refresh_from_db()
    assert (theirs.event, theirs.text) == (other, text)
    assert event.remarks.get() == mine


def test_a_new_report_with_a_former_address_of_another_gets_one_of_its_own(writer):
    event = factories.event(slug="work-meeting")
    event.slug = "anniversary"
    event.save()
    writer.save(new_report(writer) | {"slug": ["work-meeting"]})
    assert Event.objects.latest("pk").slug == "work-meeting-2"


def test_a_topic_chosen_twice_is_refused_with_a_sentence(editor):
    event = factories.a_full_report(1)
    fields = editor.fields(event)
    add_row(fields, "eventtopics", topic=event.eventtopics.get().topic_id)
    response = editor.post(fields, event)
    assert "This topic is chosen twice." in response.content.decode()


def test_two_rows_exchange_their_topics(editor):
    report, topics = factories.draft(), [factories.topic(), factories.topic()]
    for position, topic in enumerate(topics):
        report.eventtopics.create(topic=topic, position=position)
    rows = rows_of(report.eventtopics, "pk", "key")
    exchanged = {f"eventtopics-{n}-topic": [str(topics[1 - n].pk)] for n in range(2)}
    editor.save(editor.fields(report) | exchanged, report)
    assert rows_of(report.eventtopics, "pk", "key") == rows
    assert rows_of(report.eventtopics, "topic") == [(topics[1].pk,), (topics[0].pk,)]


def test_a_row_takes_the_topic_of_one_that_is_removed(editor):
    report, topics = factories.draft(), [factories.topic(), factories.topic()]
    for position, topic in enumerate(topics):
        report.eventtopics.create(topic=topic, position=position)
    changed = {"eventtopics-0-topic": [str(topics[1].pk)], "eventtopics-1-DELETE": ["on"]}
    editor.save(editor.fields(report) | changed, report)
    assert rows_of(report.eventtopics, "topic") == [(topics[1].pk,)]


def test_a_topic_that_somebody_else_added_meanwhile_is_refused_with_a_sentence(editor):
    report, topic = factories.draft(), factories.topic()
    fields = editor.fields(report)
    report.eventtopics.create(topic=topic)
    add_row(fields, "eventtopics", topic=topic.pk)
    response = editor.post(fields, report)
    assert "Somebody else has added this topic in the meantime." in response.content.decode()


def test_a_remark_without_a_speaker_is_refused_with_a_sentence(editor):
    fields = new_report(editor)
    add_row(fields, "remarks", kind="closing", text="<p>Who said that?</p>")
    response = editor.post(fields)
    assert "A remark has one speaker" in response.content.decode()


def test_an_error_keeps_everything_typed(editor):
    """Also in rows that were only just added, and labelled as they were chosen."""
    event = factories.a_full_report(2)
    newcomer = factories.membership(title="Envoy").person
    fields = editor.fields(event) | {"title": [""], "summary": ["<p>A new summary.</p>"]}
    fields["remarks-1-heading"] = ["A heading"]
    fields["remarks-0-position"], fields["remarks-1-position"] = ["2"], ["1"]
    added = add_row(fields, "remarks", kind="closing", person=newcomer.pk, text="<p>Typed.</p>")
    add_row(fields, "participations", person=newcomer.pk, roles=["keynote", "closing"])
    response = editor.post(fields, event)
    differing = {name for name, value in again(response).items() if value != fields.get(name)}
    assert differing <= {"_draft"}  # which is signed anew
    text = response.content.decode()
    assert f'<option value="{newcomer.pk}" selected>{newcomer.label}</option>' in text
    assert f'name="remarks-{added}-kind"' in text


def again(response) -> dict:
    """The fields of a form that came back, without what a browser may leave out."""
    return {
        name: value
        for name, value in fields_of(response, "event_form").items()
        if value != [""] and not name.endswith("-DELETE") and name != "csrfmiddlewaretoken"
    }


def test_a_file_that_came_with_an_error_is_asked_for_again(editor):
    fields = new_report(editor) | {"title": [""]}
    add_row(fields, "photos", image=picture("crowd.png"), alt="A crowd")
    text = editor.post(fields).content.decode()
    assert "Choose the file “crowd.png” again" in text


def test_a_document_is_asked_for_again_by_the_name_that_it_came_with(editor):
    fields = new_report(editor) | {"title": [""]}
    document = io.BytesIO(b"%PDF-1.4\n%%EOF\n")
    document.name = "agenda.pdf"
    add_row(fields, "attachments", title="Agenda", kind="agenda", language="en", file=document)
    assert "Choose the file “agenda.pdf” again" in editor.post(fields).content.decode()


def test_a_file_that_is_refused_is_not_asked_for_again(editor):
    fields = new_report(editor)
    page = io.BytesIO(b"<html></html>")
    page.name = "crowd.png"
    add_row(fields, "photos", image=page, alt="A crowd")
    text = editor.post(fields).content.decode()
    assert "This is a web page." in text
    assert "Choose the file" not in text


def test_a_remark_is_called_a_remark_until_it_has_a_speaker(editor):
    assert re.findall(r'data-fields="kind person[^>]*>([^<]*)<', editor.get().content.decode()) == [
        "Remark"
    ]


def test_a_picture_without_a_description_is_refused_with_a_sentence(editor):
    fields = new_report(editor)
    add_row(fields, "photos", image=picture(), focal_x="50", focal_y="50")
    assert "Describe the picture" in editor.post(fields).content.decode()


def test_a_title_in_another_script_gets_an_address(editor):
    editor.save(new_report(editor) | {"title": ["澜沧江-湄公河环境合作"], "slug": [""]})
    assert re.fullmatch(r"[a-z0-9-]+", Event.objects.get().slug)


def test_a_new_report_whose_address_is_taken_gets_the_next(editor):
    factories.draft(title="Work Meeting")
    editor.save(new_report(editor) | {"title": ["Work Meeting"], "slug": ["work-meeting"]})
    assert Event.objects.filter(slug="work-meeting-2").exists()


def test_a_draft_is_not_given_the_address_of_another(editor):
    factories.draft(title="Work Meeting")
    other = factories.draft(title="Another Meeting")
    response = editor.post(editor.fields(other) | {"slug": ["work-meeting"]}, other)
    assert "Another report has this address already." in response.content.decode()


def test_the_post_must_be_the_person_s_own(editor):
    post = factories.membership()
    fields = new_report(editor)
    add_row(fields, "participations", person=factories.person().pk, membership=post.pk)
    assert "This post is another person’s." in editor.post(fields).content.decode()


def test_the_posts_of_a_chosen_person_can_be_chosen_without_script(editor):
    post = factories.membership(title="Envoy")
    event = factories.draft()
    event.participations.create(person=post.person)
    text = editor.get(event).content.decode()
    assert f'<option value="{post.pk}">{post}</option>' in text

"""The checks beside the form of a report."""

import pytest

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    event = factories.draft()
    post = factories.membership(factories.person("Li Na"))
    factories.participation(event, post.person, membership=post, credited_as="Head")
    return event


def test_a_report_without_a_fault_says_so(editor, report):
    assert "Nothing to correct" in editor.get(report).text


def test_each_finding_leads_to_its_place_in_the_form(editor, report):
    report.title = "The WXYZ was held on 1 May 2020"
    report.summary = '<p><a href="/nowhere/">x</a></p>'
    report.save()
    factories.remark(report, person=report.participations.get().person, text="")
    factories.organization("House of Water")
    factories.remark(report, attribution="All", text="<p>The House of Water</p>")
    page = editor.get(report)
    found = [(finding.level, place) for finding, place in page.context["checks"]]
    assert found == [
        ("stop", "fieldset-0-5-heading"),
        ("look", "bodies-heading"),
        ("look", "id_title"),
        ("look", "id_title"),
        ("look", "remarks-0"),
    ]
    for finding, place in page.context["checks"]:
        assert f'id="{place}"' in page.text
        assert finding.sentence in page.text


def test_a_new_report_and_those_who_may_only_read_have_no_checks(editor, staff, report):
    assert "Before publishing" not in editor.get().text
    assert "Before publishing" not in staff("Directory managers").get(report).text


def test_what_is_wrong_keeps_a_report_from_being_published(editor, report):
    fields = editor.fields(report)
    fields |= {"summary": ['<p><a href="/nowhere/">x</a></p>'], "status": ["published"]}
    response = editor.client.post(editor.address(report), fields, follow=True)
    report.refresh_from_db()
    assert report.status == "draft"
    assert "The link to /nowhere/ leads nowhere." in response.text

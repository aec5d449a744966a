"""The pages shown when something is missing or broken."""

from django.views.defaults import server_error


def test_a_failure_is_answered_without_database_or_context(rf):
    response = server_error(rf.get("/"))
    assert response.status_code == 500
    assert "<h1>Something went wrong</h1>" in response.content.decode()

import pytest


@pytest.fixture
def api(client):
    """Ask the API, and give what it answers; other statuses than 200 are named."""

    def ask(address: str, status: int = 200, **parameters) -> dict:
        response = client.get(f"/api/v1/{address}", parameters)
        assert response.status_code == status, response.content.decode()
        assert response["Content-Type"].startswith("application/json")
        return response.json()

    return ask

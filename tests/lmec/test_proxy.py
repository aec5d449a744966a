from django.test import RequestFactory

from lmec.proxy import client_address

REQUEST = RequestFactory().get(
    "/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="1.2.3.4, 203.0.113.7"
)


def test_behind_a_proxy_the_address_is_the_one_the_proxy_wrote(settings):
    settings.BEHIND_PROXY = True
    assert client_address(REQUEST) == "203.0.113.7"


def test_without_a_proxy_nobody_can_pretend_another_address(settings):
    settings.BEHIND_PROXY = False
    assert client_address(REQUEST) == "10.0.0.1"

"""Reading back what machines are given, as programs of others do."""

from pathlib import Path

import feedparser
from lxml import etree

SCHEMAS = Path(__file__).parent / "schemas"


def read_xml(client, address: str, schema: str) -> etree._Element:
    """The document at an address, once it is found to be of a schema."""
    document = etree.fromstring(client.get(address).content)
    grammar = etree.RelaxNG(etree.parse(SCHEMAS / f"{schema}.rng"))
    grammar.assertValid(document)
    return document


def read_feed(client, address: str) -> feedparser.FeedParserDict:
    """The feed at an address, as a feed reader takes it."""
    read_xml(client, address, "atom")
    answer = client.get(address)
    headers = {name.lower(): value for name, value in answer.headers.items()}
    found = feedparser.parse(answer.content, response_headers=headers)
    assert not found.bozo, found.get("bozo_exception")
    return found


def titles(client, address: str) -> list[str]:
    return [entry.title for entry in read_feed(client, address).entries]

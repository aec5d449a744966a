from datetime import date
from itertools import pairwise

from lmec.search.models import Kind, dated_key, keys_of, undated_key

MOST = (1 << 33) - 1
LAST_EVENT = (1 << 26) - 1


def test_every_key_of_a_kind_lies_where_its_kind_has_its_keys():
    for kind in (Kind.REPORT, Kind.REMARK):
        for day in (date(1, 1, 1), date(9999, 12, 31)):
            assert dated_key(day, LAST_EVENT, 0) in keys_of(kind)
            assert dated_key(day, 1, 99_999) in keys_of(kind)
    for kind in (Kind.PERSON, Kind.ORGANIZATION, Kind.TOPIC):
        for key in (1, MOST):
            assert undated_key(kind, key) in keys_of(kind)


def test_no_two_kinds_of_directory_entries_share_a_key_nor_one_with_reports():
    spans = [keys_of(kind) for kind in (Kind.PERSON, Kind.ORGANIZATION, Kind.TOPIC, Kind.REPORT)]
    for lower, higher in pairwise(spans):
        assert lower.stop <= higher.start


def test_all_kinds_together_have_all_the_keys():
    assert all(
        keys_of(kind).start >= keys_of(None).start and keys_of(kind).stop <= keys_of(None).stop
        for kind in Kind
    )

from lmec.identity import identity


def test_an_identity_never_changes():
    assert str(identity("feed/events")) == "d4340aa8-f798-5285-8158-8e306ecd920f"
    assert identity("feed/events") != identity("feed/topic/1")

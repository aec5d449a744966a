"""The windows in which pages are looked at: a desktop's, unless a test says more."""

import pytest

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
at_both_sizes = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
on_a_phone = pytest.mark.parametrize("size", [PHONE], ids=["phone"])

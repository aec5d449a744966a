"""Text for formats that can hold no control characters, such as XML and iCalendar."""

import re

# Ends of lines that some programs know and others do not.
RARE_LINE_END = re.compile(r"[\x0b\x0c\x85\u2028\u2029]")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def printable(text: str) -> str:
    """Text without the characters that people paste unseen; tabs and plain ends of lines stay."""
    return CONTROL.sub("", RARE_LINE_END.sub("\n", text))

"""What arguments are read as: whole numbers, per cent, days; and what argparse says of others."""

import argparse
import datetime as dt

from ..facts import read_date
from ..problems import Invalid


def positive(text: str) -> int:
    """A whole number from 1."""
    if not text.isascii() or not text.isdecimal() or len(text) > 6 or int(text) < 1:
        raise argparse.ArgumentTypeError(f"要从 1 起的整数 (a whole number from 1 is wanted): {text}")
    return int(text)


def per_cent(text: str) -> int:
    """A whole number from 0 to 100."""
    if not text.isascii() or not text.isdecimal() or len(text) > 3 or int(text) > 100:
        raise argparse.ArgumentTypeError(f"要 0 至 100 的整数 (a whole number from 0 to 100 is wanted): {text}")
    return int(text)


def day(text: str) -> dt.date:
    """A calendar day, as 2026-01-31."""
    try:
        return read_date("--today", text)
    except Invalid:
        raise argparse.ArgumentTypeError(f"要日期,如 2026-01-31 (a date is wanted): {text}") from None

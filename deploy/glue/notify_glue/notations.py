"""The notations of numbers, dates and times that shops use; the same as the local engine's (Notify.Domain.Ingestion.InputText)."""

import re
from datetime import date, datetime, time, timedelta, timezone
from decimal import ROUND_HALF_UP, Decimal

DATE_NOTATIONS = "write it as 2025-12-31, 31-12-2025 or 2025-12-31T18:00:00Z"
WHITE = "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"

_ABSENT = {"NULL", "NAN", "N/A", "NA", "NONE", "NAT", "\\N"}
_AMOUNT = re.compile(r"[+-]?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)(\.[0-9]+)?")
_LARGEST = Decimal(79228162514264337593543950335)
_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_DAY_FIRST = re.compile(r"([0-9]{2})-([0-9]{2})-([0-9]{4})")
_CLOCK = re.compile(r"([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?(?:\.([0-9]{1,7}))?")
_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?")
_OFFSET = re.compile(r"(.*?)(Z| ?([+-])([0-9]{2}):?([0-9]{2}))")


def is_absent(text):
    """Whether exporters write this for "no value"."""
    return text == "" or (len(text) <= 4 and text.upper() in _ABSENT)


def amount(text):
    """A decimal with a point, commas only between thousands, at most six decimal places; None for what is none."""
    number = _decimal(text)
    return None if number is None else plain(number)


def plain(number):
    """The amount to six decimal places, halves away from zero."""
    return number.quantize(Decimal("0.000001"), rounding=ROUND_HALF_UP)


def whole(text):
    """A whole number, 3.0 being one too; None for what is none."""
    number = _decimal(text)
    return int(number) if number is not None and number == number.to_integral_value() and abs(number) <= 2**63 - 1 else None


def day(text):
    """A date, or the date of a moment as it is written; None for what is none."""
    found = _date(text)
    return found if found or moment(text) is None else _date(text[:10])


def moment(text):
    """A moment to the microsecond in UTC; without an offset it is UTC, and a date alone is its midnight. None for what is none."""
    at = _date(text)
    if at:
        return datetime(at.year, at.month, at.day, tzinfo=timezone.utc)
    offset = _OFFSET.fullmatch(text)
    local = _local(offset.group(1) if offset else text)
    if local is None or offset is None or offset.group(2) == "Z":
        return local
    hours, minutes = int(offset.group(4)), int(offset.group(5))
    if hours > 14 or minutes > 59 or hours * 60 + minutes > 840:
        return None
    try:
        return local - timedelta(hours=hours, minutes=minutes) * (1 if offset.group(3) == "+" else -1)
    except OverflowError:
        return None


def clock(text):
    """A time of day such as 07:30; None for what is none."""
    found = _TIME.fullmatch(text)
    if not found or (found.group(3) and len(found.group(1)) == 1):
        return None
    return _time(found.group(1), found.group(2), found.group(3))


def _decimal(text):
    if not _AMOUNT.fullmatch(text):
        return None
    number = Decimal(text.replace(",", ""))
    return number if abs(number) <= _LARGEST else None


def _local(text):
    at = _date(text[:10])
    if at is None or len(text) < 12 or text[10] not in (" T" if _ISO_DATE.fullmatch(text[:10]) else " "):
        return None
    found = _CLOCK.fullmatch(text[11:])
    if not found or (found.group(4) and (not found.group(3) or not _ISO_DATE.fullmatch(text[:10]))):
        return None
    of_day = _time(found.group(1), found.group(2), found.group(3))
    if of_day is None:
        return None
    micros = int((found.group(4) or "").ljust(7, "0")[:6])
    return datetime.combine(at, of_day.replace(microsecond=micros), timezone.utc)


def _date(text):
    found = _ISO_DATE.fullmatch(text)
    parts = found.groups() if found else (_DAY_FIRST.fullmatch(text) or re.match("", "")).groups()[::-1]
    try:
        return date(*map(int, parts)) if parts else None
    except ValueError:
        return None


def _time(hours, minutes, seconds):
    try:
        return time(int(hours), int(minutes), int(seconds or 0))
    except ValueError:
        return None

"""What the clocks of time zones are ahead of UTC, and from when until when: rows for the features' zone_offsets."""

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)


def offsets(names, until):
    """Yields (name, from, until, offset), in microseconds since 1970; none for a name that is no zone.

    until: a moment after the last that is asked for.
    """
    for name in sorted(names):
        try:
            zone = ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
        for start, end, offset in _spans(zone, until):
            yield name, _micros(start - _EPOCH), _micros(end - _EPOCH), _micros(offset)


def _spans(zone, until):
    start = at = _EPOCH
    while at < until:
        following = min(at + _DAY, until)
        if _offset(zone, following) != _offset(zone, at):
            change = _change(zone, at, following)
            yield start, change, _offset(zone, start)
            start = change
        at = following
    yield start, until, _offset(zone, start)


def _change(zone, before, after):
    """The first second with another offset."""
    offset = _offset(zone, before)
    while after - before > _SECOND:
        middle = before + (after - before) // 2
        middle -= timedelta(microseconds=middle.microsecond)
        if middle <= before:
            middle = before + _SECOND
        if _offset(zone, middle) == offset:
            before = middle
        else:
            after = middle
    return after


def _offset(zone, at):
    return at.astimezone(zone).utcoffset()


def _micros(span):
    return span // timedelta(microseconds=1)

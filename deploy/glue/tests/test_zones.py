"""Offsets of zones."""

import unittest
from datetime import datetime, timezone
from zoneinfo import ZoneInfo

from notify_glue import zones

_HOUR = 3_600_000_000


class Offsets(unittest.TestCase):
    def test_berlin_changes_its_clocks_to_the_second(self):
        until = datetime(2026, 12, 31, tzinfo=timezone.utc)
        spans = list(zones.offsets({"Europe/Berlin"}, until))

        summer = int(datetime(2026, 3, 29, 1, tzinfo=timezone.utc).timestamp()) * 1_000_000
        winter = int(datetime(2026, 10, 25, 1, tzinfo=timezone.utc).timestamp()) * 1_000_000
        self.assertIn(("Europe/Berlin", summer, winter, 2 * _HOUR), spans)

    def test_every_moment_lies_in_one_span_with_the_zones_own_offset(self):
        until = datetime(2026, 6, 1, tzinfo=timezone.utc)
        for name in ("America/Sao_Paulo", "Asia/Kathmandu", "Africa/Casablanca", "Pacific/Apia", "UTC"):
            spans = list(zones.offsets({name}, until))
            self.assertEqual(0, spans[0][1])
            self.assertTrue(all(left[2] == right[1] for left, right in zip(spans, spans[1:])))
            for year in range(1971, 2026):
                at = datetime(year, 7 if year % 2 else 1, 13, 5, tzinfo=timezone.utc)
                micros = int(at.timestamp()) * 1_000_000
                [offset] = [span[3] for span in spans if span[1] <= micros < span[2]]
                self.assertEqual(at.astimezone(ZoneInfo(name)).utcoffset().total_seconds() * 1_000_000, offset)

    def test_what_is_no_zone_has_no_row(self):
        self.assertEqual([], list(zones.offsets({"Mars/Olympus", "../etc/passwd"}, datetime(2026, 1, 1, tzinfo=timezone.utc))))


if __name__ == "__main__":
    unittest.main()

"""The fields of one row by column name. What cannot be read is noted, so that a row shows all its faults at once."""

import unicodedata
from datetime import date

from notify_glue import notations

MAX_KEY = 200
MAX_TEXT = 20_000
MAX_AMOUNT = 1_000_000_000
FIRST_DATE, LAST_DATE = date(1970, 1, 1), date(2100, 12, 31)


def plain_name(column):
    """A column's name as it is compared: lower case, without spaces, _ and -."""
    return column.strip('\ufeff \t"').translate({ord(mark): None for mark in " _-\t"}).lower()


class Fields:
    """Reads a row's fields; `rejects` holds (column, value, reason) for each column at fault."""

    def __init__(self, row):
        """row: text by plain column name."""
        self._row = row
        self.rejects = []

    def refuse(self, column, value, reason):
        """Notes a fault. The first fault of a column says it; what follows from it does not help."""
        if all(known != column for known, _, _ in self.rejects):
            self.rejects.append((column, value, f"{column} {reason}"))

    def text(self, column):
        text = (self._row.get(plain_name(column)) or "").strip(notations.WHITE)
        if _length(text) > MAX_TEXT:
            self.refuse(column, text[:40] + "…", f"has {_length(text)} characters; at most {MAX_TEXT} are taken.")
            return ""
        return text

    def optional_text(self, column):
        text = self.text(column)
        return None if notations.is_absent(text) else text

    def required_text(self, column):
        text = self.text(column)
        if text == "":
            self.refuse(column, text, "is empty; every row needs it.")
        return text

    def key(self, column):
        key = self.required_text(column)
        if _length(key) > MAX_KEY:
            self.refuse(column, key[:40] + "…", f"has {_length(key)} characters; a key has at most {MAX_KEY}.")
        elif any(unicodedata.category(character) == "Cc" for character in key):
            self.refuse(column, key, "holds a control character or line break; a key may not.")
        return key

    def optional_amount(self, column):
        text = self.text(column)
        if notations.is_absent(text):
            return None
        amount = notations.amount(text)
        if amount is None:
            return self.refuse(column, text, "is no amount; write it as 1234.50 or 1,234.50, without a currency.")
        if 0 <= amount <= MAX_AMOUNT:
            return amount
        return self.refuse(column, text, f"is out of bounds; an amount is from 0 to {MAX_AMOUNT:,}.")

    def amount(self, column):
        return self._present(column, self.optional_amount(column))

    def optional_whole(self, column, least, most):
        text = self.text(column)
        if notations.is_absent(text):
            return None
        number = notations.whole(text)
        if number is None:
            return self.refuse(column, text, "is no whole number; write it as 12.")
        if least <= number <= most:
            return number
        return self.refuse(column, text, f"is out of bounds; it is from {least} to {most}.")

    def whole(self, column, least, most):
        return self._present(column, self.optional_whole(column, least, most))

    def optional_moment(self, column):
        text = self.text(column)
        if notations.is_absent(text):
            return None
        moment = notations.moment(text)
        if moment is None:
            return self.refuse(column, text, f"is no date; {notations.DATE_NOTATIONS}.")
        return moment if self._in_bounds(column, text, moment.date()) else None

    def moment(self, column):
        return self._present(column, self.optional_moment(column))

    def date(self, column):
        text = self.text(column)
        return self._present(column, None if notations.is_absent(text) else self._date(column, text))

    def optional_time(self, column):
        text = self.text(column)
        return None if notations.is_absent(text) else self._time(column, text)

    def items(self, column):
        """A list, its items separated by ;, empty ones left out, each once."""
        items = (item.strip(notations.WHITE) for item in self.text(column).split(";"))
        return list(dict.fromkeys(item for item in items if item))

    def dates(self, column):
        return [found for found in (self._date(column, item) for item in self.items(column)) if found]

    def times(self, column):
        return [found for found in (self._time(column, item) for item in self.items(column)) if found is not None]

    def _present(self, column, value):
        if value is None:
            self.refuse(column, self.text(column), "is empty; every row needs it.")
        return value

    def _date(self, column, text):
        found = notations.day(text)
        if found is None:
            return self.refuse(column, text, f"is no date; {notations.DATE_NOTATIONS}.")
        return found if self._in_bounds(column, text, found) else None

    def _time(self, column, text):
        found = notations.clock(text)
        return found if found is not None else self.refuse(column, text, "is no time of day; write it as 07:30 or 22:00.")

    def _in_bounds(self, column, text, found):
        if FIRST_DATE <= found <= LAST_DATE:
            return True
        self.refuse(column, text, "is out of bounds; a date is from 1970-01-01 to 2100-12-31.")
        return False


def _length(text):
    """In UTF-16 units, as the local engine counts."""
    return len(text) + sum(character > "\uffff" for character in text)

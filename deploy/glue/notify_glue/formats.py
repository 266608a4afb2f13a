"""How a row of each input file becomes a row of its table; the same rules as the local engine's (Notify.Domain.Ingestion.InputFormats)."""

import re

from notify_glue import notations
from notify_glue.fields import MAX_AMOUNT, Fields

MAX_QUANTITY = 100_000
CAMPAIGN_STATES = ("active", "paused", "draft", "completed")
_TYPE = re.compile("[a-z0-9_-]{1,50}")


def normalise(table, row):
    """A row's values by attribute, None where it is refused, and its faults.

    row: text by plain column name (see fields.plain_name).
    """
    fields = Fields(row)
    values = _BUILDERS[table](fields)
    return (None if fields.rejects else values), fields.rejects


def _user(row):
    return {
        "user_id": row.key("user_id"),
        "name": row.text("name"),
        "email": row.text("email"),
        "password_hash": row.text("password_hash"),
        "created_at": row.moment("created_at"),
        "time_zone": row.optional_text("time_zone"),
        "locale": row.optional_text("locale"),
    }


def _preferences(row):
    start, end = _window(row, "quiet_start", "quiet_end")
    return {
        "user_id": row.key("user_id"),
        "channels": _lower(row.items("channels")),
        "quiet_start": start,
        "quiet_end": end,
        "max_per_day": row.optional_whole("max_per_day", 0, 100),
        "preferred_times": row.times("preferred_times"),
        "blackout_dates": row.dates("blackout_dates"),
        "muted_types": _lower(row.items("muted_types")),
        "opted_out_at": row.optional_moment("opted_out_at"),
    }


def _product(row):
    return {
        "product_id": row.key("product_id"),
        "productDisplayName": row.required_text("productDisplayName"),
        **{name: row.text(name) for name in ("articleType", "baseColour", "gender", "image_url", "masterCategory")},
        "price": row.optional_amount("price"),
        **{name: row.text(name) for name in ("season", "subCategory", "usage")},
        "year": row.optional_whole("year", 1900, 2100),
    }


def _campaign(row):
    key = row.key("campaign_id")
    start, end = row.date("start_date"), row.date("end_date")
    if start and end and end < start:
        row.refuse("end_date", row.text("end_date"), f"is before start_date {start:%Y-%m-%d}; it is the last day, so at the earliest the same.")
    window_start, window_end = _window(row, "window_start", "window_end")
    return {
        "campaign_id": key,
        "name": row.required_text("name"),
        "description": row.text("description"),
        "notification_type": _notification_type(row) or "promotional",
        "priority": _or(row.optional_whole("priority", 1, 5), 3),
        "ad_revenue": _or(row.optional_amount("ad_revenue"), notations.amount("0")),
        "start_date": start,
        "end_date": end,
        "window_start": window_start,
        "window_end": window_end,
        "status": _status(row) or "active",
        "budget": row.optional_whole("budget", 0, 2**31 - 1),
        "frequency_cap": _or(row.optional_whole("frequency_cap", 1, 1000), 1),
        "template_short": row.text("template_short"),
        "template_long": row.text("template_long"),
        "created_at": row.optional_moment("created_at"),
    }


def _purchase(row):
    price = row.amount("price")
    quantity = row.whole("quantity", 1, MAX_QUANTITY)
    return {
        "user_id": row.key("user_id"),
        "purchase_id": row.key("purchase_id"),
        "product_id": row.key("product_id"),
        "purchase_date": row.moment("purchase_date"),
        "price": price,
        "quantity": quantity,
        "total_amount": _or(row.optional_amount("total_amount"), _total(row, price, quantity)),
    }


def _total(row, price, quantity):
    if price is None or quantity is None or row.optional_amount("total_amount") is not None:
        return None
    total = notations.plain(price * quantity)
    if total > MAX_AMOUNT:
        row.refuse("total_amount", "", f"is missing, and price × quantity is out of bounds; an amount is from 0 to {MAX_AMOUNT:,}.")
    return total


def _window(row, start, end):
    first, last = row.optional_time(start), row.optional_time(end)
    if (first is None) != (last is None):
        absent, given = (start, end) if first is None else (end, start)
        row.refuse(absent, row.text(absent), f"is empty while {given} is not; give both or neither.")
    elif first is not None and first == last:
        row.refuse(end, row.text(end), f"is the same as {start}, which leaves it open whether none or all of the day is meant; give two times or neither.")
    return first, last


def _notification_type(row):
    kind = (row.optional_text("notification_type") or "").lower()
    if kind and not _TYPE.fullmatch(kind):
        row.refuse("notification_type", kind, "is no type; use a short name of letters, digits, _ and -, such as promotional.")
    return kind


def _status(row):
    status = (row.optional_text("status") or "").lower()
    if status and status not in CAMPAIGN_STATES:
        row.refuse("status", status, f"is no status; it is one of {', '.join(CAMPAIGN_STATES)}.")
    return status


def _lower(items):
    return list(dict.fromkeys(item.lower() for item in items))


def _or(value, default):
    return default if value is None else value


_BUILDERS = {
    "users": _user,
    "user_preferences": _preferences,
    "products": _product,
    "campaigns": _campaign,
    "purchase_history": _purchase,
}

"""The tables: their keys, attributes and kinds, and how values are kept in them (docs/data.md)."""

import json
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


@dataclass(frozen=True)
class Table:
    """name: without notify_; keys: partition key, then sort key; kinds: kind by attribute, in order; lasting: attributes that a row without them does not take back."""

    name: str
    keys: tuple
    kinds: dict
    files: str = ""
    required: tuple = ()
    personal: bool = False
    optional: bool = False
    lasting: tuple = ()

    @property
    def full_name(self):
        return f"notify_{self.name}"

    @property
    def has_people(self):
        return self.keys[0] == "user_id"


_PRODUCT = {
    "product_id": "text", "articleType": "text", "baseColour": "text", "gender": "text", "image_url": "text", "masterCategory": "text",
    "price": "money", "productDisplayName": "text", "season": "text", "subCategory": "text", "usage": "text", "year": "whole",
}  # fmt: skip

TABLES = {
    table.name: table
    for table in (
        Table(
            "users", ("user_id",),
            {"user_id": "text", "name": "text", "email": "text", "password_hash": "text", "created_at": "moment", "time_zone": "text", "locale": "text"},
            files="users", required=("user_id", "created_at"), personal=True,
        ),
        Table(
            "user_preferences", ("user_id",),
            {
                "user_id": "text", "channels": "list", "quiet_start": "time", "quiet_end": "time", "max_per_day": "whole", "preferred_times": "list",
                "blackout_dates": "list", "muted_types": "list", "opted_out_at": "moment",
            },
            files="user_preferences", required=("user_id",), personal=True, optional=True, lasting=("opted_out_at",),
        ),
        Table("products", ("product_id",), _PRODUCT, files="products", required=("product_id", "productDisplayName")),
        Table(
            "campaigns", ("campaign_id",),
            {
                "campaign_id": "text", "name": "text", "description": "text", "notification_type": "text", "priority": "whole", "ad_revenue": "money",
                "start_date": "date", "end_date": "date", "window_start": "time", "window_end": "time", "status": "text", "budget": "whole",
                "frequency_cap": "whole", "template_short": "text", "template_long": "text", "created_at": "moment",
            },
            files="campaigns", required=("campaign_id", "name", "start_date", "end_date"),
        ),
        Table(
            "purchase_history", ("user_id", "purchase_id"),
            {
                "user_id": "text", "purchase_id": "text", "product_id": "text", "purchase_date": "moment", "price": "money", "quantity": "whole",
                "total_amount": "money",
            },
            files="purchases", required=("user_id", "purchase_id", "product_id", "purchase_date", "price", "quantity"),
        ),
        Table(
            "clickstream", ("user_id", "event_id"),
            {
                "user_id": "text", "event_id": "text", "event": "text", "product_id": "text", "campaign_id": "text", "notification_id": "text",
                "timestamp": "moment",
            },
        ),
        Table(
            "user_features", ("user_id",),
            {
                "user_id": "text", "avg_order_value": "money", "total_orders": "whole", "total_spent": "money", "top_article_types": "list",
                "top_master_categories": "list", "days_since_signup": "whole", "last_purchase_date": "moment", "hourly_activity": "list",
            },
        ),
        Table(
            "product_features", ("product_id",),
            {**_PRODUCT, "avg_price": "money", "total_sales": "whole", "revenue": "money", "last_sold_date": "moment"},
        ),
        Table(
            "user_product_matrix", ("user_id", "product_id"),
            {"user_id": "text", "product_id": "text", "last_purchase_date": "moment", "purchased_before": "flag", "times_purchased": "whole"},
        ),
    )
}  # fmt: skip


def cell(kind, value):
    """What a table keeps of a value; None for no value. A moment is a datetime with a zone, or microseconds since 1970."""
    if value is None:
        return None
    if kind == "money":
        # Adding zero takes the sign off a zero
        text = format(Decimal(value) + 0, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    if kind == "moment":
        at = _EPOCH + timedelta(microseconds=value) if isinstance(value, int) else value.astimezone(timezone.utc)
        return at.strftime("%Y-%m-%dT%H:%M:%S.%f0Z")
    if kind == "date":
        return value.isoformat()
    if kind == "time":
        return value.strftime("%H:%M:%S")
    if kind == "list":
        return _json([_item(item) for item in value])
    return value


def _json(value):
    """JSON with the same characters escaped as the local engine's, so that a row that both write is the same row."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return "".join(map(_escaped, text))


def _escaped(character):
    odd = character == "\ufeff" or character != " " and unicodedata.category(character) in ("Cc", "Cn", "Co", "Cs", "Zl", "Zp", "Zs")
    if ord(character) <= 0xFFFF and not odd:
        return character
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02X}{units[i + 1]:02X}" for i in range(0, len(units), 2))


def cells(table, values):
    """The cells of a row, by attribute; an attribute without a value is left out."""
    found = {name: cell(kind, values.get(name)) for name, kind in table.kinds.items()}
    return {name: kept for name, kept in found.items() if kept is not None}


def value(kind, kept):
    """The value of a cell, as snapshots and SQL have it: lists and times of day as text."""
    if kept is None:
        return None
    if kind == "money":
        return Decimal(kept)
    if kind == "moment":
        return datetime.strptime(kept[:26], "%Y-%m-%dT%H:%M:%S.%f").replace(tzinfo=timezone.utc)
    if kind == "date":
        return date.fromisoformat(kept)
    return kept


def item(table, row):
    """A row of cells as an item of DynamoDB."""
    return {name: _attribute(table.kinds[name], kept) for name, kept in row.items()}


def row_of(table, stored):
    """The cells of an item of DynamoDB; attributes that are none of the table's are left out."""
    return {name: _cell_of(table.kinds[name], attribute) for name, attribute in stored.items() if name in table.kinds and "NULL" not in attribute}


def _attribute(kind, kept):
    if kind in ("whole", "money"):
        return {"N": str(kept)}
    return {"BOOL": kept} if kind == "flag" else {"S": kept}


def _cell_of(kind, attribute):
    if kind == "whole":
        return int(Decimal(attribute["N"]))
    if kind == "money":
        return cell("money", Decimal(attribute["N"]))
    return attribute["BOOL"] if kind == "flag" else attribute["S"]


def _item(element):
    if isinstance(element, time):
        return element.strftime("%H:%M:%S")
    if isinstance(element, date):
        return element.isoformat()
    return int(element) if isinstance(element, float) and element.is_integer() else element

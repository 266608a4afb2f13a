"""What becomes of rows, without Spark."""

import unittest
from datetime import datetime, timedelta, timezone

from notify_glue import rows, tables
from notify_glue.tables import TABLES


def judge(name, *fields):
    return list(rows.judge(TABLES[name], [("a.csv", 0, row) for row in fields]))


class Judging(unittest.TestCase):
    def test_purchase_in_a_shops_own_notation_becomes_cells(self):
        row = {"userid": " u1 ", "purchaseid": "p1", "productid": "x", "purchasedate": "31-12-2025", "price": "1,234.50", "quantity": "2.0"}

        [(kind, position, cells)] = judge("purchase_history", row)

        self.assertEqual(("row", ("a.csv", 0, 1)), (kind, position))
        self.assertEqual(
            {
                "user_id": "u1", "purchase_id": "p1", "product_id": "x", "purchase_date": "2025-12-31T00:00:00.0000000Z", "price": "1234.5", "quantity": 2,
                "total_amount": "2469",
            },
            cells,
        )  # fmt: skip

    def test_faulty_row_shows_every_fault_and_hides_what_is_personal(self):
        [(kind, _, faults)] = judge("users", {"userid": "", "createdat": "soon"})

        self.assertEqual("reject", kind)
        self.assertEqual([("user_id", ""), ("created_at", "(hidden, 4 characters)")], [(column, value) for column, value, _ in faults])

    def test_rows_count_from_one_in_each_block_of_each_file(self):
        row = {"productid": "p", "productdisplayname": "Shoe"}

        judged = rows.judge(TABLES["products"], [("a", 0, row), ("a", 0, row), ("a", 128, row), ("b", 0, row)])

        self.assertEqual([("a", 0, 1), ("a", 0, 2), ("a", 128, 1), ("b", 0, 1)], [position for _, position, _ in judged])

    def test_lists_and_times_become_json_and_text(self):
        [(_, _, cells)] = judge("user_preferences", {"userid": "u", "channels": "Email; push;email", "preferredtimes": "7:30;18:00", "quietstart": "22:00", "quietend": "07:00"})

        self.assertEqual('["email","push"]', cells["channels"])
        self.assertEqual('["07:30:00","18:00:00"]', cells["preferred_times"])
        self.assertEqual("22:00:00", cells["quiet_start"])
        self.assertEqual("[]", cells["blackout_dates"])


class Columns(unittest.TestCase):
    def test_any_order_case_and_spelling_is_found_and_others_are_ignored(self):
        found = rows.columns(TABLES["users"], ["Created At", "favourite", "USER-ID", "user_id"], "users.csv")

        self.assertEqual({"createdat": "Created At", "userid": "USER-ID"}, found)

    def test_missing_column_is_an_error_that_names_it(self):
        with self.assertRaisesRegex(rows.MissingColumnsError, "users.csv has no column created_at"):
            rows.columns(TABLES["users"], ["user_id"], "users.csv")


class Merging(unittest.TestCase):
    def test_file_that_does_not_know_of_an_opt_out_keeps_it(self):
        held = {"user_id": "u", "opted_out_at": "2026-01-01T00:00:00.0000000Z"}

        self.assertEqual(held, rows.merged(TABLES["user_preferences"], held, {"user_id": "u"}))


class Items(unittest.TestCase):
    def test_every_kind_survives_the_way_through_dynamodb(self):
        table = TABLES["user_product_matrix"]
        row = {"user_id": "u", "product_id": "p", "last_purchase_date": "2026-01-01T00:00:00.0000000Z", "purchased_before": True, "times_purchased": 3}

        self.assertEqual(row, tables.row_of(table, {**tables.item(table, row), "_write": {"B": b"1"}}))

    def test_moment_in_microseconds_is_written_as_one_with_a_zone(self):
        at = datetime(2026, 1, 1, 12, 0, 0, 250_000, tzinfo=timezone(timedelta(hours=2)))

        self.assertEqual("2026-01-01T10:00:00.2500000Z", tables.cell("moment", at))
        self.assertEqual("2026-01-01T10:00:00.2500000Z", tables.cell("moment", int(at.timestamp() * 1_000_000)))

    def test_money_is_written_one_way(self):
        table = TABLES["products"]

        self.assertEqual({"product_id": "p", "price": "1.5"}, tables.row_of(table, {"product_id": {"S": "p"}, "price": {"N": "1.50"}}))


if __name__ == "__main__":
    unittest.main()

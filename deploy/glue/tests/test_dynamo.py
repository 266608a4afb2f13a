"""Batches of writes."""

import unittest
from unittest import mock

from notify_glue import dynamo
from notify_glue.tables import TABLES


class Client:
    """Takes half of each batch, at first."""

    def __init__(self, stubborn=False):
        self.rows, self.sizes, self.stubborn = [], [], stubborn

    def batch_write_item(self, RequestItems):
        [(name, batch)] = RequestItems.items()
        self.sizes.append(len(batch))
        taken = 0 if self.stubborn else (len(batch) + 1) // 2
        self.rows += [request["PutRequest"]["Item"]["product_id"]["S"] for request in batch[:taken]]
        return {"UnprocessedItems": {name: batch[taken:]} if batch[taken:] else {}}


class Putting(unittest.TestCase):
    @mock.patch("time.sleep")
    def test_rows_left_unprocessed_are_sent_again_until_none_is(self, _):
        client = Client()

        dynamo.put(client, TABLES["products"], "notify_products", ({"product_id": str(number)} for number in range(60)))

        self.assertEqual(sorted(map(str, range(60))), sorted(client.rows))
        self.assertLessEqual(max(client.sizes), 25)

    @mock.patch("time.sleep")
    def test_table_that_takes_nothing_is_an_error(self, _):
        with self.assertRaisesRegex(dynamo.UnprocessedError, "left 1 items"):
            dynamo.put(Client(stubborn=True), TABLES["products"], "notify_products", [{"product_id": "p"}])


class PuttingOverOthers(unittest.TestCase):
    def test_row_without_an_opt_out_leaves_the_one_that_came_meanwhile(self):
        client = mock.Mock()

        dynamo.put(client, TABLES["user_preferences"], "notify_user_preferences", [{"user_id": "u", "max_per_day": 3, "channels": "[]"}])

        client.batch_write_item.assert_not_called()
        [call] = client.update_item.call_args_list
        names, values = call.kwargs["ExpressionAttributeNames"], call.kwargs["ExpressionAttributeValues"]
        sets, removes = call.kwargs["UpdateExpression"].removeprefix("SET ").split(" REMOVE ")
        self.assertEqual({"user_id": {"S": "u"}}, call.kwargs["Key"])
        self.assertEqual(
            {"max_per_day": {"N": "3"}, "channels": {"S": "[]"}}, {names[name]: values[value] for name, value in (part.split(" = ") for part in sets.split(", "))}
        )
        self.assertEqual({"quiet_start", "quiet_end", "preferred_times", "blackout_dates", "muted_types"}, {names[name] for name in removes.split(", ")})

    def test_row_with_an_opt_out_writes_it(self):
        client = mock.Mock()

        dynamo.put(client, TABLES["user_preferences"], "notify_user_preferences", [{"user_id": "u", "opted_out_at": "2026-01-01T00:00:00.0000000Z"}])

        [call] = client.update_item.call_args_list
        self.assertEqual({":0": {"S": "2026-01-01T00:00:00.0000000Z"}}, call.kwargs["ExpressionAttributeValues"])
        self.assertIn("opted_out_at", call.kwargs["ExpressionAttributeNames"].values())


if __name__ == "__main__":
    unittest.main()

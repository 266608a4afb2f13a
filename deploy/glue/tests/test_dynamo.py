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


if __name__ == "__main__":
    unittest.main()

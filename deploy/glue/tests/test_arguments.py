"""What a run is started with."""

import unittest

from notify_glue import arguments


class Reading(unittest.TestCase):
    def test_arguments_among_glues_own_are_found(self):
        given = arguments.read(
            "--job-bookmark-option job-bookmark-disable --load_id 1 --source s3://shop/in --objects=s3://notify/north "
            "--as_of 2026-01-01T00:00:00Z --default_time_zone --JOB_NAME notify-users".split()
        )

        self.assertEqual(("1", "s3://shop/in", "", ""), (given.load_id, given.source, given.default_time_zone, given.table_prefix))
        self.assertEqual(("notify", "north/"), (given.objects_bucket, given.objects_prefix))

    def test_missing_argument_is_an_error_that_names_it(self):
        with self.assertRaisesRegex(ValueError, "--source, --objects"):
            arguments.read(["--load_id", "1", "--as_of", "2026-01-01"])


if __name__ == "__main__":
    unittest.main()

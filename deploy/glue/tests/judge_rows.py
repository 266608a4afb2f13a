"""Judges rows for the comparison with the local engine: a JSON object a line, {"table", "fields"}, in and out."""

import json
import sys

from notify_glue import tables
from notify_glue.formats import normalise

for line in sys.stdin:
    asked = json.loads(line)
    values, faults = normalise(asked["table"], asked["fields"])
    cells = None if values is None else tables.cells(tables.TABLES[asked["table"]], values)
    print(json.dumps({"cells": cells, "faults": [[column, reason] for column, _, reason in faults]}))

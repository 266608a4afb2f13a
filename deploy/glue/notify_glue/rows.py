"""What becomes of the rows of an input file, without Spark: columns, order, faults."""

from notify_glue import tables
from notify_glue.fields import plain_name
from notify_glue.formats import normalise


class MissingColumnsError(Exception):
    """A file lacks columns without which it cannot be loaded."""


def columns(table, names, file):
    """The file's column for each attribute that it has, by plain name.

    The first of two columns of one name counts. Raises MissingColumnsError.
    """
    found = {}
    for name in names:
        found.setdefault(plain_name(name), name)
    missing = [name for name in table.required if plain_name(name) not in found]
    if missing:
        raise MissingColumnsError(
            f"{file} has no column {', '.join(missing)}; it has {', '.join(names)}. Nothing was written. Rename or add the columns."
        )
    wanted = {plain_name(name) for name in table.kinds}
    return {plain: name for plain, name in found.items() if plain in wanted}


def judge(table, rows):
    """Yields ("row", position, cells) or ("reject", position, faults) for each of the rows.

    rows: (file, block, text by plain name), in the order of the file. position: (file, block, number from 1 in the block).
    """
    block = None
    number = 0
    for file, start, fields in rows:
        number = number + 1 if (file, start) == block else 1
        block = (file, start)
        values, faults = normalise(table.name, fields)
        if values is None:
            yield "reject", (file, start, number), [_masked(table, fault) for fault in faults]
        else:
            yield "row", (file, start, number), tables.cells(table, values)


def merged(table, held, row):
    """The row to keep where one is held already: a file that does not know of an opt-out must not undo it."""
    return {**{name: held[name] for name in table.lasting if name in held}, **row}


def _masked(table, fault):
    column, value, reason = fault
    is_personal = table.personal or column == "user_id"
    return (column, f"(hidden, {len(value)} characters)" if is_personal and value else value, reason)

"""What a run is started with."""

import sys
from dataclasses import dataclass
from urllib.parse import urlsplit

NAMES = ("load_id", "source", "objects", "table_prefix", "as_of", "default_time_zone", "run_key")


@dataclass(frozen=True)
class Arguments:
    """load_id: names the load; source: folder of the shop's files; objects: folder of the product's objects; run_key: finds the run again."""

    load_id: str
    source: str
    objects: str
    table_prefix: str
    as_of: str
    default_time_zone: str
    run_key: str

    @property
    def objects_bucket(self):
        return urlsplit(self.objects).netloc

    @property
    def objects_prefix(self):
        path = urlsplit(self.objects).path.strip("/")
        return f"{path}/" if path else ""

    def place(self, area, table):
        """Folder of this load's objects of a table."""
        return f"{self.objects}/{area}/{table.full_name}/load={self.load_id}"


def read(argv=None):
    """The arguments of this run. Glue gives others too; they are left alone.

    An empty value may be left out. Raises ValueError where one is missing that is needed.
    """
    given = dict(_pairs(list(sys.argv[1:] if argv is None else argv)))
    missing = [name for name in ("load_id", "source", "objects", "as_of") if not given.get(name)]
    if missing:
        raise ValueError(f"Arguments are missing: {', '.join('--' + name for name in missing)}.")
    return Arguments(**{name: given.get(name, "") for name in NAMES})


def _pairs(words):
    while words:
        word = words.pop(0)
        if word.startswith("--"):
            name, equals, inline = word[2:].partition("=")
            has_value = equals or (words and not words[0].startswith("--"))
            yield name, (inline if equals else words.pop(0)) if has_value else ""

"""The retail taxonomy as texts: products and campaigns in the wordings of one split.

The same file, taxonomy.json, feeds the C# sample generator, which uses only the "held_out" wordings;
training uses only the "train" wordings. Nouns (article types, categories) are shared: they are what must be known.
"""
import json
import random
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
TAXONOMY = HERE / "taxonomy.json"

ONSETS = ["b", "br", "c", "ch", "cl", "d", "dr", "f", "fl", "g", "gr", "h", "j", "k", "l", "m", "n", "p", "pl", "qu", "r", "s",
          "sh", "st", "t", "th", "tr", "v", "w", "y", "z", ""]
NUCLEI = ["a", "e", "i", "o", "u", "ai", "ea", "ee", "ia", "io", "oo", "ou", "au"]
CODAS = ["", "", "", "n", "r", "l", "s", "x", "m", "ck", "nd", "st", "rt", "th", "ng", "lle", "ss", "t", "d"]

OWNERS = {"Men": "men's", "Women": "women's", "Boys": "boys'", "Girls": "girls'"}


@dataclass(frozen=True)
class Labels:
    """What a text is about: -1 means not narrowed down at that level; articles are indexes of the article types it covers."""
    master: int
    sub: int
    articles: tuple
    gender: str = ""


@dataclass(frozen=True)
class Article:
    index: int
    master: int
    sub: int
    spec: dict


@dataclass
class Taxonomy:
    raw: dict
    masters: list
    subs: list = field(default_factory=list)
    articles: list = field(default_factory=list)

    @staticmethod
    def load(path=TAXONOMY):
        raw = json.loads(Path(path).read_text(encoding="utf-8"))
        taxonomy = Taxonomy(raw, raw["masterCategories"])
        for m, master in enumerate(taxonomy.masters):
            for sub in master["subCategories"]:
                taxonomy.subs.append((m, sub))
                for spec in sub["articles"]:
                    taxonomy.articles.append(Article(len(taxonomy.articles), m, len(taxonomy.subs) - 1, spec))
        return taxonomy

    def under_master(self, m):
        return [a for a in self.articles if a.master == m]

    def under_sub(self, s):
        return [a for a in self.articles if a.sub == s]


def product_text(p):
    """The text of a product as every encoder of this repository sees it."""
    return (f"{p['productDisplayName']}. {p['gender']} {p['masterCategory']} {p['subCategory']} {p['articleType']} "
            f"{p['baseColour']} {p['season']} {p['usage']}")


def campaign_text(c):
    """The text of a campaign as every encoder of this repository sees it."""
    return f"{c['name']}. {c['description']} {c['template_short']} {c['template_long']} {c['notification_type']}"


class TextMaker:
    """Makes labelled products and campaigns in the wordings of `split` ("train" or "held_out"); deterministic by seed."""

    def __init__(self, taxonomy, split, seed):
        self.tax, self.split, self.rng = taxonomy, split, random.Random(seed)

    def pseudo_word(self):
        r = self.rng
        return "".join(r.choice(ONSETS) + r.choice(NUCLEI) + r.choice(CODAS) for _ in range(r.choice([1, 2, 2, 3])))

    def brand(self):
        words = [self.pseudo_word().title() for _ in range(self.rng.choice([1, 1, 2]))]
        return " ".join(words)

    def product(self):
        """A product's attributes (without its name) and its labels."""
        r = self.rng
        article = r.choice(self.tax.articles)
        spec = article.spec
        gender = r.choice(spec["genders"])
        attributes = {
            "gender": gender, "masterCategory": self.tax.masters[article.master]["name"],
            "subCategory": self.tax.subs[article.sub][1]["name"], "articleType": spec["name"],
            "baseColour": r.choice(self.tax.raw["colours"]), "season": r.choice(spec["seasons"]), "usage": r.choice(spec["usages"]),
        }
        return attributes, self.brand(), article, Labels(article.master, article.sub, (article.index,), gender)

    def product_name(self, attributes, brand, article):
        r, spec = self.rng, article.spec
        template = r.choice(self.tax.raw["productNames"][self.split])
        model = self.pseudo_word().title() + (f" {r.randint(1, 990)}" if r.random() < 0.3 else "")
        return template.format(brand=brand, gender=attributes["gender"], colour=attributes["baseColour"], model=model,
                               noun=r.choice(spec["nouns"]).title(), word=r.choice(spec["words"]).title())

    def topic(self):
        """What a campaign is to be about: its labels, phrases for it, and the article types it may name as examples."""
        r, tax = self.rng, self.tax
        roll = r.random()
        if roll < 0.08:
            return Labels(-1, -1, ()), None, None
        if roll < 0.30:
            m = r.randrange(len(tax.masters))
            covered = tax.under_master(m)
            return Labels(m, -1, tuple(a.index for a in covered)), tax.masters[m]["phrases"], covered
        if roll < 0.60:
            s = r.randrange(len(tax.subs))
            m, sub = tax.subs[s]
            covered = tax.under_sub(s)
            return Labels(m, s, tuple(a.index for a in covered)), sub["phrases"], covered
        if roll < 0.70:
            c = r.choice(tax.raw["collections"])
            covered = [a for a in tax.articles if a.spec["name"] in c["articles"]]
            m = next(i for i, x in enumerate(tax.masters) if x["name"] == c["master"])
            gender = c["genders"][0] if len(c["genders"]) == 1 else ""
            return Labels(m, -1, tuple(a.index for a in covered), gender), c["phrases"], covered
        a = r.choice(tax.articles)
        return Labels(a.master, a.sub, (a.index,)), a.spec["plurals"], [a]

    def slots(self, labels, phrases, covered):
        r, raw = self.rng, self.tax.raw
        if covered is None:
            generic = raw["generic"][self.split]
            topic, word, cue = r.choice(generic["phrases"]), r.choice(generic["words"]), r.choice(generic["cues"])
            a, b = r.choice(generic["examples"]), r.choice(generic["examples"])
        else:
            first, second = r.choice(covered).spec, r.choice(covered).spec
            topic, word = r.choice(phrases), r.choice(first["words"])
            a, b = r.choice(first["plurals"]), r.choice(second["plurals"])
            cue = r.choice(self.tax.masters[labels.master]["cues"][self.split])
            if labels.gender in OWNERS and r.random() < 0.6:
                topic = f"{OWNERS[labels.gender]} {topic}"
        season = r.choice(raw["seasons"][r.choice(list(raw["seasons"]))])
        return dict(topic=topic, Topic=topic.title(), a=a, b=b, word=word, cue=cue, Cue=cue[0].upper() + cue[1:],
                    brand=self.brand(), pct=r.choice([10, 15, 20, 25, 30, 40, 50, 60, 70]), season=season, Season=season.title())

    def campaign(self, topic=None):
        """A campaign's fields and its labels; with `topic`, another campaign about the same."""
        r = self.rng
        topic = topic or self.gendered(self.topic())
        labels, phrases, covered = topic
        themes = self.tax.raw["themes"] if covered else [t for t in self.tax.raw["themes"] if t["generic"]]
        theme = r.choice(themes)
        wording, values = theme[self.split], self.slots(labels, phrases, covered)
        fields = {"name": "name", "description": "description", "template_short": "short", "template_long": "long"}
        campaign = {k: r.choice(wording[v]).format(**values) for k, v in fields.items()}
        campaign["notification_type"] = r.choice(theme["types"])
        return campaign, labels, topic

    def gendered(self, topic):
        labels, phrases, covered = topic
        if covered and not labels.gender and self.rng.random() < 0.25:
            gender = self.rng.choice(list(OWNERS))
            served = [a for a in covered if gender in a.spec["genders"]]
            if served:
                narrowed = tuple(a.index for a in served)
                return Labels(labels.master, labels.sub, narrowed, gender), phrases, served
        return topic

"""Writes the training pairs: two views of one product, or two campaigns about one topic, with what they are about.

Only the "train" wordings of the taxonomy are used, and no brand or person of it: brands are invented anew for every pair.

Usage: make_data.py OUT.jsonl [--products N] [--campaigns N] [--seed N]
"""
import argparse
import json

from catalogue import TextMaker, Taxonomy, campaign_text, product_text


def worn(maker, fields, keep):
    """Blanks some fields, as real catalogues do, so that no single field carries the meaning."""
    return {k: (v if k in keep or maker.rng.random() > 0.2 else "") for k, v in fields.items()}


def product_view(maker, attributes, brand, article):
    named = dict(attributes, productDisplayName=maker.product_name(attributes, brand, article))
    roll = maker.rng.random()
    if roll < 0.15:
        return named["productDisplayName"]
    return product_text(named if roll < 0.6 else worn(maker, named, {"productDisplayName", "articleType"}))


def campaign_view(maker, campaign):
    roll = maker.rng.random()
    if roll < 0.15:
        text = f"{campaign['name']}. {campaign['description']}"
    elif roll < 0.3:
        text = f"{campaign['template_short']} {campaign['template_long']}"
    else:
        text = campaign_text(campaign if roll < 0.7 else worn(maker, campaign, {"name", "template_long"}))
    return with_noise(maker, text)


def with_noise(maker, text):
    """Sprinkles words of no meaning, so that a word never seen is taken for noise and not for a category."""
    words = text.split()
    if maker.rng.random() < 0.4:
        for _ in range(maker.rng.randint(1, 3)):
            words.insert(maker.rng.randint(0, len(words)), maker.pseudo_word())
    return " ".join(words)


def pairs(maker, products, campaigns):
    for _ in range(products):
        attributes, brand, article, labels = maker.product()
        views = [product_view(maker, attributes, brand, article) for _ in range(2)]
        yield "product", views, labels
    for _ in range(campaigns):
        campaign, labels, topic = maker.campaign()
        other, _, _ = maker.campaign(topic)
        first = campaign_view(maker, campaign)
        second = campaign_view(maker, campaign if maker.rng.random() < 0.3 else other)
        yield "campaign", [first, second], labels


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out")
    parser.add_argument("--products", type=int, default=60_000)
    parser.add_argument("--campaigns", type=int, default=60_000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    maker = TextMaker(Taxonomy.load(), "train", args.seed)
    with open(args.out, "w", encoding="utf-8") as out:
        for kind, views, labels in pairs(maker, args.products, args.campaigns):
            row = {"kind": kind, "views": views, "master": labels.master, "sub": labels.sub,
                   "articles": labels.articles, "gender": labels.gender}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()

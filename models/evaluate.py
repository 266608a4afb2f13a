"""How often a product's nearest campaign is about the product's own category, by the shipped model in ONNX Runtime.

Usage: evaluate.py [FOLDER] [--labels CSV] [--model DIR] [--float ONNX] [--held-out N] [--names-only] [--limit N]

FOLDER holds products.csv and campaigns.csv (default: samples/). Campaigns say nowhere what they are about except in
their text, so the truth is a file of campaign_id, master_category, sub_category, article_type (empty: not narrowed down;
all empty: a campaign about everything, which is never right).
"""
import argparse
import collections
import csv
import json
import time
from pathlib import Path

import numpy as np

from catalogue import HERE, TextMaker, Taxonomy, campaign_text, product_text
from onnxruntime_c import OnnxEncoder
from wordpiece import WordPiece, basic_words

COLUMNS = ("master_category", "sub_category", "article_type")


class Model:
    def __init__(self, onnx, directory):
        config = json.loads((Path(directory) / "config.json").read_text(encoding="utf-8"))
        self.tokenizer = WordPiece.load(Path(directory) / "vocab.txt", config["max_tokens"])
        self.encoder, self.version, self.dimensions = OnnxEncoder(onnx), config["model_version"], config["dimensions"]

    def vectors(self, texts, chunk=32):
        """L2-normalised mean-pooled vectors of the texts, in their order."""
        tokens = [self.tokenizer.encode(t) for t in texts]
        order = sorted(range(len(tokens)), key=lambda i: len(tokens[i]))
        out = np.zeros((len(tokens), self.dimensions), np.float32)
        for start in range(0, len(order), chunk):
            part = order[start : start + chunk]
            ids = np.zeros((len(part), max(len(tokens[i]) for i in part)), np.int64)
            mask = np.zeros_like(ids)
            for row, i in enumerate(part):
                ids[row, : len(tokens[i])], mask[row, : len(tokens[i])] = tokens[i], 1
            hidden = self.encoder(ids, mask) * mask[:, :, None]
            mean = hidden.sum(1) / mask.sum(1, keepdims=True)
            out[part] = mean / np.linalg.norm(mean, axis=1, keepdims=True)
        return out


def read(path):
    with open(path, encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def from_folder(folder, labels, limit):
    products = read(Path(folder) / "products.csv")
    if limit and len(products) > limit:
        products = [products[i] for i in np.random.default_rng(1).permutation(len(products))[:limit]]
    campaigns = read(Path(folder) / "campaigns.csv")
    truth = {row["campaign_id"]: tuple(row[c] for c in COLUMNS) for row in read(labels)}
    kinds = [(p["masterCategory"], p["subCategory"], p["articleType"]) for p in products]
    return [product_text(p) for p in products], kinds, [campaign_text(c) for c in campaigns], [truth[c["campaign_id"]] for c in campaigns]


def from_held_out_wordings(products, seed):
    """Products and a tenth as many campaigns in wordings that training never used."""
    maker = TextMaker(Taxonomy.load(), "held_out", seed)
    tax, texts, kinds, ads, about = maker.tax, [], [], [], []
    for _ in range(products):
        attributes, brand, article, _ = maker.product()
        texts.append(product_text(dict(attributes, productDisplayName=maker.product_name(attributes, brand, article))))
        kinds.append((attributes["masterCategory"], attributes["subCategory"], attributes["articleType"]))
    for _ in range(products // 10):
        campaign, labels, _ = maker.campaign()
        ads.append(campaign_text(campaign))
        about.append(("", "", "") if labels.master < 0 else (
            tax.masters[labels.master]["name"], tax.subs[labels.sub][1]["name"] if labels.sub >= 0 else "", ""))
    return texts, kinds, ads, about


def shared_words(texts, ads):
    """The peer to beat: cosines of TF-IDF word counts, product × campaign."""
    counted = [collections.Counter(basic_words(text)) for text in texts + ads]
    places = {word: i for i, word in enumerate(sorted(set().union(*counted)))}
    rarity = {word: np.log(len(counted) / sum(word in c for c in counted)) for word in places}
    vectors = np.zeros((len(counted), len(places)), np.float32)
    for row, counts in enumerate(counted):
        for word, count in counts.items():
            vectors[row, places[word]] = count * rarity[word]
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return vectors[: len(texts)] @ vectors[len(texts) :].T


def report(title, model, data):
    texts, kinds, ads, about = data
    started = time.perf_counter()
    products, campaigns = model.vectors(texts), model.vectors(ads)
    seconds = time.perf_counter() - started
    nearest = (products @ campaigns.T).argmax(1)
    hits = {name: [about[c][level] == kind[level] for kind, c in zip(kinds, nearest)] for level, name in ((0, "master"), (1, "sub"))}
    offered = {a[1] for a in about if a[1]}
    sub_hits = [hit for hit, kind in zip(hits["sub"], kinds) if kind[1] in offered]
    shares = np.array([sum(a[0] == kind[0] for a in about) / len(about) for kind in kinds])
    print(f"{title}: {len(texts)} products, {len(ads)} campaigns, {(len(texts) + len(ads)) / seconds:.0f} texts/s on one thread")
    by_words = np.mean([about[c][0] == kind[0] for kind, c in zip(kinds, shared_words(texts, ads).argmax(1))])
    print(f"  nearest campaign shares the master category: {np.mean(hits['master']):.1%}"
          f" (by chance {shares.mean():.1%}, by shared words alone {by_words:.1%})")
    print(f"  shares the sub category, where some campaign is about it: {np.mean(sub_hits):.1%} of {len(sub_hits)}")
    print(f"  campaign about everything is nearest: {np.mean([not about[c][0] for c in nearest]):.1%}")
    for master in sorted({k[0] for k in kinds}):
        mine = [hit for hit, kind in zip(hits["master"], kinds) if kind[0] == master]
        print(f"    {master:<16} {np.mean(mine):6.1%} of {len(mine)}")
    return texts, ads


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", default=HERE.parent / "samples")
    parser.add_argument("--labels", default=HERE / "evaluation/sample-campaigns.csv")
    parser.add_argument("--model", default=HERE / "encoder")
    parser.add_argument("--float", help="the float export, to compare its vectors with the shipped int8 model's")
    parser.add_argument("--held-out", type=int, default=0, help="evaluate on this many made products instead of FOLDER")
    parser.add_argument("--names-only", action="store_true", help="encode products by display name alone, without their category fields")
    parser.add_argument("--limit", type=int, default=5000, help="at most this many products of FOLDER, drawn by a fixed seed")
    args = parser.parse_args()
    model = Model(Path(args.model) / "model.onnx", args.model)
    data = from_held_out_wordings(args.held_out, 7) if args.held_out else from_folder(args.folder, args.labels, args.limit)
    if args.names_only:
        data = ([text.rsplit(". ", 1)[0] for text in data[0]], *data[1:])
    texts, ads = report(f"{model.version} on {'held-out wordings' if args.held_out else Path(args.folder).name}", model, data)
    if args.float:
        some = texts[:500] + ads[:500]
        cosines = (Model(args.float, args.model).vectors(some) * model.vectors(some)).sum(1)
        print(f"  cosine of int8 to float: mean {cosines.mean():.4f}, lowest {cosines.min():.4f}")


if __name__ == "__main__":
    main()

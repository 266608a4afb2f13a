"""Builds vocab.txt from the training texts: every word used often becomes one entry, the rest is spelt in pieces.

Usage: make_vocab.py PAIRS.jsonl VOCAB.txt [--size N]
"""
import argparse
import collections
import json

from wordpiece import basic_words, build_vocabulary


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs")
    parser.add_argument("out")
    parser.add_argument("--size", type=int, default=6000)
    parser.add_argument("--words", type=int, default=12_000, help="how many of the most frequent words to learn pieces from")
    args = parser.parse_args()
    counts = collections.Counter()
    with open(args.pairs, encoding="utf-8") as lines:
        for line in lines:
            for text in json.loads(line)["views"]:
                counts.update(basic_words(text))
    tokens = build_vocabulary(dict(counts.most_common(args.words)), args.size)
    with open(args.out, "w", encoding="utf-8", newline="\n") as out:
        out.writelines(token + "\n" for token in tokens)
    print(f"{len(counts)} distinct words, {len(tokens)} entries")


if __name__ == "__main__":
    main()

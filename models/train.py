"""Trains the encoder by contrast and exports it as float ONNX.

Every text of a batch is compared with every other; the target is how much two texts are about the same thing
(article types covered in common, then sub category, then master category), and most of all the other view of itself.
First the word embeddings learn alone (a bag of words, cheap), then the whole encoder.

Usage: train.py PAIRS.jsonl VOCAB.txt OUT.onnx [--warm-steps N] [--steps N] [--seed N]
"""
import argparse
import json
import math
import time

import numpy as np
import torch

from catalogue import Taxonomy
from encoder import Encoder, sentence_vectors
from wordpiece import WordPiece

TRAINED_TOKENS = 72
TEMPERATURE = 0.06
OWN_VIEW, SAME_SUB, SAME_MASTER, OTHER_GENDER = 1.5, 0.35, 0.05, 0.5


class Pairs:
    """The training pairs as token ids with what they are about."""

    def __init__(self, path, tokenizer, kind):
        with open(path, encoding="utf-8") as lines:
            rows = [row for row in map(json.loads, lines) if row["kind"] == kind]
        self.ids = [[tokenizer.encode(view) for view in row["views"]] for row in rows]
        self.rows = rows

    def __len__(self):
        return len(self.rows)


def covered_articles(rows, article_count):
    covers = np.zeros((len(rows), article_count), np.float32)
    for i, row in enumerate(rows):
        covers[i, row["articles"]] = 1
    norms = np.linalg.norm(covers, axis=1, keepdims=True)
    return covers / np.maximum(norms, 1e-9)


def relevance(rows, article_count):
    """How much each pair of texts of a batch is about the same; rows are texts, the two views of i at i and i + n/2."""
    covers = covered_articles(rows, article_count)
    master, sub = np.array([r["master"] for r in rows]), np.array([r["sub"] for r in rows])
    gender = np.array([r["gender"] if r["gender"] != "Unisex" else "" for r in rows])
    same_sub = (sub[:, None] == sub) & (sub >= 0)
    same_master = (master[:, None] == master) & (master >= 0)
    other_gender = (gender[:, None] != gender) & (gender[:, None] != "") & (gender != "")
    target = covers @ covers.T + SAME_SUB * same_sub + SAME_MASTER * same_master
    target *= np.where(other_gender, OTHER_GENDER, 1.0)
    half = len(rows) // 2
    own = np.arange(len(rows))
    target[own, (own + half) % len(rows)] += OWN_VIEW
    np.fill_diagonal(target, 0)
    return torch.from_numpy((target / target.sum(1, keepdims=True)).astype(np.float32))


def padded(sequences):
    width = max(map(len, sequences))
    ids, mask = np.zeros((len(sequences), width), np.int64), np.zeros((len(sequences), width), np.int64)
    for i, sequence in enumerate(sequences):
        ids[i, : len(sequence)], mask[i, : len(sequence)] = sequence, 1
    return torch.from_numpy(ids), torch.from_numpy(mask)


def encode(net, sequences, chunk=64):
    """Vectors of token sequences in their order, computed in chunks of like length so that little is padding."""
    order = sorted(range(len(sequences)), key=lambda i: len(sequences[i]))
    parts = []
    for start in range(0, len(order), chunk):
        ids, mask = padded([sequences[i] for i in order[start : start + chunk]])
        parts.append(sentence_vectors(net(ids, mask, torch.zeros_like(ids)), mask))
    back = torch.empty(len(order), dtype=torch.long)
    back[torch.tensor(order)] = torch.arange(len(order))
    return torch.cat(parts)[back]


def contrast(net, batch, article_count):
    rows = [row for row, _ in batch] * 2
    vectors = encode(net, [views[0] for _, views in batch] + [views[1] for _, views in batch])
    logits = vectors @ vectors.T / TEMPERATURE
    logits = logits.masked_fill(torch.eye(len(rows), dtype=torch.bool), -1e4)
    return -(relevance(rows, article_count) * torch.log_softmax(logits, 1)).sum(1).mean()


def run(net, data, generator, steps, rate, batch_size, article_count, label):
    optimizer = torch.optim.AdamW(net.parameters(), lr=rate, weight_decay=0.01)
    started, smooth = time.process_time(), None
    for step in range(steps):
        scale = min(1, (step + 1) / 30) * 0.5 * (1 + math.cos(math.pi * step / steps))
        for group in optimizer.param_groups:
            group["lr"] = rate * max(scale, 0.02)
        batch = [(d.rows[i], d.ids[i]) for d in data for i in generator.integers(0, len(d), batch_size // len(data))]
        loss = contrast(net, batch, article_count)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        smooth = loss.item() if smooth is None else 0.95 * smooth + 0.05 * loss.item()
        if step % 25 == 0 or step == steps - 1:
            print(f"{label} {step:5d}  loss {smooth:.4f}  {time.process_time() - started:6.0f} s of CPU", flush=True)


def export(net, path):
    names = ["input_ids", "attention_mask", "token_type_ids"]
    axes = {name: {0: "batch", 1: "sequence"} for name in names + ["last_hidden_state"]}
    example = (torch.ones(2, 8, dtype=torch.long), torch.ones(2, 8, dtype=torch.long), torch.zeros(2, 8, dtype=torch.long))
    torch.onnx.export(net.eval(), example, path, opset_version=14, input_names=names,
                      output_names=["last_hidden_state"], dynamic_axes=axes)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs")
    parser.add_argument("vocab")
    parser.add_argument("out")
    parser.add_argument("--layers", type=int, default=2)
    parser.add_argument("--heads", type=int, default=12)
    parser.add_argument("--inner", type=int, default=768)
    parser.add_argument("--warm-steps", type=int, default=700)
    parser.add_argument("--steps", type=int, default=150)
    parser.add_argument("--batch", type=int, default=64, help="pairs per step, half products and half campaigns")
    parser.add_argument("--threads", type=int, default=1, help="sums, and so the last digits of the weights, depend on it")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    generator = np.random.default_rng(args.seed)
    tokenizer = WordPiece.load(args.vocab, TRAINED_TOKENS)
    data = [Pairs(args.pairs, tokenizer, kind) for kind in ("product", "campaign")]
    article_count = len(Taxonomy.load().articles)
    net = Encoder(len(tokenizer.ids), args.layers, args.heads, args.inner)
    net.skip_blocks = True
    run(net, data, generator, args.warm_steps, 4e-3, 2 * args.batch, article_count, "words")
    net.skip_blocks = False
    run(net, data, generator, args.steps, 4e-4, args.batch, article_count, "whole")
    export(net, args.out)


if __name__ == "__main__":
    main()

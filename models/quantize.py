"""Shrinks the float encoder to dynamic int8 and writes what is shipped: model.onnx, vocab.txt and config.json.

Matrix products become DynamicQuantizeLinear + MatMulInteger with one scale per output channel; embedding tables are
int8 with one scale per row. Weights keep to 7 bits (-64…64): on CPUs without VNNI, 8-bit products saturate in pairs.

Usage: quantize.py FLOAT.onnx VOCAB.txt OUT_DIR
"""
import argparse
import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

WEIGHT_LIMIT, ROW_LIMIT, SMALLEST_TABLE = 64, 127, 10_000
MAX_TOKENS, DIMENSIONS = 128, 384


def scaled(values, axis, limit):
    scale = np.abs(values).max(axis, keepdims=True) / limit
    scale[scale == 0] = 1
    return np.clip(np.rint(values / scale), -limit, limit).astype(np.int8), scale.astype(np.float32)


class Shrinker:
    """Rewrites a graph node by node; each weight is stored once, each activation is quantised once."""

    def __init__(self, graph):
        self.graph = graph
        self.weights = {t.name: t for t in graph.initializer}
        self.nodes, self.added, self.replaced, self.activations = [], {}, set(), {}

    def store(self, name, values, axis, limit):
        self.replaced.add(name)
        stem = name.replace(":", "_")
        if stem not in self.added:
            whole, scale = scaled(values, axis, limit)
            scale = scale.reshape(-1) if axis == 0 else scale
            self.added[stem] = [numpy_helper.from_array(whole, stem + "_q"), numpy_helper.from_array(scale, stem + "_s")]
        return stem + "_q", stem + "_s"

    def matmul(self, node):
        weight, scale = self.store(node.input[1], numpy_helper.to_array(self.weights[node.input[1]]), 0, WEIGHT_LIMIT)
        x, y = node.input[0], node.output[0]
        if x not in self.activations:
            self.activations[x] = [x + "_u8", x + "_scale", x + "_zero"]
            self.nodes.append(helper.make_node("DynamicQuantizeLinear", [x], self.activations[x]))
        whole, step, zero = self.activations[x]
        self.nodes += [
            helper.make_node("MatMulInteger", [whole, weight, zero], [y + "_i"]),
            helper.make_node("Cast", [y + "_i"], [y + "_f"], to=TensorProto.FLOAT),
            helper.make_node("Mul", [step, scale], [y + "_m"]),
            helper.make_node("Mul", [y + "_f", y + "_m"], [y]),
        ]

    def gather(self, node):
        table, scale = self.store(node.input[0], numpy_helper.to_array(self.weights[node.input[0]]), 1, ROW_LIMIT)
        index, y = node.input[1], node.output[0]
        self.nodes += [
            helper.make_node("Gather", [table, index], [y + "_q"]),
            helper.make_node("Gather", [scale, index], [y + "_s"]),
            helper.make_node("Cast", [y + "_q"], [y + "_f"], to=TensorProto.FLOAT),
            helper.make_node("Mul", [y + "_f", y + "_s"], [y]),
        ]

    def is_table(self, name):
        tensor = self.weights.get(name)
        return tensor is not None and tensor.data_type == TensorProto.FLOAT and np.prod(tensor.dims) >= SMALLEST_TABLE

    def run(self):
        for node in self.graph.node:
            if node.op_type == "MatMul" and node.input[1] in self.weights:
                self.matmul(node)
            elif node.op_type == "Gather" and self.is_table(node.input[0]):
                self.gather(node)
            else:
                self.nodes.append(node)
        kept = [t for t in self.graph.initializer if t.name not in self.replaced]
        del self.graph.initializer[:], self.graph.node[:]
        self.graph.initializer.extend(kept + [t for pair in self.added.values() for t in pair])
        self.graph.node.extend(self.nodes)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model")
    parser.add_argument("vocab")
    parser.add_argument("out")
    args = parser.parse_args()
    out = Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    model = onnx.load(args.model)
    model.doc_string = ""
    Shrinker(model.graph).run()
    onnx.checker.check_model(model)
    onnx.save(model, str(out / "model.onnx"))
    shutil.copyfile(args.vocab, out / "vocab.txt")
    content = hashlib.sha256((out / "model.onnx").read_bytes() + (out / "vocab.txt").read_bytes()).hexdigest()
    config = {"model_version": f"notify-retail-{content[:12]}", "dimensions": DIMENSIONS, "max_tokens": MAX_TOKENS,
              "lower_case": True, "pooling": "mean", "normalize": True}
    (out / "config.json").write_text(json.dumps(config, indent=2) + "\n", encoding="utf-8")
    sizes = {f.name: f.stat().st_size for f in sorted(out.iterdir())}
    print(config["model_version"], sizes, f"total {sum(sizes.values()) / 1e6:.2f} MB")


if __name__ == "__main__":
    main()

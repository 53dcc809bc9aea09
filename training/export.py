"""Lay a trained network out as int8 ONNX with its labels and card: what the package ships.

python -m training.export --weights RUNDIR/weights.pt --to src/emberwatch/language/weights
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
from pathlib import Path

import torch
from torch import Tensor, nn

from training.network import Network
from training.train import find_minilm

OUTPUTS = ("upos", "xpos", "arcs", "heads", "rels", "mention", "ner", "attribution", "holds", "event", "status", "roles")


class Exported(nn.Module):
    """The network with its choices made inside the graph: tags, heads and relations leave it as integers."""

    def __init__(self, net: Network) -> None:
        super().__init__()
        self.net = net

    def forward(self, ids: Tensor, mask: Tensor, cases: Tensor, first: Tensor, words: Tensor) -> tuple[Tensor, ...]:
        net = self.net
        syntax, meaning = net.encode(ids, mask, cases, first)
        arcs, rel_dep, rel_head = net.syntax(syntax)
        absent = torch.cat([torch.zeros_like(words[:, :1]), 1 - words], 1).to(arcs.dtype)
        arcs = arcs - 10000.0 * absent.unsqueeze(1)
        heads = arcs.argmax(-1)
        rels = net.relations(rel_dep, rel_head, heads).argmax(-1)
        return (
            net.upos(syntax).argmax(-1),
            net.xpos(syntax).argmax(-1),
            arcs,
            heads,
            rels,
            net.mention(meaning).argmax(-1),
            net.ner(meaning).argmax(-1),
            torch.sigmoid(net.attribution(meaning)),
            torch.sigmoid(net.holds(meaning)).squeeze(-1),
            torch.softmax(net.event(meaning), -1),
            torch.softmax(net.status(meaning), -1),
            torch.softmax(net.roles(meaning), -1),
        )


def export(weights: Path, to: Path) -> None:
    labels = json.loads((weights.parent / "labels.json").read_text())
    minilm = find_minilm()
    net = Network(str(minilm), labels)
    net.load_state_dict(torch.load(weights, weights_only=True))
    net.eval()
    to.mkdir(parents=True, exist_ok=True)
    ids = torch.tensor([[101, 2003, 2003, 2003, 102, 0], [101, 2003, 2003, 2003, 2003, 102]])
    example = (ids, (ids > 0).long(), (ids > 0).long(), torch.tensor([[1, 2, 3], [1, 2, 4]]), torch.ones(2, 3, dtype=torch.long))
    names = ["ids", "mask", "cases", "first", "words"]
    axes = {n: {0: "batch", 1: "pieces"} for n in names[:3]} | {n: {0: "batch", 1: "word"} for n in (*names[3:], *OUTPUTS)}
    axes["arcs"] = {0: "batch", 1: "word", 2: "head"}
    axes["roles"] = {0: "batch", 1: "word", 2: "argument"}
    full = to / "encoder.fp32.onnx"
    with torch.no_grad():
        torch.onnx.export(Exported(net), example, str(full), input_names=names, output_names=list(OUTPUTS), dynamic_axes=axes, opset_version=17, dynamo=False)
    quantise(full, to / "encoder.onnx")
    shutil.copyfile(minilm / "tokenizer.json", to / "tokenizer.json")
    (to / "labels.json").write_text(json.dumps(labels, indent=1, sort_keys=True) + "\n")
    digests = {name: hashlib.sha256((to / name).read_bytes()).hexdigest() for name in ("encoder.onnx", "tokenizer.json")}
    (to / "checksums.json").write_text(json.dumps(digests, indent=1) + "\n")
    print(f"{to / 'encoder.onnx'} {(to / 'encoder.onnx').stat().st_size / 1e6:.1f} MB sha256 {digests['encoder.onnx']}")


def quantise(full: Path, to: Path) -> None:
    """Dynamic int8 per output channel, embeddings too; per tensor lost 0.9 LAS in a trial."""
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    prepared = full.with_suffix(".prepared.onnx")
    quant_pre_process(str(full), str(prepared), skip_symbolic_shape=True)
    quantize_dynamic(str(prepared), str(to), per_channel=True, reduce_range=False, weight_type=QuantType.QInt8)
    prepared.unlink()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--to", type=Path, required=True)
    parser.add_argument("--keep-fp32", action="store_true")
    args = parser.parse_args()
    export(args.weights, args.to)
    if not args.keep_fp32:
        (args.to / "encoder.fp32.onnx").unlink()


if __name__ == "__main__":
    main()

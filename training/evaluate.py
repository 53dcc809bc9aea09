"""Development figures of a network: attachment, tags, mentions, attribution, and the own corpus."""

from __future__ import annotations

import random
from collections import Counter

import torch

from training import corpora
from training.batches import IGNORE, Batcher, batches
from training.network import Network
from training.sets import Data


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
        right, total = gold[:, k], int(gold[:, k].sum())
        over = {t: score[:, k] > t for t in (-1.0, -0.6, -0.3, 0.0, 0.3)}
        best = max((f1(int((said & right).sum()), int(said.sum()), total), t) for t, said in over.items())
        figures[f"polnear.{kind}"], figures[f"polnear.{kind}.at"] = round(best[0], 1), best[1]
    for name in ("own", "real"):
        figures.update(evaluate_own(net, data.dev[name], batcher, name))
    net.train()
    return figures


def evaluate_own(net: Network, examples: list, batcher: Batcher, name: str) -> dict[str, float]:
    tally = Counter()
    for b in dev_batches(examples, batcher) if examples else []:
        _, meaning = net.encode(b["ids"], b["mask"], b["cases"], b["first"])
        types, kept = net.event(meaning).argmax(-1), b["words"] & (b["event"] != IGNORE)
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
    figures = {
        f"{name}.trigger": f1(tally["trig"], tally["p"], tally["g"]),
        f"{name}.type": f1(tally["tp"], tally["p"], tally["g"]),
        f"{name}.status": 100.0 * tally["status"] / max(1, tally["status_n"]),
    }
    for role in corpora.ROLES[1:]:
        figures[f"{name}.{role}"] = f1(tally[role, "tp"], tally[role, "p"], tally[role, "g"])
    return {k: round(v, 1) for k, v in figures.items()}


def dev_batches(examples: list, batcher: Batcher):
    sizes = [len(batcher.pieces(e)[0]) for e in examples]
    for group in batches(examples, sizes, 3000, random.Random(0)):
        yield batcher.collate(group)

"""The losses of all heads on one batch, each weighted; a head whose labels a batch lacks gives none."""

from __future__ import annotations

import torch
from torch.nn import functional as F

from training.batches import IGNORE
from training.network import Network

ATTRIBUTION_WEIGHTS = (1.0, 2.0, 1.0, 1.0)
"""Of source, cue, content and the telling word: cues are few words, and the hardest."""


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
    out["event"] = 1.6 * cross(net.event(meaning), b["event"], smooth=0.02)
    out["status"] = 0.7 * cross(net.status(meaning), b["status"], smooth=0.05)
    kept = b["attribution"] >= 0
    if kept.any():
        weight = torch.tensor(ATTRIBUTION_WEIGHTS).expand_as(b["attribution"])[kept]
        scores = net.attribution(meaning)[kept].float()
        out["attribution"] = 2.5 * F.binary_cross_entropy_with_logits(scores, b["attribution"][kept], weight=weight)
    kept = b["holds"] >= 0
    if kept.any():
        out["holds"] = 0.3 * F.binary_cross_entropy_with_logits(net.holds(meaning).squeeze(-1)[kept].float(), b["holds"][kept])
    rows = (b["roles"] != IGNORE).any(2).any(1)
    if rows.any():
        out["role"] = 3.0 * cross(net.roles(meaning[rows]), b["roles"][rows])
    return out

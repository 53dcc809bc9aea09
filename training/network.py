"""The encoder and its heads, as a torch module; `training/export.py` lays the same module out as ONNX."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from transformers import AutoModel

CASES = 12  # other, lower, Title, UPPER, miXed, digit; the same six inside a quotation


class Mix(nn.Module):
    """A learned weighting of all layers of the encoder."""

    def __init__(self, layers: int) -> None:
        super().__init__()
        self.weights = nn.Parameter(torch.zeros(layers))

    def forward(self, states: list[Tensor]) -> Tensor:
        weights = torch.softmax(self.weights, 0)
        total = states[0] * weights[0]
        for weight, state in zip(weights[1:], states[1:], strict=True):
            total = total + state * weight
        return total


class Head(nn.Module):
    """One hidden layer and a linear output."""

    def __init__(self, size_in: int, hidden: int, size_out: int, dropout: float) -> None:
        super().__init__()
        self.layers = nn.Sequential(nn.Linear(size_in, hidden), nn.GELU(), nn.Dropout(dropout), nn.Linear(hidden, size_out))

    def forward(self, x: Tensor) -> Tensor:
        return self.layers(x)


class SpanHead(nn.Module):
    """A head that sees two words to either side: what it marks are stretches of words."""

    def __init__(self, size_in: int, hidden: int, size_out: int, dropout: float, reach: int = 2) -> None:
        super().__init__()
        self.reach = reach
        self.narrow = nn.Sequential(nn.Linear(size_in, hidden), nn.GELU(), nn.Dropout(dropout))
        self.around = nn.Sequential(nn.Linear(hidden * (2 * reach + 1), hidden), nn.GELU(), nn.Dropout(dropout))
        self.out = nn.Linear(2 * hidden, size_out)

    def forward(self, x: Tensor) -> Tensor:
        narrow = self.narrow(x)
        edge = torch.zeros_like(narrow[:, :1]).repeat(1, self.reach, 1)
        padded = torch.cat([edge, narrow, edge], 1)
        count = narrow.shape[1]
        shifted = [padded[:, shift : shift + count] for shift in range(2 * self.reach + 1)]
        return self.out(torch.cat([narrow, self.around(torch.cat(shifted, -1))], -1))


class Network(nn.Module):
    """Word-piece ids in, per-word scores out; `labels` gives the size of every head."""

    def __init__(self, path: str, labels: dict[str, list[str]], dropout: float = 0.2, arc: int = 256, rel: int = 96, role: int = 96) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(path, add_pooling_layer=False, attn_implementation="eager")
        size = self.encoder.config.hidden_size
        layers = self.encoder.config.num_hidden_layers + 1
        self.labels = labels
        self.case = nn.Embedding(CASES, size)
        nn.init.zeros_(self.case.weight)
        self.mix_syntax, self.mix_meaning = Mix(layers), Mix(layers)
        self.dropout, self.dropout_meaning = nn.Dropout(dropout), nn.Dropout(1.5 * dropout)
        self.upos = nn.Linear(size, len(labels["upos"]))
        self.xpos = nn.Linear(size, len(labels["xpos"]))
        self.arc_dep = nn.Sequential(nn.Linear(size, arc), nn.GELU(), nn.Dropout(dropout))
        self.arc_head = nn.Sequential(nn.Linear(size, arc), nn.GELU(), nn.Dropout(dropout))
        self.rel_dep = nn.Sequential(nn.Linear(size, rel), nn.GELU(), nn.Dropout(dropout))
        self.rel_head = nn.Sequential(nn.Linear(size, rel), nn.GELU(), nn.Dropout(dropout))
        self.root = nn.Parameter(torch.randn(size) * 0.02)
        self.arc = nn.Parameter(torch.zeros(arc + 1, arc))
        self.rel = nn.Parameter(torch.zeros(rel + 1, (rel + 1) * len(labels["rel"])))
        nn.init.xavier_uniform_(self.arc)
        nn.init.xavier_uniform_(self.rel)
        self.mention = Head(size, 128, len(labels["mention"]), dropout)
        self.ner = Head(size, 128, len(labels["ner"]), dropout)
        self.attribution = SpanHead(size, 192, len(labels["attribution"]), dropout)
        self.holds = Head(size, 96, 1, dropout)
        self.ace = Head(size, 128, len(labels["ace"]), dropout)
        self.event = Head(size, 256, len(labels["event"]), dropout)
        self.status = Head(size, 192, len(labels["status"]), dropout)
        self.role_row = nn.Sequential(nn.Linear(size, role), nn.GELU(), nn.Dropout(dropout))
        self.role_arg = nn.Sequential(nn.Linear(size, role), nn.GELU(), nn.Dropout(dropout))
        self.role = nn.Parameter(torch.zeros(role + 1, (role + 1) * len(labels["role"])))
        nn.init.xavier_uniform_(self.role)

    def encode(self, ids: Tensor, mask: Tensor, cases: Tensor, first: Tensor) -> tuple[Tensor, Tensor]:
        """Two word-level views `[batch, words, size]`; `first` is the index of each word's first piece."""
        embedded = self.encoder.embeddings.word_embeddings(ids) + self.case(cases)
        out = self.encoder(inputs_embeds=embedded, attention_mask=mask, output_hidden_states=True)
        states = list(out.hidden_states)
        index = first.unsqueeze(-1).expand(-1, -1, states[0].shape[-1])
        views = [torch.gather(mix(states), 1, index) for mix in (self.mix_syntax, self.mix_meaning)]
        return self.dropout(views[0]), self.dropout_meaning(views[1])

    def syntax(self, words: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Arc scores `[batch, words, 1 + words]` (column 0 is the root), and the two relation views."""
        root = self.root.expand(words.shape[0], 1, -1)
        with_root = torch.cat([root, words], 1)
        dep, head = self.arc_dep(words), self.arc_head(with_root)
        ones = torch.ones_like(dep[..., :1])
        arcs = torch.cat([dep, ones], -1) @ self.arc @ head.transpose(1, 2)
        return arcs, self.rel_dep(words), self.rel_head(with_root)

    def relations(self, rel_dep: Tensor, rel_head: Tensor, heads: Tensor) -> Tensor:
        """Relation scores `[batch, words, relations]` for the given heads (0 = root)."""
        chosen = torch.gather(rel_head, 1, heads.unsqueeze(-1).expand(-1, -1, rel_head.shape[-1]))
        one = torch.ones_like(rel_dep[..., :1])
        left, right = torch.cat([rel_dep, one], -1), torch.cat([chosen, one], -1)
        projected = (left @ self.rel).view(*left.shape[:2], right.shape[-1], -1)
        return (right.unsqueeze(2) @ projected).squeeze(2)

    def roles(self, words: Tensor) -> Tensor:
        """Role scores `[batch, trigger words, argument words, roles]`."""
        row, arg = self.role_row(words), self.role_arg(words)
        one = torch.ones_like(row[..., :1])
        row, arg = torch.cat([row, one], -1), torch.cat([arg, one], -1)
        batch, count, size = row.shape
        projected = (row @ self.role).view(batch, count, size, -1).permute(0, 3, 1, 2)  # batch, roles, rows, size
        return (projected @ arg.unsqueeze(1).transpose(2, 3)).permute(0, 2, 3, 1)

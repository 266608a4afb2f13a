"""The encoder: BERT-shaped (post-norm), 384 wide, with the inputs and the output of a MiniLM export."""
import math

import torch
from torch import nn

WIDTH, POSITIONS = 384, 128


class Block(nn.Module):
    def __init__(self, width, heads, inner):
        super().__init__()
        self.heads, self.size = heads, width // heads
        self.query, self.key, self.value, self.out = (nn.Linear(width, width) for _ in range(4))
        self.norm_attention = nn.LayerNorm(width, eps=1e-12)
        self.widen, self.narrow = nn.Linear(width, inner), nn.Linear(inner, width)
        self.norm_inner = nn.LayerNorm(width, eps=1e-12)

    def split(self, x):
        return x.view(x.size(0), x.size(1), self.heads, self.size).permute(0, 2, 1, 3)

    def forward(self, x, bias):
        q, k, v = self.split(self.query(x)), self.split(self.key(x)), self.split(self.value(x))
        weights = torch.softmax(torch.matmul(q, k.transpose(-1, -2)) / math.sqrt(self.size) + bias, -1)
        mixed = torch.matmul(weights, v).permute(0, 2, 1, 3).contiguous()
        x = self.norm_attention(self.out(mixed.view(x.size(0), x.size(1), -1)) + x)
        return self.norm_inner(self.narrow(nn.functional.gelu(self.widen(x))) + x)


class Encoder(nn.Module):
    def __init__(self, vocabulary, layers, heads, inner):
        super().__init__()
        self.words, self.places = nn.Embedding(vocabulary, WIDTH), nn.Embedding(POSITIONS, WIDTH)
        self.segments = nn.Embedding(2, WIDTH)
        self.register_buffer("order", torch.arange(POSITIONS).unsqueeze(0))
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.blocks = nn.ModuleList(Block(WIDTH, heads, inner) for _ in range(layers))
        self.skip_blocks = False
        self.initialise()

    def initialise(self):
        """Blocks start close to the identity, so that what the embeddings learn alone survives when they are switched on."""
        for table in (self.words, self.places, self.segments):
            nn.init.normal_(table.weight, std=0.05 if table is self.words else 0.005)
        for block in self.blocks:
            for layer in (block.query, block.key, block.value, block.widen):
                nn.init.normal_(layer.weight, std=0.05)
            for layer in (block.out, block.narrow):
                nn.init.normal_(layer.weight, std=0.01)
            for layer in (block.query, block.key, block.value, block.out, block.widen, block.narrow):
                nn.init.zeros_(layer.bias)

    def forward(self, input_ids, attention_mask, token_type_ids):
        places = self.places(self.order[:, : input_ids.size(1)])
        x = self.norm(self.words(input_ids) + self.segments(token_type_ids) + places)
        if not self.skip_blocks:
            bias = (1.0 - attention_mask[:, None, None, :].to(torch.float32)) * -10000.0
            for block in self.blocks:
                x = block(x, bias)
        return x


def sentence_vectors(hidden, mask):
    """Mean of the unmasked tokens, L2-normalised: what every consumer of the model does with its output."""
    weights = mask.unsqueeze(-1).to(hidden.dtype)
    return nn.functional.normalize((hidden * weights).sum(1) / weights.sum(1).clamp(min=1e-9), dim=-1)

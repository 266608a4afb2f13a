"""WordPiece, uncased: the tokeniser the encoder is trained with, and the builder of its vocabulary.

Follows the published BERT rules (lower-case, strip accents, split punctuation, greedy longest match with "##" pieces),
so that any BERT tokeniser reads vocab.txt to the same ids.
"""
import collections
import unicodedata

SPECIALS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
PAD, UNK, CLS, SEP = 0, 1, 2, 3
LONGEST_WORD = 100


def is_punctuation(c):
    code = ord(c)
    ascii_symbol = 33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126
    return ascii_symbol or unicodedata.category(c).startswith("P")


def is_cjk(c):
    code = ord(c)
    return 0x4E00 <= code <= 0x9FFF or 0x3400 <= code <= 0x4DBF or 0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x2FA1F


def basic_words(text):
    out = []
    for c in unicodedata.normalize("NFD", text.lower()):
        category = unicodedata.category(c)
        if category == "Mn" or c == "\ufffd" or (category.startswith("C") and c not in "\t\n\r"):
            continue
        out.append(f" {c} " if is_punctuation(c) or is_cjk(c) else " " if c.isspace() else c)
    return "".join(out).split()


class WordPiece:
    def __init__(self, tokens, max_tokens):
        self.ids = {t: i for i, t in enumerate(tokens)}
        self.max_tokens = max_tokens
        self.cache = {}

    @staticmethod
    def load(path, max_tokens):
        with open(path, encoding="utf-8") as lines:
            return WordPiece([line.rstrip("\n") for line in lines], max_tokens)

    def pieces(self, word):
        if word not in self.cache:
            self.cache[word] = self._match(word)
        return self.cache[word]

    def _match(self, word):
        if len(word) > LONGEST_WORD:
            return [UNK]
        out, start = [], 0
        while start < len(word):
            for end in range(len(word), start, -1):
                piece = ("##" if start else "") + word[start:end]
                if piece in self.ids:
                    out.append(self.ids[piece])
                    start = end
                    break
            else:
                return [UNK]
        return out

    def encode(self, text):
        """[CLS] pieces [SEP], cut to max_tokens."""
        body = [i for word in basic_words(text) for i in self.pieces(word)]
        return [CLS] + body[: self.max_tokens - 2] + [SEP]


def build_vocabulary(word_counts, size):
    """Grows pieces from single characters by merging the most frequent neighbours, until `size` entries are reached."""
    alphabet = [chr(c) for c in range(33, 127) if not chr(c).isupper()]
    vocabulary = dict.fromkeys(SPECIALS + alphabet + ["##" + c for c in alphabet if c.isalnum()])
    splits = {w: [w[0]] + ["##" + c for c in w[1:]] for w in word_counts if all(33 <= ord(c) < 127 for c in w)}
    pair_counts, holders = collections.Counter(), collections.defaultdict(set)
    for word, pieces in splits.items():
        for pair in zip(pieces, pieces[1:]):
            pair_counts[pair] += word_counts[word]
            holders[pair].add(word)
    while len(vocabulary) < size and pair_counts:
        best = max(pair_counts, key=lambda p: (pair_counts[p], p))
        if pair_counts[best] < 2:
            break
        merged = best[0] + best[1][2:]
        vocabulary[merged] = None
        for word in list(holders[best]):
            count, pieces = word_counts[word], splits[word]
            for pair in zip(pieces, pieces[1:]):
                pair_counts[pair] -= count
            joined, i = [], 0
            while i < len(pieces):
                if i + 1 < len(pieces) and (pieces[i], pieces[i + 1]) == best:
                    joined.append(merged)
                    i += 2
                else:
                    joined.append(pieces[i])
                    i += 1
            splits[word] = joined
            for pair in zip(joined, joined[1:]):
                pair_counts[pair] += count
                holders[pair].add(word)
        del pair_counts[best], holders[best]
    return list(vocabulary)

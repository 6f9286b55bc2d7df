"""The Merkle tree of RFC 6962 and 9162: hashes, the frontier that grows, proofs made and checked.

Pure: hashes come from a `Read` function, so that whoever stores them decides how. Stored are the leaf
hashes (level 0) and the hashes of complete subtrees at every eighth level (8, 16, 24 …): a proof then
reads at most two slices of 256 hashes for each of those levels, whatever the size of the tree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

STEP = 8
"""Levels between two stored ones: 2**8 hashes are one tile."""

TILE = 1 << STEP

EMPTY_ROOT = sha256(b"").digest()

Read = Callable[[int, int, int], Sequence[bytes]]
"""`read(level, start, count)`: `count` hashes of complete subtrees at `level` (0, 8, 16 …), from number
`start` on, left to right. Never asked for more than 256, nor beyond what the tree's size completes."""


def leaf_hash(data: bytes) -> bytes:
    """The hash of a leaf (RFC 9162, 2.1.1)."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node (RFC 9162, 2.1.1)."""
    return sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True)
class Node:
    """A complete subtree of 2**level leaves, the `number`-th of its level from the left, to be stored."""

    level: int
    number: int
    hash: bytes


@dataclass(frozen=True)
class Frontier:
    """All that is needed to go on growing a tree: its size, and the hashes of its complete subtrees.

    The subtrees are those of the bits of `size`, largest first: 20 hashes are enough for a million leaves.
    Raises ValueError when the hashes do not fit the size.
    """

    size: int = 0
    hashes: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if self.size < 0 or len(self.hashes) != self.size.bit_count():
            raise ValueError(f"{len(self.hashes)} hashes do not make a tree of {self.size} leaves.")
        if any(len(item) != 32 for item in self.hashes):
            raise ValueError("A hash has 32 bytes.")

    def append(self, leaf: bytes) -> Frontier:
        """The frontier after one more leaf hash."""
        return self.extend([leaf])[0]

    def extend(self, leaves: Iterable[bytes]) -> tuple[Frontier, list[Node]]:
        """The frontier after these leaf hashes, and the nodes to store that they completed, in order."""
        size, stack, nodes = self.size, list(self.hashes), list[Node]()
        for leaf in leaves:
            level, number, top = 0, size, leaf
            while number & 1:
                top = node_hash(stack.pop(), top)
                level, number = level + 1, number >> 1
                if level % STEP == 0:
                    nodes.append(Node(level, number, top))
            stack.append(top)
            size += 1
        return Frontier(size, tuple(stack)), nodes

    def root(self) -> bytes:
        """The root hash of the tree."""
        if not self.hashes:
            return EMPTY_ROOT
        root = self.hashes[-1]
        for left in reversed(self.hashes[:-1]):
            root = node_hash(left, root)
        return root

    def to_json(self) -> dict[str, Any]:
        """The frontier as JSON values; `from_json` reads it back."""
        return {"size": self.size, "hashes": [item.hex() for item in self.hashes]}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Frontier:
        """The frontier that `to_json` wrote. Raises ValueError (or KeyError) when it is not one."""
        return cls(int(value["size"]), tuple(bytes.fromhex(item) for item in value["hashes"]))


def completed_nodes(old: int, new: int) -> list[tuple[int, int]]:
    """Which stored nodes, as (level, number), are completed when a tree grows from `old` to `new` leaves."""
    found = []
    level = STEP
    while new >> level:
        found += [(level, number) for number in range(old >> level, new >> level)]
        level += STEP
    return found


def inclusion_proof(index: int, size: int, read: Read) -> list[bytes]:
    """The proof that leaf `index` is in the tree of `size` leaves (RFC 9162, 2.1.3.1).

    Raises ValueError when there is no such leaf.
    """
    if not 0 <= index < size:
        raise ValueError(f"A tree of {size} leaves has no leaf {index}.")
    tree = _Tree(size, read)
    proof: list[bytes] = []
    low, high = 0, size
    while high - low > 1:
        middle = low + _split(high - low)
        if index < middle:
            proof.append(tree.root(middle, high))
            high = middle
        else:
            proof.append(tree.root(low, middle))
            low = middle
    return proof[::-1]


def consistency_proof(old: int, new: int, read: Read) -> list[bytes]:
    """The proof that the tree of `old` leaves is a prefix of the tree of `new` (RFC 9162, 2.1.4.1).

    Empty when `old` is 0 or `new`. Raises ValueError unless 0 ≤ old ≤ new.
    """
    if not 0 <= old <= new:
        raise ValueError(f"A tree of {old} leaves is no prefix of one of {new}.")
    if old in (0, new):
        return []
    tree = _Tree(new, read)
    proof: list[bytes] = []
    low, high = 0, new
    while old != high:
        middle = low + _split(high - low)
        if old <= middle:
            proof.append(tree.root(middle, high))
            high = middle
        else:
            proof.append(tree.root(low, middle))
            low = middle
    if low:  # the old tree's own last subtree; when it starts at 0 the verifier knows it: the old root
        proof.append(tree.root(low, high))
    return proof[::-1]


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether `proof` shows that the leaf hash `leaf` is at `index` under `root` (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    first, last, found = index, size - 1, leaf
    for item in proof:
        if last == 0:
            return False
        if first & 1 or first == last:
            found = node_hash(item, found)
            while not first & 1 and first:
                first, last = first >> 1, last >> 1
        else:
            found = node_hash(found, item)
        first, last = first >> 1, last >> 1
    return last == 0 and found == root


def verify_consistency(old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether `proof` shows that the tree (`old`, `old_root`) is a prefix of (`new`, `new_root`).

    RFC 9162, 2.1.4.2; the empty tree is a prefix of every tree and needs no proof.
    """
    if not 0 <= old <= new:
        return False
    if old in (0, new):
        return not proof and old_root == (new_root if old == new else EMPTY_ROOT)
    path = list(proof)
    if old & (old - 1) == 0:
        path.insert(0, old_root)
    return _climbs(old, new, path) == (old_root, new_root)


def _climbs(old: int, new: int, path: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """The two roots that a consistency proof leads to, or None when its length is wrong."""
    first, last = old - 1, new - 1
    while first & 1:
        first, last = first >> 1, last >> 1
    if not path:
        return None
    old_found = new_found = path[0]
    for item in path[1:]:
        if last == 0:
            return None
        if first & 1 or first == last:
            old_found, new_found = node_hash(item, old_found), node_hash(item, new_found)
            while not first & 1 and first:
                first, last = first >> 1, last >> 1
        else:
            new_found = node_hash(new_found, item)
        first, last = first >> 1, last >> 1
    return (old_found, new_found) if last == 0 else None


def _split(size: int) -> int:
    """The largest power of two below `size`: where the RFC splits a tree."""
    return 1 << (size - 1).bit_length() - 1


class _Tree:
    """A stored tree seen for one proof: each tile is read once."""

    def __init__(self, size: int, read: Read) -> None:
        self._size, self._read = size, read
        self._tiles: dict[tuple[int, int], Sequence[bytes]] = {}

    def root(self, low: int, high: int) -> bytes:
        """The root of the leaves low … high-1, a subtree of the RFC's recursion."""
        count = high - low
        if count & (count - 1) == 0:
            return self._complete(count.bit_length() - 1, low)
        middle = low + _split(count)
        return node_hash(self.root(low, middle), self.root(middle, high))

    def _complete(self, level: int, low: int) -> bytes:
        """The complete subtree of 2**level leaves that starts at leaf `low`, from the stored level below."""
        stored = level - level % STEP
        start, count = low >> stored, 1 << level - stored
        within = start % TILE
        hashes = list(self._tile(stored, start // TILE)[within : within + count])
        while len(hashes) > 1:
            hashes = [node_hash(*pair) for pair in zip(hashes[::2], hashes[1::2], strict=True)]
        return hashes[0]

    def _tile(self, level: int, number: int) -> Sequence[bytes]:
        if (level, number) not in self._tiles:
            start = number * TILE
            count = min(TILE, (self._size >> level) - start)
            hashes = self._read(level, start, count)
            if len(hashes) != count:
                raise LookupError(f"Level {level} should hold {count} hashes from {start} on.")
            self._tiles[level, number] = hashes
        return self._tiles[level, number]

"""The tree: the vectors that certificate-transparency logs agree on, and what holds for every size."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advocacy.audit.merkle import (
    EMPTY_ROOT,
    Frontier,
    Node,
    Read,
    completed_nodes,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    verify_consistency,
    verify_inclusion,
)
from advocacy.audit.verify_ledger import Tree, root_by_proof

INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
LEAVES = [leaf_hash(bytes.fromhex(item)) for item in INPUTS]


def a_store(leaves: Sequence[bytes]) -> tuple[Frontier, Read, list[tuple[int, int, int]]]:
    """A tree of these leaves, how to read it, and a list that fills with what was read."""
    frontier, nodes = Frontier().extend(leaves)
    stored = {(node.level, node.number): node.hash for node in nodes}
    stored |= {(0, number): leaf for number, leaf in enumerate(leaves)}
    asked: list[tuple[int, int, int]] = []

    def read(level: int, start: int, count: int) -> list[bytes]:
        asked.append((level, start, count))
        return [stored[level, number] for number in range(start, start + count)]

    return frontier, read, asked


def some_leaves(count: int) -> list[bytes]:
    return [leaf_hash(number.to_bytes(4, "big")) for number in range(count)]


def by_definition(leaves: Sequence[bytes]) -> bytes:
    """The root as RFC 9162, 2.1.1 defines it, word for word."""
    if len(leaves) <= 1:
        return leaves[0] if leaves else sha256(b"").digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return node_hash(by_definition(leaves[:split]), by_definition(leaves[split:]))


def hexes(items: Sequence[bytes]) -> list[str]:
    return [item.hex() for item in items]


@pytest.mark.parametrize("size", range(9))
def test_the_roots_are_those_of_the_known_tree(size: int) -> None:
    assert Frontier().extend(LEAVES[:size])[0].root().hex() == ROOTS[size]


def test_inclusion_proofs_are_those_of_the_known_tree() -> None:
    _, read, _ = a_store(LEAVES)
    assert hexes(inclusion_proof(0, 8, read)) == [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]
    assert hexes(inclusion_proof(5, 8, read)) == [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]


def test_consistency_proofs_are_those_of_the_known_tree() -> None:
    _, read, _ = a_store(LEAVES)
    assert hexes(consistency_proof(6, 8, read)) == [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]
    assert hexes(consistency_proof(2, 5, read)) == [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64, 255, 256, 257, 300])
def test_every_leaf_is_provable_and_only_at_its_place(size: int) -> None:
    leaves = some_leaves(size)
    frontier, read, _ = a_store(leaves)
    for index in range(size):
        proof = inclusion_proof(index, size, read)
        assert verify_inclusion(leaves[index], index, size, proof, frontier.root())
        assert root_by_proof(leaves[index], index, size, proof) == frontier.root()
        assert (
            not verify_inclusion(leaves[index], (index + 1) % size, size, proof, frontier.root()) or size == 1
        )
        assert not verify_inclusion(leaves[index], index, size, [*proof, leaves[0]], frontier.root())


@given(st.integers(0, 70_000), st.data())
@settings(max_examples=25, deadline=None)
def test_large_trees_prove_with_few_slices(size: int, data: st.DataObject) -> None:
    leaves = some_leaves(size)
    frontier, read, asked = a_store(leaves)
    old = data.draw(st.integers(0, size))
    old_root = Frontier().extend(leaves[:old])[0].root()
    proof = consistency_proof(old, size, read)
    assert verify_consistency(old, size, old_root, frontier.root(), proof)
    if old < size:
        asked.clear()
        proof = inclusion_proof(old, size, read)
        assert verify_inclusion(leaves[old], old, size, proof, frontier.root())
        assert not any(
            verify_inclusion(leaves[old], old, size, proof[:cut], frontier.root())
            for cut in range(len(proof))
        )
        assert len(asked) <= 6
        assert all(count <= 256 for _, _, count in asked)


@given(st.integers(1, 200), st.data())
def test_growing_in_any_batches_gives_the_defined_root_and_every_stored_node(
    size: int, data: st.DataObject
) -> None:
    leaves = some_leaves(size * 4)
    frontier, nodes, tree = Frontier(), list[Node](), Tree()
    while frontier.size < len(leaves):
        step = data.draw(st.integers(1, 300))
        old, batch = frontier.size, leaves[frontier.size : frontier.size + step]
        frontier, found = Frontier.from_json(frontier.to_json()).extend(batch)
        assert [(node.level, node.number) for node in found] == completed_nodes(old, frontier.size)
        nodes += found
    for leaf in leaves:
        tree.append(leaf)
    assert frontier.root() == by_definition(leaves) == tree.root()
    for node in nodes:
        width = 1 << node.level
        assert node.hash == by_definition(leaves[node.number * width : (node.number + 1) * width])


@given(st.integers(1, 80), st.data())
def test_a_changed_history_has_no_consistency_proof(size: int, data: st.DataObject) -> None:
    leaves = some_leaves(size)
    old = data.draw(st.integers(1, size))
    other = list(leaves)
    other[data.draw(st.integers(0, old - 1))] = leaf_hash(b"changed")
    frontier, read, _ = a_store(other)
    old_root = Frontier().extend(leaves[:old])[0].root()
    proof = consistency_proof(old, size, read)
    assert not verify_consistency(old, size, old_root, frontier.root(), proof)


def test_nodes_are_completed_at_each_multiple_of_256() -> None:
    assert completed_nodes(0, 255) == []
    assert completed_nodes(255, 256) == [(8, 0)]
    assert completed_nodes(65_535, 65_536) == [(8, 255), (16, 0)]


def test_the_empty_tree_is_a_prefix_of_every_tree() -> None:
    assert verify_consistency(0, 8, EMPTY_ROOT, bytes.fromhex(ROOTS[8]), [])
    assert not verify_consistency(0, 8, bytes(32), bytes.fromhex(ROOTS[8]), [])


@pytest.mark.parametrize(("index", "size"), [(0, 0), (8, 8), (-1, 8)])
def test_a_leaf_that_is_not_there_has_no_proof(index: int, size: int) -> None:
    _, read, _ = a_store(LEAVES)
    with pytest.raises(ValueError, match="no leaf"):
        inclusion_proof(index, size, read)
    assert not verify_inclusion(LEAVES[0], index, size, [], bytes.fromhex(ROOTS[8]))


@pytest.mark.parametrize(("old", "new"), [(5, 4), (-1, 4)])
def test_a_tree_does_not_shrink(old: int, new: int) -> None:
    _, read, _ = a_store(LEAVES)
    with pytest.raises(ValueError, match="prefix"):
        consistency_proof(old, new, read)
    assert not verify_consistency(old, new, EMPTY_ROOT, EMPTY_ROOT, [])


@pytest.mark.parametrize("value", [{"size": 3, "hashes": ["00" * 32]}, {"size": 1, "hashes": ["00"]}])
def test_a_frontier_that_does_not_fit_its_size_is_refused(value: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="hash"):
        Frontier.from_json(value)


def test_a_store_with_a_hole_is_noticed() -> None:
    with pytest.raises(LookupError):
        inclusion_proof(0, 8, lambda level, start, count: [])

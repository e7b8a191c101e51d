"""Reads checkpoints and proofs of a transparency log with Python's own hashlib and the Ed25519 of `cryptography`, and says
what it found, as JSON.

It knows nothing of the program that wrote them: only C2SP signed-note, tlog-checkpoint, tlog-cosignature and tlog-proof, and
the trees of RFC 6962, whose proofs it follows by their definition (section 2.1) and not by the loop of RFC 9162.

usage: read-log.py FOLDER, which holds vkeys (of the log, then of witnesses, one a line), checkpoint-old, checkpoint-new,
consistency (hashes, one a line) and proofs/*.tlog-proof
"""

import base64
import hashlib
import json
import pathlib
import sys

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

folder = pathlib.Path(sys.argv[1])


def decode(text):
    return base64.b64decode(text, validate=True)


def vkey(line):
    name, key_id, key = line.split("+", 2)
    kind, public = decode(key)[0], decode(key)[1:]
    digest = hashlib.sha256(name.encode() + b"\n" + decode(key)).digest()
    assert digest[:4].hex() == key_id, f"{name} has another identifier"
    return name, digest[:4], kind, Ed25519PublicKey.from_public_bytes(public)


keys = [vkey(line) for line in (folder / "vkeys").read_text().splitlines()]


def checkpoint(note):
    """Origin, size, root and the witnesses that signed; the log's signature must be there."""
    text, signatures = note.rsplit("\n\n", 1)
    text += "\n"
    signed = set()
    for line in signatures.splitlines():
        dash, name, value = line.split(" ")
        assert dash == "\u2014"
        blob = decode(value)
        for known, key_id, kind, public in keys:
            if (known, key_id) != (name, blob[:4]):
                continue
            if kind == 4:
                time = int.from_bytes(blob[4:12], "big")
                public.verify(blob[12:], f"cosignature/v1\ntime {time}\n{text}".encode())
            else:
                public.verify(blob[4:], text.encode())
            signed.add(name)
    origin, size, root, end = text.split("\n")
    assert end == "" and origin == keys[0][0] and origin in signed, "not signed by the log"
    return int(size), decode(root), sorted(signed - {origin})


def node(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def split(size):
    """The largest power of two below a size."""
    return 1 << (size - 1).bit_length() - 1


def root_by(leaf, index, size, path):
    if size == 1:
        return leaf
    k = split(size)
    if index < k:
        left = root_by(leaf, index, k, path)
        return node(left, path.pop(0))
    right = root_by(leaf, index - k, size - k, path)
    return node(path.pop(0), right)


def roots_by(old, size, path, known):
    """Roots of both trees; `known` is the old root while it is a whole subtree, else None."""
    if old == size:
        first = path.pop(0) if known is None else known
        return first, first
    k = split(size)
    if old <= k:
        small, left = roots_by(old, k, path, known)
        return small, node(left, path.pop(0))
    small, right = roots_by(old - k, size - k, path, None)
    left = path.pop(0)
    return node(left, small), node(left, right)


old_size, old_root, _ = checkpoint((folder / "checkpoint-old").read_text())
size, root, witnesses = checkpoint((folder / "checkpoint-new").read_text())
path = [decode(line) for line in (folder / "consistency").read_text().splitlines()]
assert roots_by(old_size, size, path, old_root) == (old_root, root) and not path, "the trees are not consistent"

entries = []
for file in sorted((folder / "proofs").iterdir()):
    head, note = file.read_text().split("\n\n", 1)
    version, extra, place, *hashes = head.split("\n")
    assert version == "c2sp.org/tlog-proof@v1" and extra.startswith("extra ") and place.startswith("index ")
    entry, index = decode(extra[6:]), int(place[6:])
    tree, its_root, _ = checkpoint(note)
    path = [decode(line) for line in hashes]
    leaf = hashlib.sha256(b"\x00" + entry).digest()
    assert root_by(leaf, index, tree, path) == its_root and not path, f"entry {index} is not in the tree"
    entries.append([index, json.loads(entry)["type"]])

print(json.dumps({"oldSize": old_size, "size": size, "witnesses": witnesses, "entries": sorted(entries)}))

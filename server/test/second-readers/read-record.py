"""Reads a record and its status lists with jwcrypto and Python's own zlib, and says what it found, as JSON.

It knows nothing of the program that signed them: only RFC 7515, the W3C Bitstring Status List, the IETF Token Status List
and, for an SD-JWT, the digests of RFC 9901.

usage: read-record.py FOLDER, which holds jwks.json, record.jwt, list.jwt, token-list.jwt and full.sd-jwt
"""

import base64
import hashlib
import json
import pathlib
import sys
import zlib

from jwcrypto import jwk, jws

folder = pathlib.Path(sys.argv[1])
keys = {key["kid"]: jwk.JWK(**key) for key in json.loads((folder / "jwks.json").read_text())["keys"]}


def decode(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def verified(token, typ):
    signed = jws.JWS()
    signed.deserialize(token)
    assert signed.jose_header["typ"] == typ, signed.jose_header
    signed.verify(keys[signed.jose_header["kid"]], alg="ES256")
    return json.loads(signed.payload)


record = verified((folder / "record.jwt").read_text(), "vc+jwt")
entry = record["credentialStatus"]
index = int(entry["statusListIndex"])

listed = verified((folder / "list.jwt").read_text(), "vc+jwt")
assert listed["id"] == entry["statusListCredential"] and listed["issuer"] == record["iss"]
encoded = listed["credentialSubject"]["encodedList"]
assert encoded[0] == "u"
bits = zlib.decompress(decode(encoded[1:]), wbits=31)
bit = bits[index >> 3] >> (7 - (index & 7)) & 1

tokens = verified((folder / "token-list.jwt").read_text(), "statuslist+jwt")
assert tokens["status_list"]["bits"] == 2
packed = zlib.decompress(decode(tokens["status_list"]["lst"]))
value = packed[index >> 2] >> ((index & 3) * 2) & 3

answer = {"subject": record["credentialSubject"]["id"], "bytes": len(bits), "bit": bit, "value": value}

full = folder / "full.sd-jwt"
if full.exists():
    signed, *disclosures, end = full.read_text().split("~")
    assert end == ""
    payload = verified(signed, "dc+sd-jwt")
    digests = []

    def collect(node):
        if isinstance(node, dict):
            digests.extend(node.get("_sd", []))
            for child in node.values():
                collect(child)
        elif isinstance(node, list):
            for child in node:
                collect(child)

    collect(payload)
    shown = {}
    for disclosure in disclosures:
        digest = base64.urlsafe_b64encode(hashlib.sha256(disclosure.encode("ascii")).digest()).rstrip(b"=").decode()
        assert digest in digests, "a disclosure that nothing refers to"
        salt, name, member = json.loads(decode(disclosure))
        assert len(decode(salt)) == 16
        shown[name] = member
    answer["full"] = {"sub": payload["sub"], "digests": len(digests), "shown": sorted(shown)}

print(json.dumps(answer))

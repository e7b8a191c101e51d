"""Verifies credentials in their signed form with jwcrypto, each under the key set of its issuer, and prints what they say.

usage: read-credentials.py FOLDER, which holds NAME.jwt and NAME.jwks.json for each
"""

import json
import pathlib
import sys

from jwcrypto import jwk, jws

answer = {}
for file in sorted(pathlib.Path(sys.argv[1]).glob("*.jwt")):
    keys = {key["kid"]: key for key in json.loads(file.with_suffix(".jwks.json").read_text())["keys"]}
    signed = jws.JWS()
    signed.deserialize(file.read_text())
    header = signed.jose_header
    assert header["typ"] == "vc+jwt" and header["cty"] == "vc", header
    signed.verify(jwk.JWK(**keys[header["kid"]]), alg="ES256")
    payload = json.loads(signed.payload)
    issuer = payload["issuer"]["id"]
    assert payload["iss"] == issuer and header["kid"].startswith(issuer + "#")
    answer[file.stem] = payload

print(json.dumps(answer))

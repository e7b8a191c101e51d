import { createHash, createPublicKey } from "node:crypto";
import { kidOf } from "../../domain/record/did.ts";
import type { PublicJwk } from "../../domain/record/jwk.ts";
import { parsePublicJwk, thumbprintInput } from "../../domain/record/jwk.ts";
import { isJsonObject, parseStrictJson } from "../../domain/record/strict-json.ts";
import type { Fields } from "../input.ts";

/**
 * The public key in a text that an operator brings: a JWK, or PEM as OpenSSL writes it. Refuses at `jwk` what is neither, and a
 * text with the private part, which has no business here: nothing of it is kept or repeated.
 */
export function readBroughtKey(fields: Fields, text: string): PublicJwk {
  const typed = text.trim();
  const json = typed.startsWith("-----") ? ofPem(fields, typed) : ofJson(fields, typed);
  fields.refuse();
  const key = json === undefined ? undefined : fields.take("jwk", parsePublicJwk(json));
  fields.refuse();
  if (key === undefined) throw new Error("A field without a problem has a value.");
  return key;
}

/** The one name of a key under its operator's DID. */
export function kidOfKey(did: string, jwk: PublicJwk): string {
  return kidOf(did, createHash("sha256").update(thumbprintInput(jwk)).digest("base64url"));
}

function ofJson(fields: Fields, text: string): Readonly<Record<string, unknown>> | undefined {
  const json = fields.take("jwk", parseStrictJson(text));
  if (json === undefined) return undefined;
  if (!isJsonObject(json)) {
    fields.add("E_JWK_FORMAT", "jwk");
    return undefined;
  }
  if ("d" in json) fields.add("E_JWK_PRIVATE", "jwk");
  return json;
}

function ofPem(fields: Fields, text: string): Readonly<Record<string, unknown>> | undefined {
  if (/PRIVATE KEY/.test(text)) {
    fields.add("E_JWK_PRIVATE", "jwk");
    return undefined;
  }
  try {
    return { ...createPublicKey(text).export({ format: "jwk" }) };
  } catch {
    fields.add("E_JWK_FORMAT", "jwk");
    return undefined;
  }
}

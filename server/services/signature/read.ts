import { createHash } from "node:crypto";
import type { Context } from "../../context.ts";
import { algorithmOf } from "../../domain/record/jwk.ts";
import type { KeyAlgorithm } from "../../domain/record/jwk.ts";
import type { SigningOrder } from "./order.ts";
import { draftHours, loadPending } from "./stored.ts";

/** One text that waits for a signature. */
export interface SigningInput {
  /** Media type without `application/`, as its header says. */
  readonly typ: string;
  /** ASCII to sign: header and payload of a compact JWS. */
  readonly input: string;
  /** SHA-256 of the text, hexadecimal, as `sha256sum` and most tokens show it. */
  readonly sha256: string;
  /** Prints the signature, for a shell in whose folder this file and the key lie. */
  readonly command: string;
}

/** The file an operator takes to its key. */
export interface SigningFile {
  readonly format: "cellproof-signing/1";
  readonly id: string;
  readonly kid: string;
  readonly alg: KeyAlgorithm;
  readonly purpose: SigningOrder["purpose"];
  readonly expiresAt: string;
  readonly inputs: readonly SigningInput[];
  /** Writes the signatures of all texts into `signatures.txt`, one a line. */
  readonly command: string;
}

/** What waits for signatures, with all that is needed to make them. Refuses like `loadPending`. */
export async function readSignature(
  ctx: Context,
  input: { readonly id: string },
): Promise<SigningFile & { readonly operatorId: string; readonly operatorName: string }> {
  const { row, draft, key, operator } = await loadPending(ctx, input.id);
  const alg = algorithmOf(key.publicJwk);
  return {
    format: "cellproof-signing/1",
    ...{ id: row.id, kid: row.kid, alg, purpose: draft.order.purpose },
    expiresAt: new Date(row.createdAt.getTime() + draftHours * 3_600_000).toISOString(),
    inputs: draft.inputs.map((text, place) => ({
      typ: typOf(text),
      input: text,
      sha256: createHash("sha256").update(text, "ascii").digest("hex"),
      command: commandFor(alg, row.id, String(place)),
    })),
    command: commandForAll(alg, row.id, draft.inputs.length),
    ...{ operatorId: operator.id, operatorName: operator.name },
  };
}

/** Name under which the file is saved, as its commands expect it. */
export function signingFileName(id: string): string {
  return `signing-${id}.json`;
}

function commandForAll(alg: KeyAlgorithm, id: string, count: number): string {
  const one = commandFor(alg, id, '"$i"');
  return `for i in $(seq 0 ${String(count - 1)}); do ${one}; echo; done > signatures.txt`;
}

/** `place` is a number, or a variable of the shell that holds one. */
function commandFor(alg: KeyAlgorithm, id: string, place: string): string {
  const text = `jq -j --argjson n ${place} '.inputs[$n].input' ${signingFileName(id)}`;
  return alg === "ES256"
    ? `${text} | openssl dgst -sha256 -sign key.pem | base64 -w0`
    : `${text} > input.txt && openssl pkeyutl -sign -rawin -inkey key.pem -in input.txt | base64 -w0`;
}

function typOf(input: string): string {
  const [header = ""] = input.split(".");
  const { typ = "" }: { readonly typ?: string } = JSON.parse(
    Buffer.from(header, "base64url").toString("utf8"),
  );
  return typ;
}

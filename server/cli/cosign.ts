import { decodeBase64 } from "../domain/record/base64.ts";
import { decodeUtf8 } from "../domain/record/utf8.ts";
import type { Checkpoint } from "../domain/transparency/checkpoint.ts";
import {
  cosignatureLine,
  cosignatureMessage,
  parseCheckpoint,
  parseCount,
  verifyLogSignature,
} from "../domain/transparency/checkpoint.ts";
import { hashBytes } from "../domain/transparency/hashing.ts";
import { maxNoteBytes } from "../domain/transparency/note.ts";
import type { Vkey } from "../domain/transparency/note.ts";
import { emptyRoot } from "../domain/transparency/tree.ts";
import { maxProofHashes, verifyConsistency } from "../domain/transparency/verify-proof.ts";
import { webCrypto } from "../platform/web-crypto.ts";
import type { WitnessKey, WitnessStates } from "./witness-state.ts";

export interface Witness {
  readonly key: WitnessKey;
  /** Keys of the logs it signs for; a log is known by its name. */
  readonly logs: readonly Vkey[];
  readonly states: WitnessStates;
  readonly now: () => Date;
}

/** What a witness answers to `add-checkpoint`. */
export interface CosignAnswer {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422;
  readonly contentType: string;
  readonly body: string;
  /** The problem of the consistency proof, when that is why. */
  readonly code?: string;
  /** What the log did wrong, in words, when its own signature shows that it did. */
  readonly unsound?: string;
}

/** Nothing longer is an honest request: 63 hashes and a note. */
export const maxRequestBytes = 64 + maxProofHashes * 45 + maxNoteBytes;

const sizeType = "text/x.tlog.size";

/**
 * Signs a state of a log when it continues the last one this witness has signed: the body of an `add-checkpoint` request
 * in, the answer out. The new state is on the disk before the signature exists. Rejects when it cannot be kept: then
 * nothing is signed.
 *
 * Source: C2SP tlog-witness.
 */
export async function cosign(request: Uint8Array, witness: Witness): Promise<CosignAnswer> {
  const read = readRequest(request);
  if (typeof read === "string") return says(400, read);
  const { oldSize, proof, checkpoint, text } = read;
  const { origin, size, root, note } = checkpoint;
  const keys = witness.logs.filter(({ name }) => name === origin);
  if (keys.length === 0) return says(404, "This witness does not know a log of this name.");
  const signed = await Promise.all(keys.map((key) => verifyLogSignature(note, key, webCrypto)));
  const isSpoiled = signed.some(
    (one) => !one.ok && one.problems.some(({ code }) => code === "E_LOG_SIGNATURE"),
  );
  if (isSpoiled || !signed.some(({ ok }) => ok))
    return says(403, "The checkpoint carries no valid signature of the log.");
  if (oldSize > size) return says(400, "The old size is larger than the checkpoint's.");

  for (;;) {
    const seen = witness.states.newest(origin);
    const seenSize = seen?.size ?? 0;
    if (oldSize !== seenSize) return { status: 409, contentType: sizeType, body: `${seenSize}\n` };
    const consistency = await verifyConsistency(
      { oldSize, oldRoot: seen?.root ?? emptyRoot, size, root, proof },
      webCrypto,
    );
    if (!consistency.ok) {
      const [{ code } = { code: "" }] = consistency.problems;
      // Only what the log itself signed tells against it: a proof may have been spoiled on its way.
      const unsound = unsoundness.get(code);
      if (unsound === undefined)
        return {
          ...says(422, `The proof does not show that the log continues its last state (${code}).`),
          code,
        };
      const file = witness.states.keepEvidence(origin, seen, text);
      return {
        ...says(code === "E_LOG_ROOT" ? 409 : 422, unsound),
        unsound: `${origin}: ${unsound} Kept in ${file}.`,
      };
    }
    // Never earlier than before, whatever the clock of this machine does.
    const time = Math.max(Math.floor(witness.now().getTime() / 1000), seen?.time ?? 0);
    const isKept =
      (seen !== null && seen.size === size) ||
      witness.states.keep(origin, seen, {
        size,
        root,
        time,
        checkpoint: text.slice(text.indexOf("\n\n") + 2),
      });
    if (!isKept) continue;
    const signature = witness.key.sign(cosignatureMessage(note.text, time));
    return {
      status: 200,
      contentType: "text/plain; charset=utf-8",
      body: `${cosignatureLine(witness.key.vkey, time, signature)}\n`,
    };
  }
}

const unsoundness: ReadonlyMap<string, string> = new Map([
  ["E_LOG_ROOT", "The log signed two different states of the same size."],
  ["E_LOG_FORK", "The log signed a state that was built on another history than its last one."],
]);

interface CosignRequest {
  readonly oldSize: number;
  readonly proof: readonly Uint8Array[];
  readonly checkpoint: Checkpoint;
  /** All of it. */
  readonly text: string;
}

/** The request, or what is wrong with it. */
function readRequest(bytes: Uint8Array): CosignRequest | string {
  const text = bytes.length > maxRequestBytes ? null : decodeUtf8(bytes);
  if (text === null) return "The request is too large, or not UTF-8.";
  const blank = text.indexOf("\n\n");
  const [oldLine = "", ...hashLines] = blank < 0 ? [] : text.slice(0, blank).split("\n");
  const oldSize = oldLine.startsWith("old ") ? parseCount(oldLine.slice("old ".length)) : null;
  if (oldSize === null) return 'The request must start with a line "old" and the size of the last state.';
  if (hashLines.length > maxProofHashes) return "The proof has more than 63 hashes.";
  const proof: Uint8Array[] = [];
  for (const line of hashLines) {
    const hash = decodeBase64(line);
    if (!hash.ok || hash.value.length !== hashBytes) return "A line of the proof is not a hash in base64.";
    proof.push(hash.value);
  }
  const checkpoint = parseCheckpoint(text.slice(blank + 2));
  if (!checkpoint.ok) return `The checkpoint cannot be read (${checkpoint.problems[0]?.code ?? ""}).`;
  return { oldSize, proof, checkpoint: checkpoint.value, text };
}

function says(status: CosignAnswer["status"], sentence: string): CosignAnswer {
  return { status, contentType: "text/plain; charset=utf-8", body: `${sentence}\n` };
}

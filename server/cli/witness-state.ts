import { createHash, createPrivateKey, generateKeyPairSync, sign } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { decodeBase64, encodeBase64 } from "../domain/record/base64.ts";
import type { JsonObject } from "../domain/record/strict-json.ts";
import { isJsonObject, parseStrictJson } from "../domain/record/strict-json.ts";
import type { Vkey } from "../domain/transparency/note.ts";
import { formatVkey, vkeyOf } from "../domain/transparency/note.ts";
import { createDurably, readIfThere, replaceDurably } from "./durable-file.ts";

/** What a witness signs with; it never leaves the folder of its state. */
export interface WitnessKey {
  readonly vkey: Vkey;
  sign(bytes: Uint8Array): Uint8Array;
}

/** The newest state of a log that a witness has signed. */
export interface SeenState {
  /** Counts the states of this log the witness has kept. */
  readonly number: number;
  readonly size: number;
  readonly root: Uint8Array;
  /** Seconds since 1970 of its last signature. */
  readonly time: number;
  /** The note as the log signed it: what proves a fork later. */
  readonly checkpoint: string;
}

/** Evidence is for people; a log that lies a thousand times says nothing new. */
const maxEvidenceFiles = 100;

/**
 * The key of the witness in this folder, made at the first run. Throws in words when the folder has a key of another name:
 * a name is part of the key that others pin.
 */
export function openWitnessKey(folder: string, name: string | undefined): WitnessKey {
  const file = path.join(folder, "key.json");
  if (readIfThere(file) === null) {
    if (name === undefined) throw new Error(`${folder} has no key yet: name the witness with --name NAME.`);
    const { privateKey } = generateKeyPairSync("ed25519");
    const made = {
      name,
      privateKey: privateKey.export({ format: "der", type: "pkcs8" }).toString("base64"),
    };
    // Of two first runs at once one makes the key, and both use it.
    createDurably(file, `${JSON.stringify(made)}\n`);
  }
  const kept = jsonObjectOf(file);
  const [keptName, keptKey] = [kept["name"], kept["privateKey"]];
  if (typeof keptName !== "string" || typeof keptKey !== "string") throw new Error(`${file} holds no key.`);
  if (name !== undefined && name !== keptName)
    throw new Error(
      `The witness in ${folder} is called ${keptName}, not ${name}. Another name is another witness.`,
    );
  const privateKey = createPrivateKey({ key: Buffer.from(keptKey, "base64"), format: "der", type: "pkcs8" });
  const publicKey = new Uint8Array(Buffer.from(privateKey.export({ format: "jwk" }).x ?? "", "base64url"));
  const vkey = vkeyOf(keptName, 4, publicKey, sha256);
  const vkeyFile = path.join(folder, "vkey");
  if (readIfThere(vkeyFile) !== `${formatVkey(vkey)}\n`) replaceDurably(vkeyFile, `${formatVkey(vkey)}\n`);
  return { vkey, sign: (bytes) => new Uint8Array(sign(null, bytes, privateKey)) };
}

/**
 * What the witness in this folder has signed, log by log. Each state is a file with the next number, made only if nobody
 * else made it: so two programs on one folder, or two requests at once, never both go on from the same state.
 */
export class WitnessStates {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The newest state of this log; null before the first. Throws when it cannot be read: then nothing may be signed. */
  newest(origin: string): SeenState | null {
    const number = this.#numbers(origin).at(-1);
    if (number === undefined) return null;
    const file = this.#file(origin, number);
    // Gone meanwhile: somebody else is two steps further.
    if (readIfThere(file) === null) return this.newest(origin);
    const kept = jsonObjectOf(file);
    const { size, time, checkpoint } = kept;
    const root = typeof kept["root"] === "string" ? decodeBase64(kept["root"]) : null;
    if (
      kept["origin"] !== origin ||
      typeof size !== "number" ||
      typeof time !== "number" ||
      typeof checkpoint !== "string" ||
      root?.ok !== true
    )
      throw new Error(`${file} is damaged: the witness cannot know what it has signed, and signs nothing.`);
    return { number, size, root: root.value, time, checkpoint };
  }

  /** Keeps the state that follows `before`, on the disk when this returns. False when another one was kept meanwhile. */
  keep(origin: string, before: SeenState | null, state: Omit<SeenState, "number">): boolean {
    const number = (before?.number ?? 0) + 1;
    const text = JSON.stringify({ origin, ...state, root: encodeBase64(state.root) });
    if (!createDurably(this.#file(origin, number), `${text}\n`)) return false;
    const numbers = this.#numbers(origin);
    // Someone was two steps ahead and has cleared away the number we took.
    if (numbers.at(-1) !== number) return false;
    for (const old of numbers.slice(0, -2)) fs.rmSync(this.#file(origin, old), { force: true });
    return true;
  }

  /** Keeps what a log signed and should not have, next to what the witness had seen of it. Answers the file. */
  keepEvidence(origin: string, seen: SeenState | null, request: string): string {
    const folder = path.join(this.#folder, "evidence");
    const name = createHash("sha256").update(`${origin}\n${request}`).digest("hex").slice(0, 32);
    const file = path.join(folder, `${name}.txt`);
    const isFull = fs.existsSync(folder) && fs.readdirSync(folder).length >= maxEvidenceFiles;
    if (!isFull) replaceDurably(file, `${seen?.checkpoint ?? ""}\n----\n\n${request}`);
    return file;
  }

  #numbers(origin: string): readonly number[] {
    const folder = path.dirname(this.#file(origin, 1));
    if (!fs.existsSync(folder)) return [];
    return fs
      .readdirSync(folder)
      .filter((name) => /^[0-9]+\.json$/.test(name))
      .map((name) => Number(name.slice(0, -".json".length)))
      .toSorted((one, other) => one - other);
  }

  #file(origin: string, number: number): string {
    const log = createHash("sha256").update(origin).digest("hex");
    return path.join(this.#folder, "logs", log, `${number}.json`);
  }
}

function jsonObjectOf(file: string): JsonObject {
  const json = parseStrictJson(fs.readFileSync(file));
  if (!json.ok || !isJsonObject(json.value)) throw new Error(`${file} is damaged.`);
  return json.value;
}

function sha256(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash("sha256").update(bytes).digest());
}

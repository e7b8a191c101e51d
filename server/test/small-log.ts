import type { KeyObject } from "node:crypto";
import { createHash, generateKeyPairSync, sign } from "node:crypto";
import http from "node:http";
import { encodeBase64 } from "../domain/record/base64.ts";
import { checkpointBody } from "../domain/transparency/checkpoint.ts";
import { formatEntryBundle } from "../domain/transparency/entry-bundle.ts";
import { joinBytes } from "../domain/transparency/hashing.ts";
import { leafHash } from "../domain/transparency/leaf-hash.ts";
import type { Vkey } from "../domain/transparency/note.ts";
import { formatNote, formatVkey, signatureLine, vkeyOf } from "../domain/transparency/note.ts";
import { parseTilePath } from "../domain/transparency/tile-path.ts";
import type { HashAt } from "../domain/transparency/tree.ts";
import { consistencyPath, rootOf, tileHashes } from "../domain/transparency/tree.ts";

export const sha256 = (bytes: Uint8Array) => new Uint8Array(createHash("sha256").update(bytes).digest());

/** A transparency log in memory, with a key of its own; tests may make it lie. */
export class SmallLog {
  readonly entries: Uint8Array[] = [];
  readonly vkey: Vkey;
  readonly #key: KeyObject;

  constructor(origin: string, key: KeyObject = generateKeyPairSync("ed25519").privateKey) {
    this.#key = key;
    const publicKey = Buffer.from(key.export({ format: "jwk" }).x ?? "", "base64url");
    this.vkey = vkeyOf(origin, 1, new Uint8Array(publicKey), sha256);
  }

  get vkeyText(): string {
    return formatVkey(this.vkey);
  }

  /** Another history under the same key: the first `size` entries, and then whatever is added to it. */
  fork(size: number): SmallLog {
    const fork = new SmallLog(this.vkey.name, this.#key);
    fork.entries.push(...this.entries.slice(0, size));
    return fork;
  }

  add(...entries: readonly (Uint8Array | string)[]): this {
    for (const entry of entries)
      this.entries.push(typeof entry === "string" ? new TextEncoder().encode(entry) : entry);
    return this;
  }

  root(size = this.entries.length): Uint8Array {
    return rootOf(this.#leaves().slice(0, size), sha256);
  }

  checkpoint(size = this.entries.length, root = this.root(size)): string {
    const body = checkpointBody(this.vkey.name, size, root);
    const signature = sign(null, Buffer.from(body), this.#key);
    return formatNote(body, [signatureLine(this.vkey.name, this.vkey.keyId, signature)]);
  }

  async proof(oldSize: number, size = this.entries.length): Promise<readonly string[]> {
    const leaves = this.#leaves();
    const hashAt: HashAt = (level, n) => rootOf(leaves.slice(n * 2 ** level, (n + 1) * 2 ** level), sha256);
    return (await consistencyPath(oldSize, size, hashAt, sha256)).map((hash) => encodeBase64(hash));
  }

  /** What a log sends to a witness. */
  async request(oldSize: number, size = this.entries.length): Promise<string> {
    const lines = [`old ${oldSize}`, ...(await this.proof(oldSize, size))];
    return `${lines.join("\n")}\n\n${this.checkpoint(size)}`;
  }

  /** What the log answers below its address; undefined for what it does not have. */
  answer(path: string): string | Uint8Array | undefined {
    if (path === "checkpoint") return this.checkpoint();
    const tile = parseTilePath(path);
    if (!tile.ok) return undefined;
    const { level, n, width } = tile.value;
    const from = n * tileHashes;
    if (level === "entries") {
      const entries = this.entries.slice(from, from + width);
      return entries.length === width ? formatEntryBundle(entries) : undefined;
    }
    const span = tileHashes ** level;
    const leaves = this.#leaves();
    const hashes = Array.from({ length: width }, (_, at) =>
      leaves.slice((from + at) * span, (from + at + 1) * span),
    );
    return hashes.every(({ length }) => length === span)
      ? joinBytes(...hashes.map((part) => rootOf(part, sha256)))
      : undefined;
  }

  #leaves(): readonly Uint8Array[] {
    return this.entries.map((entry) => leafHash(entry, sha256));
  }
}

/** Serves what `answer` gives for each path below `/log`, on a free port of this machine. Answers the prefix. */
export async function serveLog(
  answer: (path: string) => string | Uint8Array | number | undefined,
): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const server = http.createServer((request, response) => {
    const found = answer((request.url ?? "").replace(/^\/log\//, ""));
    response.statusCode = typeof found === "number" ? found : found === undefined ? 404 : 200;
    response.end(typeof found === "number" ? undefined : found);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/log`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

import { parseCount } from "../../server/domain/transparency/checkpoint.ts";
import { parseTilePath } from "../../server/domain/transparency/tile-path.ts";
import { contextOfHeaders } from "../../server/platform/runtime.ts";
import { proofOf } from "../../server/services/log/proof-of.ts";
import { readCheckpoint } from "../../server/services/log/read-checkpoint.ts";
import { readTile } from "../../server/services/log/read-tile.ts";
import { describeLog } from "../../server/services/log/status.ts";

/** `checkpoint`: the newest signed state of the log. Source: C2SP tlog-tiles. */
export async function answerCheckpoint(): Promise<Response> {
  const checkpoint = await readCheckpoint(await reader());
  return checkpoint === null ? absent("The log has no entries yet.") : current(checkpoint.note);
}

/** A tile of hashes or a bundle of entries by its path, full or as it was at an earlier size. Source: C2SP tlog-tiles. */
export async function answerTile(path: string): Promise<Response> {
  const name = parseTilePath(`tile/${path}`);
  const bytes = name.ok ? await readTile(await reader(), name.value) : null;
  return bytes === null ? absent("The log has no such tile.") : unchanging(bytes);
}

/** `<index>.tlog-proof`: an entry with its way to a signed state of the log. Source: C2SP tlog-proof. */
export async function answerProof(file: string): Promise<Response> {
  const [, digits = ""] = /^(\d+)\.tlog-proof$/.exec(file) ?? [];
  const index = parseCount(digits);
  const proof = index === null ? null : await proofOf(await reader(), index);
  return proof === null ? absent("The log has no such entry.") : current(proof);
}

/** The verifier key of the log, for whoever pins it. Source: C2SP signed-note. */
export async function answerVkey(): Promise<Response> {
  const { vkey } = await describeLog(await reader());
  return vkey === null ? absent("The log has no key yet.") : current(`${vkey}\n`);
}

/** What a browser asks before it reads from another origin. */
export function preflight(): Response {
  return new Response(null, {
    status: 204,
    headers: {
      ...open,
      allow: "GET, HEAD, OPTIONS",
      "access-control-allow-methods": "GET, HEAD, OPTIONS",
      "access-control-allow-headers": "*",
      "access-control-max-age": "86400",
    },
  });
}

/** Readers of the log come from anywhere, and no cookie tells them apart. Source: record format, section 8. */
const open = { "access-control-allow-origin": "*", "x-content-type-options": "nosniff" };

/** Nobody in particular asks: the log is the same for everyone. */
function reader() {
  return contextOfHeaders(new Headers());
}

/** Bytes that never change. */
function unchanging(bytes: Uint8Array): Response {
  return new Response(new Uint8Array(bytes), {
    headers: {
      ...open,
      "content-type": "application/octet-stream",
      "cache-control": "public, max-age=31536000, immutable",
    },
  });
}

/** Text that grows with the log: caches ask before they use it again. */
function current(text: string): Response {
  return new Response(text, {
    headers: { ...open, "content-type": "text/plain; charset=utf-8", "cache-control": "no-cache" },
  });
}

/** Nothing is there, or not yet: no cache may remember that. */
function absent(message: string): Response {
  return new Response(`${message}\n`, {
    status: 404,
    headers: { ...open, "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
  });
}

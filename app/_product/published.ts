import { createHash, randomUUID } from "node:crypto";
import { contextOfHeaders, runtime } from "../../server/platform/runtime.ts";
import { Refusal } from "../../server/refusal.ts";
import type { OperatorKeys } from "../../server/services/operator/read-keys.ts";
import { readKeys } from "../../server/services/operator/read-keys.ts";
import { resultObject } from "./result-object.ts";

/** Answers with a document that everybody may read from anywhere: CORS `*`, a tag, no cookie. */
export function published(body: unknown, type: string, cacheControl: string): Response {
  const text = JSON.stringify(body);
  return new Response(text, {
    headers: {
      "content-type": type,
      "access-control-allow-origin": "*",
      "cache-control": cacheControl,
      etag: `"${createHash("sha256").update(text).digest("base64url")}"`,
      "x-content-type-options": "nosniff",
    },
  });
}

/** A versioned document that never changes: kept for a year by whoever fetched it. */
export function immutable(body: unknown, type: string): Response {
  return published(body, type, "public, max-age=31536000, immutable");
}

/** What the registry says of itself, below the address its identifiers begin with. */
export function resolverDocument(describe: (publicUrl: string) => unknown): Response {
  return published(describe(runtime().publicUrl), "application/json", "public, max-age=300");
}

/** One of an operator's key documents. Short-lived in caches: a compromised key must leave soon. */
export async function keyDocument(
  slug: string,
  type: string,
  pick: (keys: OperatorKeys) => unknown,
): Promise<Response> {
  try {
    // Nobody in particular asks: these documents are the same for everyone.
    const keys = await readKeys(await contextOfHeaders(new Headers()), { slug });
    return published(pick(keys), type, "public, max-age=300");
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const body = resultObject(error.status, error.code, error.message, {
      at: new Date(),
      correlationId: randomUUID(),
    });
    return Response.json(body, {
      status: error.status,
      headers: { "access-control-allow-origin": "*", "cache-control": "no-store" },
    });
  }
}

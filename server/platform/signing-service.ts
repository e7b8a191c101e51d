import { parsePublicJwk } from "../domain/record/jwk.ts";
import type { OutsideKeys } from "./signer.ts";

/** Where the signing service is and who we are to it. */
export interface SigningServiceSettings {
  /** HTTPS; http only on this machine. Without a slash at its end. */
  readonly url: string;
  /** Bearer token. */
  readonly token: string;
}

/** Longest answer that is read. */
const mostBytes = 16_384;
const patienceMs = 10_000;

/**
 * Keys held by a signing service over HTTPS. Two questions, both JSON with a bearer token: `GET {url}/keys/{name}` answers
 * the public JWK, and `POST {url}/keys/{name}/signatures` with `{"alg":"ES256","input":base64url}` answers
 * `{"signature":base64url}`, 64 bytes, r then s. The service sees the signing input, so that it may refuse by content.
 *
 * Rejects with a sentence when the service is out of reach, refuses, or answers something else.
 */
export function signingService(settings: SigningServiceSettings): OutsideKeys {
  return {
    async publicJwk(name) {
      const jwk = parsePublicJwk(await ask(settings, keyPath(name)));
      if (!jwk.ok || jwk.value.kty !== "EC") throw new Error(`The signing service has no P-256 key ${name}.`);
      return jwk.value;
    },
    async sign(name, bytes) {
      const answer = await ask(settings, `${keyPath(name)}/signatures`, {
        alg: "ES256",
        input: Buffer.from(bytes).toString("base64url"),
      });
      const text = answer["signature"];
      const signature = typeof text === "string" ? Buffer.from(text, "base64url") : Buffer.alloc(0);
      if (signature.length !== 64)
        throw new Error("The signing service answered without a signature of 64 bytes.");
      return new Uint8Array(signature);
    },
  };
}

function keyPath(name: string): string {
  return `/keys/${encodeURIComponent(name)}`;
}

async function ask(
  { url, token }: SigningServiceSettings,
  path: string,
  body?: object,
): Promise<Readonly<Record<string, unknown>>> {
  let answer: Response;
  let text: string;
  try {
    answer = await fetch(`${url}${path}`, {
      method: body === undefined ? "GET" : "POST",
      headers: {
        authorization: `Bearer ${token}`,
        accept: "application/json",
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: "error",
      signal: AbortSignal.timeout(patienceMs),
    });
    text = await readAtMost(answer, mostBytes);
  } catch (cause) {
    throw new Error(`The signing service cannot be reached: ${reasonOf(cause)}.`, { cause });
  }
  if (!answer.ok) throw new Error(`The signing service refused with status ${String(answer.status)}.`);
  const json = readObject(text);
  if (json === undefined)
    throw new Error("The signing service answered something that is not a JSON object.");
  return json;
}

function readObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === "object" && json !== null && !Array.isArray(json) ? { ...json } : undefined;
  } catch {
    return undefined;
  }
}

async function readAtMost(answer: Response, limit: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of answer.body ?? []) {
    length += chunk.length;
    if (length > limit) throw new Error(`its answer is longer than ${String(limit)} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.name === "TimeoutError" ? "no answer in time" : cause.message;
}

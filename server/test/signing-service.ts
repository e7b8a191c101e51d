import { createPublicKey, generateKeyPairSync, sign } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";

/** A signing service as `server/platform/signing-service.ts` speaks to one: the reference for whoever writes theirs. */
export interface ReferenceSigningService {
  readonly url: string;
  readonly token: string;
  /** Makes a key of this name. */
  add(name: string): void;
  /** Lets the next answers be these instead: status and body. */
  answerWith(status: number, body: string): void;
  /** Signing inputs seen, newest last. */
  readonly seen: readonly string[];
  stop(): Promise<void>;
}

export async function startSigningService(): Promise<ReferenceSigningService> {
  const token = "a token for the tests";
  const keys = new Map<string, KeyObject>();
  const seen: string[] = [];
  let instead: { readonly status: number; readonly body: string } | undefined;

  const answer = (method: string, path: string, body: string): [number, unknown] => {
    const [, , name = "", what] = path.split("/").map(decodeURIComponent);
    const key = keys.get(name);
    if (key === undefined) return [404, { error: "no such key" }];
    if (method === "GET" && what === undefined) return [200, createPublicKey(key).export({ format: "jwk" })];
    if (method !== "POST" || what !== "signatures") return [405, { error: "not served" }];
    const asked: unknown = JSON.parse(body);
    const input = typeof asked === "object" && asked !== null && "input" in asked ? String(asked.input) : "";
    seen.push(Buffer.from(input, "base64url").toString("utf8"));
    const signature = sign("sha256", Buffer.from(input, "base64url"), { key, dsaEncoding: "ieee-p1363" });
    return [200, { signature: signature.toString("base64url") }];
  };

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      if (instead !== undefined) {
        response.writeHead(instead.status, { location: "/elsewhere" }).end(instead.body);
        return;
      }
      const isKnown = request.headers.authorization === `Bearer ${token}`;
      const [status, body] = isKnown
        ? answer(request.method ?? "", request.url ?? "", Buffer.concat(chunks).toString("utf8"))
        : [401, { error: "who is asking?" }];
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${String(port)}`,
    token,
    seen,
    add: (name) => void keys.set(name, generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey),
    answerWith: (status, body) => {
      instead = { status, body };
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

import { once } from "node:events";
import http from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import zlib from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createLogger } from "../platform/logger.ts";
import { createMetrics } from "../platform/metrics.ts";
import { chooseEncoding, createFront, maxRequestBytes } from "./front.ts";
import type { FrontOptions } from "./front.ts";
import { frontMeanings } from "./meanings.ts";
import { createPublicCache } from "./public-cache.ts";

const page = `<!doctype html><title>Pack</title>${"<p>One battery passport.</p>".repeat(40)}`;
const product = "/01/09521234543213";

let clock: number;
let rendered: number;
let handle: FrontOptions["handle"];
let notReady: string | undefined;
let log: string;
let server: ReturnType<typeof createFront>;
let cache: ReturnType<typeof createPublicCache>;
let port: number;

beforeEach(async () => {
  clock = 0;
  rendered = 0;
  notReady = undefined;
  log = "";
  handle = passport;
  cache = createPublicCache({ maxBytes: 1_000_000, maxAgeMs: 60_000, now: () => clock });
  cache.setInformed(true);
  server = createFront({
    handle: (request, response) => {
      rendered += 1;
      return handle(request, response);
    },
    origins: ["https://registry.example", "http://127.0.0.1:3000"],
    isTrustedProxy: () => false,
    variantOf: (headers) => `${headers.accept ?? ""}|${headers["accept-language"] ?? ""}`,
    cache,
    metrics: createMetrics(frontMeanings(cache)),
    logger: createLogger((line) => (log += line)),
    resultObject: (status, code, text) => JSON.stringify({ status, code, text }),
    notReady: () => notReady,
    metricsToken: "a-token-for-metrics",
    isSecure: true,
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  port = typeof address === "object" && address !== null ? address.port : 0;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** What the renderer behind the front does for a product URL. */
async function passport(request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.writeHead(200, {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "public, max-age=0",
    vary: "rsc",
  });
  response.write(page.slice(0, 100));
  await sleep(1);
  response.end(page.slice(100) + request.url);
}

interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

function ask(
  path: string,
  headers: http.OutgoingHttpHeaders = {},
  method = "GET",
  body?: string,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = http.request({ port, path, headers, method, host: "127.0.0.1" }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    request.on("error", reject);
    request.end(body);
  });
}

describe("a public answer", () => {
  test("is rendered once and then comes from memory, to the last byte the same", async () => {
    const first = await ask(product);
    const second = await ask(product);
    expect(first.body.toString()).toBe(page + product);
    expect(second.body).toEqual(first.body);
    expect({ ...second.headers, date: "" }).toEqual({ ...first.headers, date: "" });
    expect(rendered).toBe(1);
  });

  test("is kept apart by path, query, media type and language", async () => {
    await ask(product);
    await ask(`${product}/21/A1`);
    await ask(`${product}?lang=zh`);
    await ask(product, { accept: "application/json" });
    await ask(product, { "accept-language": "zh" });
    expect(rendered).toBe(5);
  });

  test.each([
    ["br", zlib.brotliDecompressSync],
    ["gzip", zlib.gunzipSync],
  ] as const)("travels as %s to readers who take it, made from one rendering", async (encoding, unpack) => {
    const whole = await ask(product);
    const packed = await ask(product, { "accept-encoding": encoding });
    expect(packed.headers["content-encoding"]).toBe(encoding);
    expect(packed.body.length).toBeLessThan(whole.body.length / 4);
    expect(unpack(packed.body)).toEqual(whole.body);
    expect(packed.headers.etag).not.toBe(whole.headers.etag);
    expect(rendered).toBe(1);
  });

  test("is not sent again to who holds it, in whatever encoding", async () => {
    const { headers } = await ask(product, { "accept-encoding": "br" });
    for (const held of [headers.etag, `W/${headers.etag}`, `"other", ${headers.etag}`, "*"]) {
      const again = await ask(product, { "if-none-match": held });
      expect([again.status, again.body.length]).toEqual([304, 0]);
    }
    expect((await ask(product, { "if-none-match": '"other"' })).status).toBe(200);
  });

  test("says what it varies with, whatever the renderer said", async () => {
    expect((await ask(product)).headers.vary).toBe("Accept, Accept-Language, Accept-Encoding");
  });

  test("answers HEAD with the headers of GET and no body, and HEAD fills the memory for GET", async () => {
    const head = await ask(product, {}, "HEAD");
    const get = await ask(product);
    expect(head.body.length).toBe(0);
    expect({ ...head.headers, date: "" }).toEqual({ ...get.headers, date: "" });
    expect(rendered).toBe(1);
  });

  test("asked for by many at once is rendered once", async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(product)));
    expect(new Set(answers.map(({ body }) => body.toString()))).toEqual(new Set([page + product]));
    expect(rendered).toBe(1);
  });
});

describe("a change", () => {
  test("drops the product and everything under it, and nothing beside it", async () => {
    const beside = "/01/09521234543214";
    const paths = [product, `${product}/21/A1`, `${product}/qr.svg`, beside, `${product}0/21/A1`];
    for (const path of paths) await ask(path);
    cache.forget(product);
    rendered = 0;
    for (const path of paths) await ask(path);
    expect(rendered).toBe(3);
  });

  test("during a rendering keeps the outdated page out of memory and away from later readers", async () => {
    let finish = (): void => {};
    let version = 1;
    handle = async (_request, response) => {
      const mine = version;
      if (mine === 1) await new Promise<void>((resolve) => (finish = resolve));
      response.writeHead(200, { "content-type": "text/plain", "cache-control": "public" });
      response.end(`version ${mine}`);
    };
    const early = ask(product);
    await expect.poll(() => rendered).toBe(1);
    version = 2;
    cache.forget(product);
    expect((await ask(product)).body.toString()).toBe("version 2");
    finish();
    expect((await early).body.toString()).toBe("version 1");
    expect((await ask(product)).body.toString()).toBe("version 2");
  });

  test("that may have been missed empties the memory, and nothing is kept until changes are told again", async () => {
    await ask(product);
    cache.setInformed(false);
    await ask(product);
    await ask(product);
    expect(rendered).toBe(3);
    cache.setInformed(true);
    await ask(product);
    await ask(product);
    expect(rendered).toBe(4);
  });

  test("of the day is seen: no page is shown for longer than its time", async () => {
    await ask(product);
    clock = 59_999;
    await ask(product);
    expect(rendered).toBe(1);
    clock = 60_000;
    await ask(product);
    expect(rendered).toBe(2);
  });
});

describe("never kept, never answered from memory", () => {
  test.each<[string, http.OutgoingHttpHeaders, string, string]>([
    ["a request with a token", { authorization: "Bearer x" }, product, "GET"],
    ["a signed-in reader", { cookie: "a=b; __Secure-better-auth.session_token=x" }, product, "GET"],
    ["a page of the console", {}, "/console/models", "GET"],
    ["a POST", { "content-length": 0 }, product, "POST"],
    ["a path in another spelling", {}, `${product}/21/%41`, "GET"],
  ])("%s", async (_name, headers, path, method) => {
    await ask(path, headers, method);
    await ask(path, headers, method);
    expect(rendered).toBe(2);
  });

  test.each<[string, number, http.OutgoingHttpHeaders]>([
    ["404", 404, { "cache-control": "public" }],
    ["410", 410, { "cache-control": "public" }],
    ["private", 200, { "cache-control": "private, no-store" }],
    ["silent on caching", 200, {}],
    ["setting a cookie", 200, { "cache-control": "public", "set-cookie": "a=b" }],
  ])("an answer that is %s, and it arrives as it was made", async (_name, status, headers) => {
    handle = async (_request, response) => {
      response.writeHead(status, { ...headers, etag: '"mine"' });
      response.write("as ");
      response.end("made");
    };
    for (const round of [1, 2]) {
      const answer = await ask(product);
      expect([answer.status, answer.body.toString(), answer.headers.etag]).toEqual([
        status,
        "as made",
        '"mine"',
      ]);
      expect(rendered).toBe(round);
    }
  });

  test("an answer too long to keep, and it arrives whole", async () => {
    const long = Buffer.alloc(5 * 1024 * 1024, "x");
    handle = async (_request, response) => {
      response.writeHead(200, { "cache-control": "public" });
      for (let at = 0; at < long.length; at += 1024 * 1024)
        response.write(long.subarray(at, at + 1024 * 1024));
      response.end();
    };
    expect((await ask(product)).body.equals(long)).toBe(true);
    await ask(product);
    expect(rendered).toBe(2);
  });

  test("more than fits: the longest unused goes", async () => {
    cache = createPublicCache({ maxBytes: 4 * (3 * (page.length + 30) + 1024), maxAgeMs: 1, now: () => 0 });
    cache.setInformed(true);
    const pages = await import("./public-cache.ts");
    for (const name of ["a", "b", "c", "d"])
      cache.begin(name, "").keep(pages.makePage([["content-type", "text/html"]], Buffer.from(page)));
    cache.get("a", "");
    cache.begin("e", "").keep(pages.makePage([["content-type", "text/html"]], Buffer.from(page)));
    expect(["a", "b", "c", "d", "e"].filter((name) => cache.get(name, "") !== undefined)).toEqual([
      "a",
      "c",
      "d",
      "e",
    ]);
  });
});

describe("what the reader sees when something is wrong", () => {
  test("a failure is logged in full and shown without detail", async () => {
    handle = () => Promise.reject(new Error("the secret detail"));
    const answer = await ask(product);
    expect([answer.status, answer.body.toString()]).toEqual([500, "Internal error. It has been noted.\n"]);
    expect(log).toContain("the secret detail");
    handle = passport;
    expect((await ask(product)).status).toBe(200);
  });

  test("a reader who leaves during a rendering does not stop the others", async () => {
    const leaving = http.get({ port, path: product, host: "127.0.0.1" });
    leaving.on("error", () => {});
    await expect.poll(() => rendered).toBe(1);
    leaving.destroy();
    expect((await ask(product)).status).toBe(200);
  });

  test("machines of the standard API hear every no as a Result object", async () => {
    const said = async (answer: Promise<Answer>) => {
      const { status, headers, body } = await answer;
      expect(headers["content-type"]).toBe("application/json");
      return { told: status, ...JSON.parse(body.toString()) };
    };
    expect(await said(ask("/v1/dpps/%ZZ"))).toMatchObject({ told: 400, status: 400, code: "INVALID_INPUT" });
    expect(await said(ask("/v1/dpps", {}, "TRACE"))).toMatchObject({ told: 405, code: "METHOD_NOT_ALLOWED" });
    const chunked = { "transfer-encoding": "chunked" };
    expect(await said(ask("/v1/dpps", chunked, "POST", "x"))).toMatchObject({
      told: 411,
      code: "LENGTH_REQUIRED",
    });
    notReady = "PostgreSQL is starting.";
    expect(await said(ask("/v1/dpps/x"))).toMatchObject({ told: 503, code: "NOT_READY" });
    notReady = undefined;
    handle = () => Promise.reject(new Error("lost"));
    expect(await said(ask("/v1/dpps/x"))).toMatchObject({ told: 500, code: "INTERNAL" });
    expect((await ask("/v12", {}, "TRACE")).headers["content-type"]).toContain("text/plain");
  });

  test("a body too large is refused, and the sender hears it", async () => {
    const body = "x".repeat(maxRequestBytes + 1);
    const answer = await ask("/api/x", { "content-length": body.length }, "POST", body);
    expect(answer.status).toBe(413);
    expect(JSON.parse(answer.body.toString())).toMatchObject({
      code: "FILE_TOO_LARGE",
      problems: [{ code: "FILE_TOO_LARGE", path: "file" }],
    });
    expect(rendered).toBe(0);
  });

  test("a sender who asks first is refused before it sends, and let through otherwise", async () => {
    const first = http.request({ port, path: "/api/x", host: "127.0.0.1", method: "POST" });
    first.on("error", () => {}); // the connection ends with the refusal
    first.setHeader("content-length", maxRequestBytes + 1).setHeader("expect", "100-continue");
    first.flushHeaders();
    const [refused] = await once(first, "response");
    expect(refused.statusCode).toBe(413);
    first.destroy();

    const second = http.request({ port, path: "/api/x", host: "127.0.0.1", method: "POST" });
    second.setHeader("content-length", 1).setHeader("expect", "100-continue");
    second.flushHeaders();
    const response = once(second, "response");
    await once(second, "continue");
    second.end("x");
    const [answered] = await response;
    expect(answered.statusCode).toBe(200);
    await once(answered.resume(), "end");
  });

  test("a body of unknown length is refused", async () => {
    expect((await ask("/api/x", { "transfer-encoding": "chunked" }, "POST", "x")).status).toBe(411);
    expect(rendered).toBe(0);
  });
});

test("every answer carries the security headers, and a page may set a stricter policy", async () => {
  const expected = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "strict-origin-when-cross-origin",
    "strict-transport-security": "max-age=63072000",
    "content-security-policy": expect.stringContaining("frame-ancestors 'none'"),
  };
  for (const path of ["/healthz", "/readyz", "/metrics", "/console", product, product])
    expect((await ask(path)).headers).toMatchObject(expected);
  handle = async (_request, response) => {
    response.setHeader("content-security-policy", "default-src 'none'");
    response.end();
  };
  expect((await ask("/other")).headers["content-security-policy"]).toBe("default-src 'none'");
});

describe("what a request says about its own way here", () => {
  let seen: http.IncomingHttpHeaders;

  beforeEach(() => {
    handle = async (request, response) => {
      seen = { ...request.headers };
      response.end();
    };
  });

  test("is replaced by what is known, so that nobody evades a limit or puts a host of theirs into links", async () => {
    await ask("/api/auth/sign-in/email", {
      host: "evil.example",
      "x-forwarded-for": "203.0.113.9",
      "x-forwarded-host": "evil.example",
      "x-forwarded-proto": "gopher",
      "x-real-ip": "203.0.113.9",
      forwarded: "for=203.0.113.9",
    });
    expect(seen).toMatchObject({
      host: "registry.example",
      "x-forwarded-for": "127.0.0.1",
      "x-forwarded-host": "registry.example",
      "x-forwarded-proto": "https",
    });
    expect(seen).not.toHaveProperty("forwarded");
    expect(seen).not.toHaveProperty("x-real-ip");
  });

  test("keeps the other name of this machine, under which a demonstration may be opened too", async () => {
    await ask("/console", { host: "127.0.0.1:3000" });
    expect(seen).toMatchObject({ host: "127.0.0.1:3000", "x-forwarded-proto": "http" });
  });
});

test("a method that nothing here knows is refused, with those there are", async () => {
  const answer = await ask(product, {}, "TRACE");
  expect([answer.status, answer.headers.allow]).toEqual([
    405,
    "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS",
  ]);
  expect(rendered).toBe(0);
});

test.each([
  "*",
  "http://evil.example/01/1",
  "/01/%zz",
  "/01/%E0%A4",
  "/op/%ff/did.json",
  "/op/%00/did.json",
  "/help/%0d%0a",
])("the address %s cannot be read, and no page is asked for it", async (path) => {
  expect((await ask(path)).status).toBe(400);
  expect(rendered).toBe(0);
});

describe("health", () => {
  test("the process is alive before it can serve, and says why it cannot", async () => {
    notReady = "PostgreSQL is starting.";
    expect((await ask("/healthz")).status).toBe(200);
    for (const path of ["/readyz", product, "/console"]) {
      const answer = await ask(path);
      expect([answer.status, answer.body.toString()]).toEqual([503, "PostgreSQL is starting.\n"]);
    }
    notReady = undefined;
    expect((await ask("/readyz")).status).toBe(200);
  });

  test("metrics count what was served", async () => {
    await ask(product);
    await ask(product);
    const text = (await ask("/metrics")).body.toString();
    expect(text).toContain('cellproof_public_cache_total{result="hit"} 1');
    expect(text).toContain('cellproof_public_cache_total{result="miss"} 1');
    expect(text).toContain('cellproof_http_requests_total{kind="product",status="200"} 2');
    expect(text).toMatch(/cellproof_http_request_seconds_bucket\{kind="product",le="\+Inf"\} 2/);
    expect(text).toContain("cellproof_public_cache_pages 1");
  });

  test("metrics are for this machine or the token, and behind a proxy for the token alone", async () => {
    expect((await ask("/metrics", { "x-forwarded-for": "203.0.113.9" })).status).toBe(403);
    const token = { "x-forwarded-for": "203.0.113.9", authorization: "Bearer a-token-for-metrics" };
    expect((await ask("/metrics", token)).status).toBe(200);
    expect((await ask("/metrics", { authorization: "Bearer something-else" })).status).toBe(403);
  });
});

test.each([
  [undefined, "identity"],
  ["gzip, deflate, br", "br"],
  ["gzip", "gzip"],
  ["br;q=0, gzip;q=0.5", "gzip"],
  ["*", "br"],
  ["*;q=0", "identity"],
  ["nonsense;;q=x", "identity"],
] as const)("to a reader who accepts %s the body goes as %s", (accepted, encoding) => {
  expect(chooseEncoding(accepted)).toBe(encoding);
});

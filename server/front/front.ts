import { timingSafeEqual } from "node:crypto";
import http from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "../platform/logger.ts";
import type { Metrics } from "../platform/metrics.ts";
import { HeldResponse } from "./held-response.ts";
import { encodings, makePage } from "./public-cache.ts";
import type { Encoding, Page, PublicCache, Rendering } from "./public-cache.ts";
import { readerAddress } from "./reader-address.ts";

export interface FrontOptions {
  /** Everything behind the front: Next.js. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** What of a request's headers decides over the answer to a product URL: media type and language, negotiated. */
  readonly variantOf: (headers: http.IncomingHttpHeaders) => string;
  /** Where readers find this registry, the one of PUBLIC_URL first. */
  readonly origins: readonly string[];
  /** Whether `X-Forwarded-For` is believed when it comes from this address. */
  readonly isTrustedProxy: (address: string) => boolean;
  readonly cache: PublicCache;
  readonly metrics: Metrics;
  readonly logger: Logger;
  /** Undefined once the registry can serve, else why not. */
  readonly notReady: () => string | undefined;
  /** What machines of the standard API get where an answer says no: the body of a Result object, for a status, a code and a sentence. */
  readonly resultObject: (status: number, code: string, text: string) => string;
  /** What the keeper should know although the registry can serve; shown with `/readyz`. */
  readonly remark?: () => string | undefined;
  readonly metricsToken: string | undefined;
  /** Whether readers come over https, so that browsers may be told to stay there. */
  readonly isSecure: boolean;
  readonly isDevelopment?: boolean;
}

/** Largest request body in bytes: a document to attach, with room for its form. */
export const maxRequestBytes = 26 * 1024 * 1024;
/** An operator's whole archive, which the registry's keeper alone brings; nobody else's is read. */
const maxArchiveBytes = 1_000_000_000;

/**
 * The HTTP server in front of Next.js: health, metrics, limits, security headers, and public answers from memory.
 *
 * Kept and repeated are answers to anonymous GET and HEAD of product URLs that say `200` and `Cache-Control: public`;
 * everything else goes through untouched. Nothing of a reader's identity decides over a kept answer, so none is kept or
 * served when an Authorization header or a session cookie is there.
 */
export function createFront(options: FrontOptions): http.Server<typeof IncomingMessage, typeof HeldResponse> {
  const { metrics, logger } = options;
  /** Says no before Next.js is asked, in the form that the address speaks. */
  const sayNo = (response: ServerResponse, path: string, { status, message, code }: No): void => {
    if (isOfStandardApi(path)) {
      plain(response, status, options.resultObject(status, code, message), "application/json");
    } else if (status === 413 && path.startsWith("/api/")) {
      // To our own forms, which send files, in the shape of the registry's refusals.
      const body = JSON.stringify({ code, message, problems: [{ code, path: "file" }] });
      plain(response, status, body, "application/json");
    } else plain(response, status, message);
  };
  const defaults = securityHeaders(options);
  const origins = options.origins.map((origin) => new URL(origin));
  /** To Next.js, with headers that everything behind the front may believe. */
  const handOver = (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    vouchFor(request, origins, options.isTrustedProxy);
    return options.handle(request, response);
  };
  const underway = new Map<
    string,
    { readonly rendering: Rendering; readonly page: Promise<Page | undefined> }
  >();

  const answer = async (request: IncomingMessage, response: HeldResponse): Promise<string> => {
    const path = pathOf(request);
    const service = serviceAt(path);
    if (service !== undefined) {
      service(request, response, options);
      return "health";
    }
    if (!methods.includes(request.method ?? "")) {
      response.setHeader("allow", methods.join(", "));
      sayNo(response, path, {
        ...{ status: 405, code: "METHOD_NOT_ALLOWED", message: "This method is not known here." },
      });
      return "refused";
    }
    if (!isReadable(path)) {
      const message =
        "This address cannot be read: after % stand two hexadecimal digits, and together UTF-8 text.";
      sayNo(response, path, { status: 400, code: "INVALID_INPUT", message });
      return "refused";
    }
    const refusal = refuseBody(request);
    if (refusal !== undefined) {
      // Who is still sending does not listen: the answer would be lost with the connection.
      if (request.headers.expect === undefined) await readAway(request);
      response.setHeader("connection", "close");
      sayNo(response, path, refusal);
      return "refused";
    }
    const notReady = options.notReady();
    if (notReady !== undefined) {
      response.setHeader("retry-after", "2");
      sayNo(response, path, { status: 503, code: "NOT_READY", message: notReady });
      return "not_ready";
    }
    if (!isCacheable(request, path)) {
      await handOver(request, response);
      return "other";
    }
    return answerProduct(request, response, path);
  };

  const answerProduct = async (
    request: IncomingMessage,
    response: HeldResponse,
    path: string,
  ): Promise<string> => {
    const variant = `${request.url?.slice(path.length) ?? ""}\n${options.variantOf(request.headers)}`;
    const kept = options.cache.get(path, variant);
    if (kept !== undefined) {
      metrics.count("cellproof_public_cache_total", { result: "hit" });
      await sendPage(request, response, kept);
      return "product";
    }
    const key = `${path}\n${variant}`;
    // Many readers of a page that is not there yet wait for one rendering, unless it began before a change.
    const earlier = underway.get(key);
    const shared =
      earlier === undefined || earlier.rendering.isOutdated()
        ? undefined
        : await earlier.page.catch(() => undefined);
    if (shared !== undefined) {
      metrics.count("cellproof_public_cache_total", { result: "shared" });
      await sendPage(request, response, shared);
      return "product";
    }
    metrics.count("cellproof_public_cache_total", { result: "miss" });
    const rendering = options.cache.begin(path, variant);
    const mine = { rendering, page: render(request, response, rendering) };
    underway.set(key, mine);
    try {
      const page = await mine.page;
      if (page !== undefined) await sendPage(request, response, page);
    } finally {
      if (underway.get(key) === mine) underway.delete(key);
    }
    return "product";
  };

  /** Undefined: the answer was not one to keep and has been sent. */
  const render = async (
    request: IncomingMessage,
    response: HeldResponse,
    rendering: Rendering,
  ): Promise<Page | undefined> => {
    try {
      const held = response.hold(isKeepable);
      requestHeaders.set(request, { ...request.headers });
      // The whole body, once, uncompressed: what a reader asked for of it is cut from the kept page.
      for (const header of ["accept-encoding", "if-none-match", "if-modified-since", "range"])
        delete request.headers[header];
      const method = request.method ?? "GET";
      request.method = "GET";
      // Next.js is done only when the response has gone out, which waits for us: whichever comes first.
      const handled = handOver(request, response);
      const answered = await Promise.race([held, handled.then(() => held)]);
      request.method = method;
      if (answered === undefined) {
        await handled;
        return undefined;
      }
      const page = makePage(
        answered.headers.filter(([name]) => !perTransfer.has(name)),
        answered.body,
      );
      rendering.keep(page);
      return page;
    } finally {
      rendering.abandon();
    }
  };

  const serve = async (request: IncomingMessage, response: HeldResponse): Promise<void> => {
    const started = performance.now();
    response.defaults = defaults;
    const kind = await answer(request, response).catch((error: unknown) => {
      logger.error("request failed", { method: request.method, path: pathForLog(request), error });
      if (response.headersSent) response.destroy();
      else {
        const message = "Internal error. It has been noted.";
        sayNo(response, pathOf(request), { status: 500, code: "INTERNAL", message });
      }
      return "failed";
    });
    metrics.count("cellproof_http_requests_total", { kind, status: String(response.statusCode) });
    metrics.observe("cellproof_http_request_seconds", { kind }, (performance.now() - started) / 1000);
  };

  const server = http.createServer(
    { ServerResponse: HeldResponse, connectionsCheckingInterval: 5000 },
    (request, response) => void serve(request, response),
  );
  // Who asks first whether to send a body is told now, and need not send it to be refused.
  server.on("checkContinue", (request, response) => {
    if (refuseBody(request) === undefined) response.writeContinue();
    void serve(request, response);
  });
  // Slow senders are cut off; slow readers are not our harm.
  server.headersTimeout = 15_000;
  server.requestTimeout = 120_000;
  server.keepAliveTimeout = 65_000;
  return server;
}

/** Headers as the reader sent them, of requests that were rendered for: that takes some of them away. */
const requestHeaders = new WeakMap<IncomingMessage, http.IncomingHttpHeaders>();

/** Headers that belong to one transfer and not to the page. */
const perTransfer = new Set([
  "content-length",
  "content-encoding",
  "transfer-encoding",
  "etag",
  "vary",
  "connection",
  "date",
  "keep-alive",
]);

function pathOf(request: IncomingMessage): string {
  return (request.url ?? "/").split("?", 1)[0] ?? "/";
}

/** The link of a request to a supplier is a secret: no log keeps it. */
function pathForLog(request: IncomingMessage): string {
  return pathOf(request).replace(/^\/supply\/.*$/, "/supply/…");
}

/** Next.js fails at any other. */
const methods: readonly string[] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** False for addresses that are no path, for malformed percent-encoding, and for control characters, which no identifier or word of ours has. */
function isReadable(path: string): boolean {
  try {
    // oxlint-disable-next-line no-control-regex -- they are what must not be there
    return path.startsWith("/") && !/[\u0000-\u001F\u007F]/.test(decodeURIComponent(path));
  } catch {
    return false;
  }
}

/**
 * Leaves of what a request says about its own way here only what is known: everything behind the front may then believe
 * these headers. A made-up address would evade the limit on sign-ins, a made-up host would stand in links and redirects.
 */
function vouchFor(
  request: IncomingMessage,
  urls: readonly URL[],
  isTrustedProxy: FrontOptions["isTrustedProxy"],
): void {
  const { headers, socket } = request;
  const url = urls.find(({ host }) => host === headers.host) ?? urls[0];
  for (const name of ["forwarded", "x-forwarded-port", "x-real-ip"]) delete headers[name];
  headers["x-forwarded-for"] = readerAddress(
    socket.remoteAddress ?? "",
    String(headers["x-forwarded-for"] ?? ""),
    isTrustedProxy,
  );
  if (url === undefined) return;
  headers.host = url.host;
  headers["x-forwarded-host"] = url.host;
  headers["x-forwarded-proto"] = url.protocol.slice(0, -1);
}

/**
 * Product URLs in the one spelling that changes are announced in; the same page under another spelling is answered, but
 * not kept, or it could outlive a change.
 */
function isCacheable(request: IncomingMessage, path: string): boolean {
  return (
    (request.method === "GET" || request.method === "HEAD") &&
    /^\/(01|id)\/./.test(path) &&
    path.split("/").every(isPlainlySpelt) &&
    request.headers.authorization === undefined &&
    !/session_token=/.test(request.headers.cookie ?? "") &&
    (request.url?.length ?? 0) <= 1000
  );
}

function isPlainlySpelt(segment: string): boolean {
  try {
    return encodeURIComponent(decodeURIComponent(segment)) === segment;
  } catch {
    return false;
  }
}

function isKeepable(response: ServerResponse): boolean {
  const directives = String(response.getHeader("cache-control") ?? "")
    .toLowerCase()
    .split(/\s*,\s*/);
  return response.statusCode === 200 && directives.includes("public") && !response.hasHeader("set-cookie");
}

async function sendPage(request: IncomingMessage, response: ServerResponse, page: Page): Promise<void> {
  const headers = requestHeaders.get(request) ?? request.headers;
  const encoding = page.isCompressible ? chooseEncoding(headers["accept-encoding"]) : "identity";
  const etag = encoding === "identity" ? `"${page.tag}"` : `"${page.tag}-${encoding}"`;
  for (const [name, value] of page.headers) response.setHeader(name, value);
  response.setHeader("vary", "Accept, Accept-Language, Accept-Encoding");
  response.setHeader("etag", etag);
  if (names(headers["if-none-match"], page.tag)) {
    for (const header of ["content-type", "content-language", "content-disposition"])
      response.removeHeader(header);
    response.writeHead(304).end();
    return;
  }
  const body = await page.body(encoding);
  if (encoding !== "identity") response.setHeader("content-encoding", encoding);
  response.setHeader("content-length", body.length);
  response.writeHead(200).end(request.method === "HEAD" ? undefined : body);
}

/** The smallest the reader takes. Source: RFC 9110, section 12.5.3. */
export function chooseEncoding(accepted: string | undefined): Encoding {
  const weights = new Map(
    (accepted ?? "").split(",").map((entry) => {
      const [name = "", ...parameters] = entry.split(";").map((part) => part.trim().toLowerCase());
      const weight = parameters.find((parameter) => parameter.startsWith("q="))?.slice(2);
      return [name, weight === undefined ? 1 : Number(weight)] as const;
    }),
  );
  return (
    encodings.find(
      (encoding) => encoding !== "identity" && (weights.get(encoding) ?? weights.get("*") ?? 0) > 0,
    ) ?? "identity"
  );
}

/** Whether If-None-Match names this page in any encoding: the reader holds these bytes. Source: RFC 9110, section 13.1.2. */
function names(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  const tags = ifNoneMatch.split(",").map((entry) => entry.trim().replace(/^W\//, "").replaceAll('"', ""));
  return tags.some(
    (held) => held === "*" || held === tag || encodings.some((encoding) => held === `${tag}-${encoding}`),
  );
}

/** A body of unknown length cannot be limited before it is read, so its length must be said. */
function refuseBody(request: IncomingMessage): No | undefined {
  if (request.headers["transfer-encoding"] !== undefined) {
    const message = "Say the length of the body: Content-Length is missing.";
    return { status: 411, message, code: "LENGTH_REQUIRED" };
  }
  const isArchive = request.url?.split("?")[0] === "/api/tenant-import";
  const most = isArchive ? maxArchiveBytes : maxRequestBytes;
  if (Number(request.headers["content-length"] ?? 0) > most) {
    const message = `A request body has at most ${most} bytes.`;
    return { status: 413, message, code: "FILE_TOO_LARGE" };
  }
  return undefined;
}

/** An answer that says no. */
interface No {
  readonly status: number;
  readonly message: string;
  readonly code: string;
}

/** The standard passport API answers with Result objects, whatever happens. */
function isOfStandardApi(path: string): boolean {
  return path === "/v1" || path.startsWith("/v1/");
}

/** Lets a body run into nothing, for as long as an honest sender might need. */
function readAway(request: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    const giveUp = setTimeout(resolve, 10_000);
    const done = (): void => {
      clearTimeout(giveUp);
      resolve();
    };
    request.once("end", done).once("close", done).resume();
  });
}

type Service = (request: IncomingMessage, response: ServerResponse, options: FrontOptions) => void;

function serviceAt(path: string): Service | undefined {
  switch (path) {
    case "/healthz":
      return (_request, response) => plain(response, 200, "alive");
    case "/readyz":
      return (_request, response, { notReady, remark }) => {
        const reason = notReady();
        const ready = ["ready", remark?.()].filter((line) => line !== undefined).join("\n");
        plain(response, reason === undefined ? 200 : 503, reason ?? ready);
      };
    case "/metrics":
      return (request, response, { metrics, metricsToken }) =>
        mayReadMetrics(request, metricsToken)
          ? plain(response, 200, metrics.render(), "text/plain; version=0.0.4; charset=utf-8")
          : plain(response, 403, "Metrics are for this machine, or for whoever has the token.");
    default:
      return undefined;
  }
}

/** Behind a proxy on this machine every reader seems to be local: then only the token counts. */
function mayReadMetrics(request: IncomingMessage, token: string | undefined): boolean {
  const given = /^Bearer (.+)$/i.exec(request.headers.authorization ?? "")?.[1];
  if (token !== undefined && given !== undefined) {
    const [a, b] = [Buffer.from(token), Buffer.from(given)];
    return a.length === b.length && timingSafeEqual(a, b);
  }
  const isForwarded = ["forwarded", "x-forwarded-for", "x-real-ip", "via"].some(
    (name) => request.headers[name] !== undefined,
  );
  return !isForwarded && /^(127\.|::1$|::ffff:127\.)/.test(request.socket.remoteAddress ?? "");
}

function plain(
  response: ServerResponse,
  status: number,
  body: string,
  type = "text/plain; charset=utf-8",
): void {
  response.setHeader("content-type", type);
  response.setHeader("cache-control", "no-store");
  response.writeHead(status).end(body.endsWith("\n") ? body : `${body}\n`);
}

/** For answers that set none of their own; public pages set a stricter policy that allows no script at all. */
function securityHeaders({ isSecure, isDevelopment }: FrontOptions): readonly (readonly [string, string])[] {
  // Next.js puts its own small scripts inline; development also needs eval and a socket for reloading.
  const scripts =
    isDevelopment === true
      ? "'self' 'unsafe-inline' 'unsafe-eval'"
      : "'self' 'unsafe-inline' 'wasm-unsafe-eval'";
  const policy = [
    "default-src 'self'",
    `script-src ${scripts}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    `connect-src 'self'${isDevelopment === true ? " ws:" : ""}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ];
  return [
    ["content-security-policy", policy.join("; ")],
    ["x-content-type-options", "nosniff"],
    ["x-frame-options", "DENY"],
    ["referrer-policy", "strict-origin-when-cross-origin"],
    ["permissions-policy", "camera=(self), geolocation=(), microphone=(), payment=(), usb=()"],
    ["cross-origin-opener-policy", "same-origin"],
    ...(isSecure ? [["strict-transport-security", "max-age=63072000"] as const] : []),
  ];
}

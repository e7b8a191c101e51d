import { randomUUID } from "node:crypto";
import { demand } from "../../server/context.ts";
import { contextOfHeaders, runtime } from "../../server/platform/runtime.ts";
import { Refusal, refusalBehind } from "../../server/refusal.ts";
import { standardOperations } from "../_openapi/standard-operations.ts";
import { resultOf, wordOf } from "../_product/result-object.ts";
import type { ResultMessage } from "../_product/result-object.ts";
import type { Language } from "../_text/languages.ts";
import { chooseLanguage, localeOf, messagesOf } from "../_text/text.ts";
import { problemSpeaker } from "../_ui/problem-sentence.ts";
import type { Asked } from "./asked.ts";
import { tagOf } from "./body-tag.ts";
import { handlers } from "./handlers.ts";

/**
 * Answers a request to the standard passport API. Never throws: a refusal becomes a Result object with its status, what
 * we got wrong a logged 500. A token decides what is read and changed; a browser's session does not count here.
 *
 * Source: EN 18222.
 */
export async function answerStandardApi(request: Request): Promise<Response> {
  const url = new URL(request.url);
  const language = chooseLanguage(url.searchParams.get("lang"), request.headers.get("accept-language"));
  const response = await route(request, url, language).catch((error: unknown) =>
    refused(request, language, error),
  );
  return finish(request, response);
}

type Known = (typeof standardOperations)[number];

async function route(request: Request, url: URL, language: Language): Promise<Response> {
  const segments = segmentsOf(url.pathname);
  const here = standardOperations.flatMap((operation) => {
    const named = segments === null ? null : matched(operation.path, segments);
    return named === null ? [] : [{ operation, named }];
  });
  if (here.length === 0) throw new Refusal("PATH_NOT_FOUND", `There is nothing at ${url.pathname}.`);
  const operations = here.map(({ operation }) => operation);
  if (request.method === "OPTIONS") return preflight(operations);
  const method = request.method === "HEAD" ? "GET" : request.method;
  const wanted = here.find(({ operation }) => operation.method === method);
  if (wanted === undefined) return methodNotAllowed(request, language, operations);
  const ctx = await contextOfHeaders(onlyToken(request.headers));
  const { operation, named } = wanted;
  // Who may change nothing at all hears that first, whatever was sent. Which passport it is about is asked by the verb.
  if (operation.token === "needed") demand(ctx, "model.read", null);
  const asked: Asked = { request, url, ctx, language, named: (name) => named.get(name) ?? "" };
  const response = await handlers[operation.operationId](asked);
  if (!response.headers.has("cache-control"))
    response.headers.set(
      "cache-control",
      ctx.caller.userId === null && method === "GET"
        ? "public, max-age=0, must-revalidate"
        : "private, no-store",
    );
  if (reads(operation)) response.headers.set("access-control-allow-origin", "*");
  return response;
}

/** The decoded segments behind `/v1`; null for a path that names nothing. */
function segmentsOf(pathname: string): readonly string[] | null {
  try {
    return pathname.slice(1).split("/").map(decodeURIComponent);
  } catch {
    return null;
  }
}

/** What the template's parameters stand for; null where the path is another one. */
function matched(template: string, segments: readonly string[]): ReadonlyMap<string, string> | null {
  const parts = template.slice(1).split("/");
  if (parts.length !== segments.length) return null;
  const named = new Map<string, string>();
  for (const [place, part] of parts.entries()) {
    const segment = segments[place] ?? "";
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name === undefined ? part !== segment : segment === "") return null;
    if (name !== undefined) named.set(name, segment);
  }
  return named;
}

/** A session comes with every request of a browser, another site's too: here only a token says who asks. */
function onlyToken(headers: Headers): Headers {
  const authorization = headers.get("authorization");
  return new Headers(authorization === null ? {} : { authorization });
}

/** Operations that change nothing may be asked from any page. */
function reads({ method, operationId }: Known): boolean {
  return method === "GET" || operationId === "ReadDPPIdsByProductIds";
}

function allowed(operations: readonly Known[]): string {
  const methods = operations.map(({ method }): string => method);
  return [...methods, ...(methods.includes("GET") ? ["HEAD"] : []), "OPTIONS"].join(", ");
}

/** What a browser asks before it reads from another origin. Changes are for machines: no page is let through to them. */
function preflight(operations: readonly Known[]): Response {
  const open = operations.filter(reads);
  return new Response(null, {
    status: 204,
    headers: {
      allow: allowed(operations),
      ...(open.length === 0
        ? {}
        : {
            "access-control-allow-origin": "*",
            "access-control-allow-methods": allowed(open),
            "access-control-allow-headers": "*, Authorization",
            "access-control-max-age": "86400",
          }),
    },
  });
}

function methodNotAllowed(request: Request, language: Language, operations: readonly Known[]): Response {
  const message = `${request.method} is not known here.`;
  const response = refused(request, language, new Refusal("METHOD_NOT_ALLOWED", message));
  response.headers.set("allow", allowed(operations));
  return response;
}

function refused(request: Request, language: Language, error: unknown): Response {
  const correlationId = randomUUID();
  const at = new Date();
  const refusal = refusalBehind(error);
  if (refusal === undefined) {
    const path = new URL(request.url).pathname;
    runtime().logger.error("a request to the standard API failed", { path, correlationId, error });
    const text = "Internal error. It has been noted.";
    return resultResponse(500, [{ messageType: "Error", text, code: "INTERNAL" }], { at, correlationId });
  }
  const { code, status, message, problems } = refusal;
  const say = problemSpeaker(localeOf(language), messagesOf(language).problems);
  const response = resultResponse(
    status,
    [
      { messageType: "Error", text: language === "en" ? message : say({ code, path: "" }), code },
      ...problems.map((problem): ResultMessage => {
        const text = problem.path === "" ? say(problem) : `${problem.path}: ${say(problem)}`;
        return { messageType: "Error", text, code: problem.code, path: problem.path };
      }),
    ],
    { at, correlationId },
  );
  if (status === 401)
    response.headers.set(
      "www-authenticate",
      request.headers.has("authorization") ? 'Bearer error="invalid_token"' : "Bearer",
    );
  if (request.method === "GET" || request.method === "HEAD")
    response.headers.set("access-control-allow-origin", "*");
  return response;
}

function resultResponse(
  status: number,
  messages: readonly ResultMessage[],
  stamp: Parameters<typeof resultOf>[2],
): Response {
  return Response.json(resultOf(wordOf(status), messages, stamp), {
    status,
    headers: { "cache-control": "no-store" },
  });
}

/** The tag of a body; the conditional answer; HEAD. */
async function finish(request: Request, response: Response): Promise<Response> {
  const { headers } = response;
  headers.set("vary", "Authorization, Accept-Language");
  headers.set("x-content-type-options", "nosniff");
  headers.set("referrer-policy", "no-referrer");
  if (request.method !== "GET" && request.method !== "HEAD") return response;
  const body = response.status === 204 ? null : await response.text();
  if (response.ok && body !== null) {
    const etag = tagOf(body);
    headers.set("etag", etag);
    const known = request.headers
      .get("if-none-match")
      ?.split(",")
      .map((tag) => tag.trim().replace(/^W\//, ""));
    if (known?.some((tag) => tag === etag || tag === "*") === true)
      return new Response(null, { status: 304, headers });
  }
  return new Response(request.method === "HEAD" ? null : body, { status: response.status, headers });
}

import { createHash, randomUUID } from "node:crypto";
import type { ReactElement } from "react";
import { Refusal } from "../../server/refusal.ts";
import { localeOf, messagesOf, textOf } from "../_text/text.ts";
import { problemSpeaker } from "../_ui/problem-sentence.ts";
import { staticPage } from "./frame.tsx";
import { NotFoundPage } from "./message-page.tsx";
import { negotiate } from "./negotiate.ts";
import { resultObject } from "./result-object.ts";
import { sheets } from "./sheet.ts";
import type { Sheet } from "./sheet.ts";
import type { Words } from "./words.ts";

/** What was asked for, and the words to answer in. */
export interface Asked {
  readonly request: Request;
  readonly url: URL;
  readonly pathname: string;
  readonly words: Words;
}

/** A page for people: static markup with its own content security policy. */
export async function page(
  element: ReactElement,
  status = 200,
  sheet: Sheet = sheets.passport,
): Promise<Response> {
  const { html, policy } = await staticPage(element, sheet);
  return new Response(html, {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": policy,
      etag: `"${digestOf(html)}"`,
    },
  });
}

/** A text for machines, readable from other origins; `digest` names its bytes. */
export function machine(
  type: string,
  body: string | Uint8Array<ArrayBuffer>,
  digest = digestOf(body),
): Response {
  return new Response(body, {
    headers: { "content-type": type, "access-control-allow-origin": "*", etag: `"${digest}"` },
  });
}

/** Turns a refusal into its status; anything else is our fault: logged in full, shown with a number to ask about. */
export function refused(asked: Asked, error: unknown): Promise<Response> {
  if (!(error instanceof Refusal)) {
    const correlationId = randomUUID();
    console.error(`product ${asked.pathname} (${correlationId}):`, error);
    return say(asked, 500, "INTERNAL_ERROR", asked.words.t("failed"), undefined, correlationId);
  }
  const { t } = asked.words;
  switch (error.code) {
    case "VERSION_NOT_FOUND": {
      const version = /\/versions\/(\d+)$/.exec(asked.pathname)?.[1] ?? "";
      return notFound(asked, error.code, t("notFound.version", { version }));
    }
    case "DOCUMENT_NOT_FOUND":
      return notFound(asked, error.code, t("notFound.document"));
    case "DECLARATION_NOT_FOUND":
      return notFound(asked, error.code, textOf(asked.words.language, "study")("site.noDeclaration"));
    case "NOT_SIGNED_IN":
      return notSignedIn(asked, error);
    case "INVALID_INPUT":
      return say(asked, error.status, error.code, sentencesOf(asked.words, error));
    default:
      return error.status === 404
        ? notFound(asked, error.code)
        : say(asked, error.status, error.code, error.message);
  }
}

function sentencesOf({ language }: Words, { problems, message }: Refusal): string {
  const speak = problemSpeaker(localeOf(language), messagesOf(language).problems);
  return problems.length === 0 ? message : problems.map(speak).join(" ");
}

/** There is no such thing: a page, a Result object or a line. */
export function notFound(asked: Asked, code: string, line?: string): Promise<Response> {
  const { t } = asked.words;
  const element = <NotFoundPage {...pageProps(asked)} {...(line === undefined ? {} : { line })} />;
  return say(asked, 404, code, line ?? `${t("notFound.title")}: ${asked.pathname}`, element);
}

/** A 401 says how to identify oneself. Source: RFC 9110, section 15.5.2; RFC 6750, section 3. */
async function notSignedIn(asked: Asked, { status, code }: Refusal): Promise<Response> {
  const withToken = asked.request.headers.has("authorization");
  const response = await say(
    asked,
    status,
    code,
    asked.words.t(withToken ? "tokenRefused" : "documentClosed"),
  );
  response.headers.set("www-authenticate", withToken ? 'Bearer error="invalid_token"' : "Bearer");
  return response;
}

/** None of the forms that are offered is wanted. Source: RFC 9110, section 15.5.7. */
export function notAcceptable(asked: Asked, offered: readonly string[]): Promise<Response> {
  return say(asked, 406, "NOT_ACCEPTABLE", asked.words.t("notAcceptable", { forms: offered.join(", ") }));
}

/** An answer that is no passport: a page for people, a Result object for JSON readers, a line of text for everyone else. */
export async function say(
  asked: Asked,
  status: number,
  code: string,
  text: string,
  element?: ReactElement,
  correlationId: string = randomUUID(),
  about: Readonly<Record<string, unknown>> = {},
): Promise<Response> {
  const wanted = negotiate(asked.request.headers.get("accept"), errorForms);
  const response =
    wanted === "text/html" && element !== undefined
      ? await page(element, status)
      : wanted === "text/plain" || wanted === "text/html" || (wanted === null && status !== 406)
        ? new Response(`${text}\n`, { status, headers: { "content-type": "text/plain; charset=utf-8" } })
        : Response.json(
            { ...resultObject(status, code, text, { at: new Date(), correlationId }), ...about },
            { status },
          );
  if (wanted !== "text/html") response.headers.set("access-control-allow-origin", "*");
  response.headers.set("cache-control", "no-store");
  return response;
}

const errorForms = [
  "application/json",
  "text/html",
  "application/ld+json",
  "application/linkset+json",
  "text/plain",
] as const;

/** Headers of every answer, the conditional answer, and HEAD. */
export function finish(request: Request, response: Response): Response {
  const { headers } = response;
  headers.set("vary", "Accept, Accept-Language");
  headers.set("x-content-type-options", "nosniff");
  headers.set("referrer-policy", "no-referrer");
  const etag = headers.get("etag");
  const known =
    request.headers
      .get("if-none-match")
      ?.split(",")
      .map((tag) => tag.trim().replace(/^W\//, "")) ?? [];
  if (response.ok && etag !== null && (known.includes(etag) || known.includes("*"))) {
    return new Response(null, { status: 304, headers });
  }
  return request.method === "HEAD" ? new Response(null, { status: response.status, headers }) : response;
}

/** What every page of an answer is given. */
export function pageProps(asked: Asked) {
  return { words: asked.words, path: pathOf(asked), identifier: `${asked.url.origin}${asked.pathname}` };
}

/** Path and query of the request, without the form: language links lead to pages. */
export function pathOf({ url, pathname }: Asked): string {
  const parameters = new URLSearchParams(url.searchParams);
  parameters.delete("form");
  return parameters.size === 0 ? pathname : `${pathname}?${parameters.toString()}`;
}

export function digestOf(body: string | Uint8Array): string {
  return createHash("sha256").update(body).digest("base64url");
}

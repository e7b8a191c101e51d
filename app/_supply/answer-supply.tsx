import type { Context } from "../../server/context.ts";
import type { Problem } from "../../server/domain/problem.ts";
import { halfWidthNumber } from "../../server/domain/quantity/half-width.ts";
import { shownText } from "../../server/domain/shown-text.ts";
import type { Attempts } from "../../server/platform/attempts.ts";
import { createAttempts } from "../../server/platform/attempts.ts";
import { contextOfHeaders } from "../../server/platform/runtime.ts";
import { Refusal } from "../../server/refusal.ts";
import { answerRequest } from "../../server/services/supplier/answer-request.ts";
import { answerWithDocument } from "../../server/services/supplier/answer-with-document.ts";
import { answerWithRecord } from "../../server/services/supplier/answer-with-record.ts";
import { declineRequest } from "../../server/services/supplier/decline-request.ts";
import { readSupply } from "../../server/services/supplier/read-supply.ts";
import { staticPage } from "../_product/frame.tsx";
import { MessagePage } from "../_product/message-page.tsx";
import { sheets } from "../_product/sheet.ts";
import type { Words } from "../_product/words.ts";
import { wordsOf } from "../_product/words.ts";
import { chooseLanguage, messagesOf, localeOf, textOf } from "../_text/text.ts";
import { problemSpeaker } from "../_ui/problem-sentence.ts";
import type { Attempt } from "./supply-page.tsx";
import { lineRows, SupplyPage } from "./supply-page.tsx";

/** Links that open nothing, and answers, for each reader's address. A right link is never refused for reading alone. */
interface Limits {
  readonly misses: Attempts;
  readonly answers: Attempts;
}

const tenMinutes = 600_000;
const limits: Limits = {
  misses: createAttempts(30, tenMinutes),
  answers: createAttempts(30, tenMinutes),
};

/** Largest document a supplier sends, in bytes. */
const largestDocument = 1_000_000;

/**
 * The page behind a request's link, for whoever holds it: no account, no script. Never kept by anybody on the way, never
 * told to another site as the page one came from.
 */
export async function answerSupply(request: Request, token: string): Promise<Response> {
  const url = new URL(request.url);
  const words = wordsOf(chooseLanguage(url.searchParams.get("lang"), request.headers.get("accept-language")));
  const asked = { request, url, token, words, path: `/supply/${encodeURIComponent(token)}` };
  const from = request.headers.get("x-forwarded-for") ?? "";
  if (limits.misses.isSpent(from)) return busy(asked);
  try {
    const ctx = await contextOfHeaders(request.headers);
    if (request.method !== "POST") return await show(ctx, asked, null);
    if (limits.answers.isSpent(from)) return busy(asked);
    limits.answers.count(from);
    return await act(ctx, asked);
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "SUPPLY_LINK_GONE") throw error;
    limits.misses.count(from);
    const say = problemSpeaker(localeOf(words.language), messagesOf(words.language).problems);
    const title = textOf(words.language, "suppliers")("supply.goneTitle");
    return message(asked, 404, title, say({ code: "SUPPLY_LINK_GONE", path: "" }));
  }
}

interface Asked {
  readonly request: Request;
  readonly url: URL;
  readonly token: string;
  readonly words: Words;
  readonly path: string;
}

async function show(
  ctx: Context,
  { token, words, path, url }: Asked,
  attempt: Attempt | null,
): Promise<Response> {
  const supply = await readSupply(ctx, { token });
  const done = attempt === null ? url.searchParams.get("done") : null;
  const page = await staticPage(
    <SupplyPage words={words} path={path} supply={supply} attempt={attempt} done={done} />,
    sheets.form,
  );
  return html(page, attempt === null ? 200 : 400);
}

/** Does what a form asked, then leads to the page that shows it; or shows the form again with everything typed. */
async function act(ctx: Context, asked: Asked): Promise<Response> {
  const before = await readSupply(ctx, { token: asked.token });
  let typed: Readonly<Record<string, string>> = {};
  let deed = "document";
  try {
    typed = await typedIn(asked.request);
    deed = typed["deed"] ?? "";
    const token = await deeds(ctx, asked, deed, typed);
    const path = `/supply/${encodeURIComponent(token)}`;
    const done = before.state === "answered" ? "corrected" : "answered";
    return new Response(null, {
      status: 303,
      headers: { location: asked.words.href(path, { done }), ...privately },
    });
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === "SUPPLY_LINK_GONE") throw error;
    const problems: readonly Problem[] =
      error.problems.length === 0 ? [{ code: error.code, path: "" }] : error.problems;
    return show(ctx, asked, { deed, typed, problems });
  }
}

/** Answers the secret that opens the request from now on. */
async function deeds(
  ctx: Context,
  { token }: Asked,
  deed: string,
  typed: Readonly<Record<string, string>>,
): Promise<string> {
  const of = (name: string) => typed[name] ?? "";
  switch (deed) {
    case "document":
      if (of("document") === "")
        throw new Refusal("INVALID_INPUT", "No file.", [{ code: "E_REQUIRED", path: "document" }]);
      return (await answerWithDocument(ctx, { token, document: of("document") })).token;
    case "record":
      return (await answerWithRecord(ctx, { token, supplierFootprintId: of("supplierFootprintId") })).token;
    case "decline":
      await declineRequest(ctx, { token, reason: of("reason") });
      return token;
    default:
      return (
        await answerRequest(ctx, {
          ...{ token, value: of("value"), unit: of("unit"), geography: of("geography") },
          ...{ periodStart: of("periodStart"), periodEnd: of("periodEnd"), boundary: of("boundary") },
          ...{ primaryDataPercent: of("primaryDataPercent"), gwpSet: of("gwpSet") },
          quality: { TeR: of("quality.TeR"), GeR: of("quality.GeR"), TiR: of("quality.TiR") },
          ...{ evidence: of("evidence"), respondent: of("respondent") },
          lines: Array.from({ length: lineRows }, (_, place) => {
            const at = `lines.${String(place)}`;
            return { name: of(`${at}.name`), emissionKg: of(`${at}.emissionKg`), note: of(`${at}.note`) };
          }),
        })
      ).token;
  }
}

/** The fields of a form as texts; a file by its content. */
async function typedIn(request: Request): Promise<Readonly<Record<string, string>>> {
  const data = await request.formData().catch(() => new FormData());
  const typed: Record<string, string> = {};
  for (const [name, value] of data.entries()) {
    if (typeof value === "string") typed[name] = halfWidthNumber(shownText(value));
    else if (value.size <= largestDocument) typed[name] = await value.text();
    else throw new Refusal("FILE_TOO_LARGE", "A footprint of more than a megabyte is none.");
  }
  return typed;
}

function busy(asked: Asked): Promise<Response> {
  const s = textOf(asked.words.language, "suppliers");
  return message(asked, 429, s("supply.busyTitle"), s("supply.busy"));
}

/** The same for every link that opens nothing: it tells no guess from another. */
async function message(
  { words, path }: Asked,
  status: number,
  title: string,
  line: string,
): Promise<Response> {
  const { t, href } = words;
  const back = { href: href("/"), label: t("notFound.home") };
  const page = await staticPage(
    <MessagePage words={words} path={path} title={title} lines={[line]} identifier="" back={back} />,
  );
  return html(page, status);
}

const privately = {
  "cache-control": "private, no-store",
  "referrer-policy": "no-referrer",
  "x-robots-tag": "noindex",
};

function html(
  { html: body, policy }: { readonly html: string; readonly policy: string },
  status: number,
): Response {
  return new Response(body, {
    status,
    headers: {
      ...{ "content-type": "text/html; charset=utf-8", "content-security-policy": policy },
      ...privately,
    },
  });
}

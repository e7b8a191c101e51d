import { createAttempts } from "../../server/platform/attempts.ts";
import { qrSvg, qrSymbol } from "../../server/platform/qr-image.ts";
import { contextOfHeaders, runtime } from "../../server/platform/runtime.ts";
import { Refusal } from "../../server/refusal.ts";
import { readProductFile } from "../../server/services/oversight/read-product-file.ts";
import { issueListSheet } from "../../server/services/result-sheet/issue-for-list.ts";
import { issueProductSheet } from "../../server/services/result-sheet/issue-for-product.ts";
import type { KeptSheet } from "../../server/services/result-sheet/read.ts";
import { readSheet } from "../../server/services/result-sheet/read.ts";
import { comesFromUs, foreignOrigin } from "../api/same-origin.ts";
import { readUpload } from "../api/upload-form.ts";
import type { Language } from "../_text/languages.ts";
import { chooseLanguage, localeOf, messagesOf, textOf } from "../_text/text.ts";
import { problemSpeaker } from "../_ui/problem-sentence.ts";
import { staticPage } from "./frame.tsx";
import { MessagePage } from "./message-page.tsx";
import { wordsOf } from "./words.ts";

/** Sheets signed for one address by people who are not signed in: a signature costs more than a page. */
const asked = createAttempts(20, 600_000);

/**
 * Signs what the registry finds: of a `list` (one identifier a line) for those who may check lists, else of the one
 * identifier in `q`, as it stood `at` a time. Leads to the page of the sheet, or says why there is none.
 */
export async function answerSheetRequest(request: Request): Promise<Response> {
  if (!comesFromUs(request)) return foreignOrigin(request);
  const header = request.headers.get("accept-language");
  let language = chooseLanguage(null, header);
  let back = "/verify";
  let takeBack = () => {};
  try {
    const ctx = await contextOfHeaders(request.headers);
    const form = await readUpload(request);
    const of = (name: string) => {
      const entry = form.get(name);
      return typeof entry === "string" ? entry : "";
    };
    language = chooseLanguage(of("lang"), header);
    const isList = form.has("list");
    back = isList ? "/authority/check" : "/verify";
    const from = request.headers.get("x-forwarded-for") ?? "";
    const isStranger = ctx.caller.userId === null && !isList;
    if (isStranger && asked.isSpent(from)) return await busy(language, back);
    // Counted before it is done: a thousand asked at once are not all the first.
    if (isStranger) takeBack = asked.count(from);
    const at = of("at").trim();
    const { id } = isList
      ? await issueListSheet(ctx, { rows: await readProductFile(ctx, { text: of("list") }) })
      : await issueProductSheet(ctx, { query: of("q"), ...(at === "" ? {} : { at }) });
    return new Response(null, {
      status: 303,
      headers: { location: `/sheets/${id}?lang=${language}`, "cache-control": "private, no-store" },
    });
  } catch (error) {
    // What was not signed has cost nothing worth counting.
    takeBack();
    if (error instanceof Refusal) return refused(error, language, back);
    runtime().logger.error("a result sheet could not be signed", { error });
    return said(500, language, back, [textOf(language, "verify")("sheet.failed")]);
  }
}

/** The signed file, as signed. */
export async function answerSheetFile(request: Request, id: string): Promise<Response> {
  return ofSheet(request, id, ({ token, issuedAt }) => ({
    body: token,
    type: "application/result-sheet+jwt",
    name: `cellproof-result-sheet-${issuedAt.slice(0, 10)}-${id.slice(0, 8)}.jwt`,
  }));
}

/** The code that leads from a printed sheet to its page. */
export async function answerSheetCode(request: Request, id: string): Promise<Response> {
  return ofSheet(request, id, () => ({
    body: qrSvg(qrSymbol(`${runtime().publicUrl}/sheets/${id}`)),
    type: "image/svg+xml",
    name: null,
  }));
}

interface SheetBody {
  readonly body: string;
  readonly type: string;
  /** Name for a file to be saved; null for what is shown. */
  readonly name: string | null;
}

async function ofSheet(
  request: Request,
  id: string,
  bodyOf: (sheet: KeptSheet) => SheetBody,
): Promise<Response> {
  try {
    const { body, type, name } = bodyOf(await readSheet(await contextOfHeaders(request.headers), { id }));
    return new Response(body, {
      headers: {
        "content-type": type,
        ...(name === null ? {} : { "content-disposition": `attachment; filename="${name}"` }),
        "cache-control": "private, no-store",
        "x-content-type-options": "nosniff",
      },
    });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { code, message, status } = error;
    return Response.json(
      { code, message, problems: [] },
      { status, headers: { "cache-control": "private, no-store" } },
    );
  }
}

function refused(refusal: Refusal, language: Language, back: string): Promise<Response> {
  const say = problemSpeaker(localeOf(language), messagesOf(language).problems);
  const problems = refusal.problems.length > 0 ? refusal.problems : [{ code: refusal.code, path: "" }];
  return said(
    refusal.status,
    language,
    back,
    problems.map((problem) => say(problem)),
  );
}

function busy(language: Language, back: string): Promise<Response> {
  return said(429, language, back, [textOf(language, "verify")("sheet.busy")]);
}

async function said(
  status: number,
  language: Language,
  back: string,
  lines: readonly string[],
): Promise<Response> {
  const t = textOf(language, "verify");
  const words = wordsOf(language);
  const { html, policy } = await staticPage(
    <MessagePage
      {...{ words, lines, path: back, title: t("sheet.notMade"), identifier: "" }}
      back={{ href: words.href(back), label: t("sheet.back") }}
    />,
  );
  return new Response(html, {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": policy,
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
    },
  });
}

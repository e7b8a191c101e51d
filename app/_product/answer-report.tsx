import { parseProductPath } from "../../server/domain/identifier/product-url.ts";
import { shownText } from "../../server/domain/shown-text.ts";
import { createAttempts } from "../../server/platform/attempts.ts";
import { contextOfHeaders } from "../../server/platform/runtime.ts";
import { Refusal } from "../../server/refusal.ts";
import { isInformationAt } from "../../server/services/passport/is-information-at.ts";
import { fileReport } from "../../server/services/oversight/file-report.ts";
import { chooseLanguage } from "../_text/text.ts";
import { refuseMethod } from "./answer.tsx";
import { staticPage } from "./frame.tsx";
import type { TypedReport } from "./report-page.tsx";
import { ReportPage } from "./report-page.tsx";
import { sheets } from "./sheet.ts";
import { wordsOf } from "./words.ts";

/** Reports from one reader's address. */
const reports = createAttempts(5, 600_000);

/** A form is a few lines; nobody sends a book. */
const largestForm = 16_000;

/**
 * Takes a report of a label sent to `{product URL}/report`, and refuses the method at every other address below a product.
 * Five from one address in ten minutes, and what {@link fileReport} holds back by itself.
 */
export async function answerReport(request: Request): Promise<Response> {
  const url = new URL(request.url);
  const product = parseProductPath(url.pathname);
  if (!product.ok || product.value.rest !== "report") return refuseMethod(request);
  const { productPath } = product.value;
  const ctx = await contextOfHeaders(request.headers);
  const productUrl = `${ctx.publicUrl}${productPath}`;
  const words = wordsOf(
    chooseLanguage(url.searchParams.get("lang"), request.headers.get("accept-language")),
    (await isInformationAt(ctx, { productUrl })) ? "information" : "passport",
  );
  const say = async (
    state: "wrong" | "busy" | "done",
    status: number,
    typed: TypedReport = { kind: "", text: "", contact: "" },
  ) => {
    const page = (
      <ReportPage
        {...{ words, productPath, state, typed, identifier: productUrl }}
        path={`${productPath}/report`}
      />
    );
    const { html, policy } = await staticPage(page, sheets.form);
    return new Response(html, {
      status,
      headers: {
        "content-type": "text/html; charset=utf-8",
        "content-security-policy": policy,
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
      },
    });
  };
  const from = request.headers.get("x-forwarded-for") ?? "";
  const typed = await typedIn(request);
  if (typed === null) return say("wrong", 400);
  if (reports.isSpent(from)) return say("busy", 429);
  // Counted before it is filed: a hundred sent at once are not all the first.
  const takeBack = reports.count(from);
  try {
    await fileReport(ctx, { productUrl, ...typed, language: words.language });
  } catch (error) {
    takeBack();
    if (!(error instanceof Refusal)) throw error;
    if (error.code === "INVALID_INPUT") return say("wrong", 400, typed);
    return new Response(null, { status: 303, headers: { location: words.href(productPath) } });
  }
  return say("done", 200);
}

/** The fields of the form; null for a body that is none, or larger than any. */
async function typedIn(request: Request): Promise<TypedReport | null> {
  if (Number(request.headers.get("content-length") ?? largestForm + 1) > largestForm) return null;
  const form = await request.formData().catch(() => null);
  if (form === null) return null;
  const of = (name: string) => {
    const entry = form.get(name);
    return typeof entry === "string" ? shownText(entry).slice(0, 2000) : "";
  };
  return { kind: of("kind"), text: of("text"), contact: of("contact") };
}

import { randomUUID } from "node:crypto";
import { documentKinds } from "../../server/domain/study/content.ts";
import { contextOfHeaders } from "../../server/platform/runtime.ts";
import { Refusal } from "../../server/refusal.ts";
import { readStudyRequest } from "../../server/services/study/read-request.ts";
import { readStudyDocument } from "../../server/services/study/read-document.ts";
import { staticPage } from "../_product/frame.tsx";
import { resultObject } from "../_product/result-object.ts";
import { sheets } from "../_product/sheet.ts";
import { wordsOf } from "../_product/words.ts";
import { chooseLanguage } from "../_text/text.ts";
import { pdfOf } from "./pdf-of.ts";
import { speak } from "./speak.ts";
import { EntitledPage } from "./study-page.tsx";

/**
 * Answers with a document of a declaration for whoever may read all of it: `report.pdf`, `study.html` and so on, or the
 * frozen calculation request (`request.json`). Kept by nobody on the way.
 */
export async function answerEntitled(request: Request, id: string, file: string): Promise<Response> {
  try {
    const response = await respond(request, id, file);
    response.headers.set("cache-control", "private, no-store");
    response.headers.set("x-content-type-options", "nosniff");
    return response;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const at = { at: new Date(), correlationId: randomUUID() };
    return Response.json(resultObject(error.status, error.code, error.message, at), {
      status: error.status,
      headers: { "cache-control": "no-store" },
    });
  }
}

async function respond(request: Request, id: string, file: string): Promise<Response> {
  const [, name = "", form = ""] = /^([a-z]+)\.(pdf|html|json)$/.exec(file) ?? [];
  const kind = documentKinds.find((known) => known === name);
  const ctx = await contextOfHeaders(request.headers);
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw noSuchDocument();
  if (name === "request" && form === "json") {
    const frozen = await readStudyRequest(ctx, { id });
    return new Response(frozen.body, {
      headers: {
        "content-type": "application/json",
        "content-disposition": `attachment; filename="request-${frozen.number}.json"`,
      },
    });
  }
  if (kind === undefined || form === "json") throw noSuchDocument();
  const language = chooseLanguage(
    new URL(request.url).searchParams.get("lang"),
    request.headers.get("accept-language"),
  );
  const spoken = speak(await readStudyDocument(ctx, { id, kind }), language);
  if (form === "pdf") {
    return new Response(await pdfOf(spoken), {
      headers: {
        "content-type": "application/pdf",
        "content-disposition": `inline; filename="${kind}-${language}.pdf"`,
      },
    });
  }
  const page = <EntitledPage words={wordsOf(language)} spoken={spoken} />;
  const { html, policy } = await staticPage(page, sheets.study);
  return new Response(html, {
    headers: { "content-type": "text/html; charset=utf-8", "content-security-policy": policy },
  });
}

function noSuchDocument(): Refusal {
  return new Refusal("DOCUMENT_NOT_FOUND", "There is no such document here.");
}

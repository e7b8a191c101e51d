import { stringify } from "csv-stringify/sync";
import { contextOfHeaders } from "../../../../server/platform/runtime.ts";
import { checkList } from "../../../../server/services/oversight/check-list.ts";
import { readProductFile } from "../../../../server/services/oversight/read-product-file.ts";
import { chooseLanguage, textOf } from "../../../_text/text.ts";
import { comesFromUs, foreignOrigin } from "../../same-origin.ts";
import { readUpload, refused } from "../../upload-form.ts";

/** The answer to a list (`list`, one identifier a line) as CSV, in the language named by `lang`. */
export async function POST(request: Request): Promise<Response> {
  if (!comesFromUs(request)) return foreignOrigin(request);
  try {
    const ctx = await contextOfHeaders(request.headers);
    const form = await readUpload(request);
    const [list, lang] = [form.get("list"), form.get("lang")];
    const text = typeof list === "string" ? list : "";
    const answer = await checkList(ctx, { rows: await readProductFile(ctx, { text }) });
    const language = chooseLanguage(
      typeof lang === "string" ? lang : null,
      request.headers.get("accept-language"),
    );
    const t = textOf(language, "oversight");
    const rows = answer.rows.map(({ row, text: typed, answer: one, productUrl, passport }) => [
      ...[String(row), typed, one, t(`answer.${one}`), t(`next.${one}`), productUrl ?? ""],
      ...[passport?.operator ?? "", passport?.operatorIdentifier ?? "", passport?.modelName ?? ""],
      ...[passport === null ? "" : String(passport.version), passport?.releasedAt ?? ""],
      ...(["signature", "issuer", "subject", "status", "log", "witnesses"] as const).map(
        (part) => passport?.parts?.[part] ?? "",
      ),
      ...[passport === null ? "" : String(passport.leafIndex), String(answer.logSize ?? 0)],
      ...[passport === null ? "" : "notYetRegistered", passport?.code ?? "", answer.checkedAt],
      answer.listDigest,
    ]);
    const heading = [
      ...["row", "text", "answer", "answer_in_words", "next_step", "product_url", "operator"],
      ...["operator_identifier", "model", "version", "released_at", "signature", "issuer", "subject"],
      ...["status", "log", "witnesses", "log_index", "log_size", "eu_registration", "reason", "checked_at"],
      "list_sha256",
    ];
    return new Response(stringify([heading, ...rows], { bom: true, escape_formulas: true }), {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": 'attachment; filename="cellproof-check.csv"',
        "cache-control": "private, no-store",
      },
    });
  } catch (error) {
    return refused(error, "checking a list failed");
  }
}

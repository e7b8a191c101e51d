import type { Language } from "../../_text/languages.ts";
import type { ColumnMapping } from "../../../server/domain/import/heading.ts";
import { sheetLimits } from "../../../server/domain/import/sheet.ts";
import type { ProductKind } from "../../../server/domain/product-import/column.ts";
import { contextOfHeaders, runtime } from "../../../server/platform/runtime.ts";
import { Refusal } from "../../../server/refusal.ts";
import { mapProductColumns } from "../../../server/services/product-import/map-columns.ts";
import { readProductRun } from "../../../server/services/product-import/read.ts";
import { beginRun, workOn } from "../../../server/services/product-import/run.ts";
import { stageProducts } from "../../../server/services/product-import/stage.ts";
import { discardProducts, stopRun } from "../../../server/services/product-import/stop.ts";
import { isUuid } from "../../../server/services/new-id.ts";
import { columnsIn, readSheetForm } from "../imports/sheet-form.ts";
import { comesFromUs, foreignOrigin } from "../same-origin.ts";
import { languageOf } from "../readings/said.ts";
import { refused, textIn } from "../upload-form.ts";
import { answerRun } from "./answer.ts";
import type { RequestContext } from "./answer.ts";

/**
 * Takes a file of models or batteries: as a form with `operator` (identifier or slug), `kind` (`models`, `items`), `category`,
 * `dryRun` and `file`, or as the bare file with the same names in the query. Answers the import as JSON: 200 for a dry run
 * or a file of which nothing can be entered, 202 when rows are being entered; `GET` of `location` tells how far it is.
 *
 * A form of the screen says `do`: `upload`, `map`, `accept`, `stop` or `discard` (with `id`), and is led back there; with
 * `accept: application/json` it is answered the address of that screen as `next`.
 */
export async function POST(request: Request): Promise<Response> {
  if (!comesFromUs(request)) return foreignOrigin(request);
  let form: FormData | null = null;
  try {
    const ctx = await contextOfHeaders(request.headers);
    form = await formOf(request);
    const deed = textIn(form, "do");
    if (deed === "") return await takeFile(ctx, form, languageOf(request));
    const next = await doOnScreen(ctx, form, deed);
    return wantsJson(request) ? Response.json({ next }, { headers: privately }) : seeOther(next);
  } catch (error) {
    if (form === null || textIn(form, "do") === "" || wantsJson(request) || !(error instanceof Refusal))
      return refused(error, "an import failed");
    const [first] = error.problems;
    const said = new URLSearchParams({ problem: first?.code ?? error.code });
    return seeOther(`${screenOf(textIn(form, "id"))}?${said.toString()}`);
  }
}

const privately = { "cache-control": "private, no-store" };

function wantsJson(request: Request): boolean {
  return request.headers.get("accept")?.includes("application/json") ?? false;
}

function seeOther(location: string): Response {
  return new Response(null, { status: 303, headers: { location, ...privately } });
}

/** Only an identifier goes into an address. */
function screenOf(id: string): string {
  return isUuid(id) ? `/console/products/import/${id}` : "/console/products/import";
}

/** A form, or the bare bytes of a file with what a form would say in the query. */
async function formOf(request: Request): Promise<FormData> {
  const type = request.headers.get("content-type") ?? "";
  if (/^(multipart\/form-data|application\/x-www-form-urlencoded)/i.test(type)) return readSheetForm(request);
  if (Number(request.headers.get("content-length") ?? 0) > sheetLimits.bytes) throw tooLarge();
  const query = new URL(request.url).searchParams;
  const form = new FormData();
  for (const [name, value] of query) if (name !== "file" && name !== "do") form.set(name, value);
  const bytes = new Uint8Array(await request.arrayBuffer());
  form.set("file", new File([bytes], query.get("fileName") ?? "import"));
  return form;
}

function tooLarge(): Refusal {
  return new Refusal("FILE_TOO_LARGE", "A spreadsheet may have 20 MiB at most.", [
    { code: "E_SHEET_TOO_LARGE", path: "file" },
  ]);
}

async function takeFile(ctx: RequestContext, form: FormData, language: Language): Promise<Response> {
  const { id } = await stage(ctx, form);
  const { goodRows } = await readProductRun(ctx, { id });
  if (/^(true|1|yes|on)$/i.test(textIn(form, "dryRun")) || goodRows === 0)
    return answerRun(ctx, { id, status: 200, language });
  await begin(ctx, id);
  return answerRun(ctx, { id, status: 202, language });
}

async function stage(ctx: RequestContext, form: FormData): Promise<{ readonly id: string }> {
  const kind = kindOf(textIn(form, "kind"));
  const file = form.get("file");
  if (file === null || typeof file === "string" || file.size === 0)
    throw new Refusal("INVALID_INPUT", "There is no file in this form.", [
      { code: "E_SHEET_EMPTY", path: "file" },
    ]);
  const { size, name: fileName } = file;
  if (size > sheetLimits.bytes) throw tooLarge();
  const bytes = new Uint8Array(await file.arrayBuffer());
  const [operator, category] = [textIn(form, "operator"), textIn(form, "category")];
  return stageProducts(ctx, { operator, kind, category, fileName, bytes });
}

function kindOf(text: string): ProductKind {
  if (text === "models" || text === "items") return text;
  throw new Refusal("INVALID_INPUT", "A file is of models or of items.", [
    { code: "E_SCHEMA", path: "kind" },
  ]);
}

/** Rows are entered while nobody waits: whoever hangs up stops nothing, and a run that is cut off goes on by itself. */
async function begin(ctx: RequestContext, id: string): Promise<void> {
  const worker = await beginRun(ctx, { id });
  void workOn(ctx, worker).catch((error: unknown) => {
    runtime().logger.error("an import was cut off, and goes on by itself", { id, error });
  });
}

async function doOnScreen(ctx: RequestContext, form: FormData, deed: string): Promise<string> {
  const id = textIn(form, "id");
  switch (deed) {
    case "upload":
      return screenOf((await stage(ctx, form)).id);
    case "map": {
      const columns: ColumnMapping = columnsIn(form);
      return screenOf((await mapProductColumns(ctx, { id, columns })).id);
    }
    case "accept":
      await begin(ctx, id);
      return screenOf(id);
    case "stop":
      await stopRun(ctx, { id });
      return screenOf(id);
    case "discard":
      await discardProducts(ctx, { id });
      return screenOf(id);
    default:
      throw new Refusal("INVALID_INPUT", "This form asks for nothing known.", [
        { code: "E_SCHEMA", path: "do" },
      ]);
  }
}

import type { ColumnMapping } from "../../../server/domain/import/heading.ts";
import { sheetLimits } from "../../../server/domain/import/sheet.ts";
import { contextOfHeaders, runtime } from "../../../server/platform/runtime.ts";
import { Refusal } from "../../../server/refusal.ts";
import { acceptImport } from "../../../server/services/import/accept.ts";
import { discardImport } from "../../../server/services/import/discard.ts";
import { mapColumns } from "../../../server/services/import/map-columns.ts";
import { stageImport } from "../../../server/services/import/stage.ts";
import { comesFromUs, foreignOrigin } from "../same-origin.ts";
import { refused, textIn } from "../upload-form.ts";

/** The form around the file or the pasted cells. */
const formBytes = 256 * 1024;

/**
 * Every step of an import, as a form sends it: `do` is `upload` (with `file` or `pasted`), `map`, `accept` or `discard`;
 * `id` is the declaration. A browser is led back to the screen of the import; whoever asks for JSON gets the address of
 * that screen as `next`, or a refusal as `{code, message, problems}` with its status.
 */
export async function POST(request: Request): Promise<Response> {
  if (!comesFromUs(request)) return foreignOrigin();
  const wantsJson = request.headers.get("accept")?.includes("application/json") ?? false;
  let id = "";
  try {
    const form = await readForm(request);
    id = textIn(form, "id");
    const next = await take(request.headers, form, id);
    return wantsJson ? Response.json({ next }, { headers: privately }) : seeOther(next);
  } catch (error) {
    if (wantsJson || !(error instanceof Refusal)) return refused(error, "an import failed");
    if (error.code === "NOT_SIGNED_IN") return seeOther(`/sign-in?next=${encodeURIComponent(screenOf(id))}`);
    const [first] = error.problems;
    const said = new URLSearchParams({ problem: first?.code ?? error.code });
    if (first?.params?.["kind"] !== undefined) said.set("kind", first.params["kind"]);
    return seeOther(`${screenOf(id)}?${said.toString()}`);
  }
}

const privately = { "cache-control": "private, no-store" };

function seeOther(location: string): Response {
  return new Response(null, { status: 303, headers: { location, ...privately } });
}

/** Only an identifier goes into an address; anything else leads to the list. */
function screenOf(id: string): string {
  return /^[0-9a-f-]{36}$/i.test(id) ? `/console/declarations/${id}/import` : "/console/declarations";
}

/** Does one step and answers where it leads. */
async function take(headers: Headers, form: FormData, id: string): Promise<string> {
  const ctx = await contextOfHeaders(headers);
  const run = textIn(form, "run");
  if (screenOf(id) === "/console/declarations")
    throw new Refusal("DECLARATION_NOT_FOUND", "There is no such declaration.");
  switch (textIn(form, "do")) {
    case "upload":
      await stageImport(ctx, { id, ...(await sheetIn(form)) });
      return screenOf(id);
    case "map": {
      const sheet = textIn(form, "sheet");
      await mapColumns(ctx, { id, run, columns: columnsIn(form), ...(sheet === "" ? {} : { sheet }) });
      return screenOf(id);
    }
    case "accept": {
      const how = textIn(form, "how") === "replace" ? "replace" : "add";
      const lock = Number(textIn(form, "lock"));
      const { added, changed, unchanged, removed } = await acceptImport(ctx, { id, run, lock, how });
      const taken = [added, changed, unchanged, removed].join("-");
      return `${screenOf(id)}?run=${run}&taken=${taken}`;
    }
    case "discard":
      await discardImport(ctx, { id, run });
      return screenOf(id);
    default:
      throw new Refusal("INVALID_INPUT", "This form asks for nothing known.", [
        { code: "E_SCHEMA", path: "do" },
      ]);
  }
}

async function readForm(request: Request): Promise<FormData> {
  if (Number(request.headers.get("content-length") ?? 0) > sheetLimits.bytes + formBytes) {
    throw new Refusal("FILE_TOO_LARGE", "A spreadsheet may have 20 MiB at most.", [
      { code: "E_SHEET_TOO_LARGE", path: "file" },
    ]);
  }
  try {
    return await request.formData();
  } catch (error) {
    runtime().logger.info("an import was cut off", { error });
    throw new Refusal("FILE_BROKEN", "The upload was cut off, or is no form. Send it again.", [
      { code: "FILE_BROKEN", path: "file" },
    ]);
  }
}

/** The file, or cells copied from a spreadsheet program. */
async function sheetIn(
  form: FormData,
): Promise<{ readonly fileName: string; readonly bytes: Uint8Array<ArrayBuffer> }> {
  const pasted = form.get("pasted");
  const file = form.get("file");
  if (file !== null && typeof file !== "string" && file.size > 0)
    return { fileName: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
  if (typeof pasted === "string" && pasted.trim() !== "")
    return { fileName: textIn(form, "pastedName") || "pasted.tsv", bytes: new TextEncoder().encode(pasted) };
  throw new Refusal("INVALID_INPUT", "There is neither a file nor pasted cells in this form.", [
    { code: "E_SHEET_EMPTY", path: "file" },
  ]);
}

/** Pairs of `column` and `field`, in their order. */
function columnsIn(form: FormData): ColumnMapping {
  const fields = form.getAll("field");
  return Object.fromEntries(
    form.getAll("column").map((column, at) => {
      const field = fields[at];
      return [
        typeof column === "string" ? column : "",
        typeof field === "string" && field !== "" ? field : null,
      ];
    }),
  );
}

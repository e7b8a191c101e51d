import { setTimeout as sleep } from "node:timers/promises";
import { contextOfHeaders } from "../../../server/platform/runtime.ts";
import { Refusal } from "../../../server/refusal.ts";
import { acceptImport } from "../../../server/services/import/accept.ts";
import { discardImport } from "../../../server/services/import/discard.ts";
import { mapColumns } from "../../../server/services/import/map-columns.ts";
import { keepPasted } from "../../../server/services/import/pasted.ts";
import { stageImport } from "../../../server/services/import/stage.ts";
import type { ImportWatch } from "../../../server/services/import/watch.ts";
import { unwatched } from "../../../server/services/import/watch.ts";
import { isUuid } from "../../../server/services/new-id.ts";
import { comesFromUs, foreignOrigin } from "../same-origin.ts";
import { refused, textIn } from "../upload-form.ts";
import { columnsIn, readSheetForm } from "./sheet-form.ts";

/**
 * Every step of an import, as a form sends it: `do` is `upload` (with `file` or `pasted`), `map`, `accept` or `discard`;
 * `id` is the declaration. A browser is led back to the screen of the import; whoever asks for lines of JSON hears each
 * step as `{step, rows}` while it is done, and last the address of that screen as `next`, or a refusal as
 * `{code, message, problems}`.
 */
export async function POST(request: Request): Promise<Response> {
  if (!comesFromUs(request)) return foreignOrigin(request);
  const wantsSteps = request.headers.get("accept")?.includes("application/x-ndjson") ?? false;
  let id = "";
  let pasted = "";
  try {
    const form = await readSheetForm(request);
    id = textIn(form, "id");
    pasted = pastedIn(form);
    if (wantsSteps) return told(request, form, id);
    return seeOther(await take(request.headers, form, id, unwatched));
  } catch (error) {
    if (wantsSteps || !(error instanceof Refusal)) return refused(error, "an import failed");
    if (error.code === "NOT_SIGNED_IN") return seeOther(`/sign-in?next=${encodeURIComponent(screenOf(id))}`);
    const [first] = error.problems;
    const said = new URLSearchParams({ problem: first?.code ?? error.code });
    if (first?.params?.["kind"] !== undefined) said.set("kind", first.params["kind"]);
    const kept = pasted === "" ? null : keepPasted(await contextOfHeaders(request.headers), pasted);
    if (kept !== null) said.set("pasted", kept);
    return seeOther(`${screenOf(id)}?${said.toString()}`);
  }
}

/** Does the step and says how far it is, line by line. Whoever hangs up before the end wants it no more. */
function told(request: Request, form: FormData, id: string): Response {
  const away = new AbortController();
  request.signal.addEventListener("abort", () => away.abort());
  const encoder = new TextEncoder();
  const stream = new ReadableStream<Uint8Array>({
    async start(controller) {
      const tell = (line: unknown) => controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`));
      const watch: ImportWatch = {
        signal: away.signal,
        async report(step) {
          away.signal.throwIfAborted();
          tell(step);
          // Long calculations follow: what was told goes out first.
          await sleep(5);
        },
      };
      try {
        tell({ next: await take(request.headers, form, id, watch) });
      } catch (error) {
        if (away.signal.aborted) return;
        tell(await refused(error, "an import failed").json());
      }
      controller.close();
    },
    cancel: () => away.abort(),
  });
  return new Response(stream, {
    headers: { "content-type": "application/x-ndjson; charset=utf-8", ...privately },
  });
}

const privately = { "cache-control": "private, no-store" };

function seeOther(location: string): Response {
  return new Response(null, { status: 303, headers: { location, ...privately } });
}

/** Only an identifier goes into an address; anything else leads to the list. */
function screenOf(id: string): string {
  return isUuid(id) ? `/console/declarations/${id}/import` : "/console/declarations";
}

/** Does one step and answers where it leads. */
async function take(headers: Headers, form: FormData, id: string, watch: ImportWatch): Promise<string> {
  const ctx = await contextOfHeaders(headers);
  const run = textIn(form, "run");
  if (screenOf(id) === "/console/declarations")
    throw new Refusal("DECLARATION_NOT_FOUND", "There is no such declaration.");
  switch (textIn(form, "do")) {
    case "upload":
      await stageImport(ctx, { id, ...(await sheetIn(form)) }, watch);
      return screenOf(id);
    case "map": {
      const sheet = textIn(form, "sheet");
      const head = textIn(form, "head");
      await mapColumns(
        ctx,
        {
          ...{ id, run },
          ...(form.has("column") ? { columns: columnsIn(form) } : {}),
          ...(sheet === "" ? {} : { sheet }),
          ...(head === "" ? {} : { head: head === "take" }),
        },
        watch,
      );
      return screenOf(id);
    }
    case "accept": {
      const how = textIn(form, "how") === "replace" ? "replace" : "add";
      const lock = Number(textIn(form, "lock"));
      const done = await acceptImport(ctx, { id, run, lock, how }, watch);
      const taken = [done.added, done.changed, done.unchanged, done.removed, done.head].join("-");
      return `${screenOf(id)}?run=${run}&taken=${taken}`;
    }
    case "discard":
      await discardImport(ctx, { id, run });
      return `${screenOf(id)}?run=${run}`;
    default:
      throw new Refusal("INVALID_INPUT", "This form asks for nothing known.", [
        { code: "E_SCHEMA", path: "do" },
      ]);
  }
}

function pastedIn(form: FormData): string {
  const pasted = form.get("pasted");
  return typeof pasted === "string" && pasted.trim() !== "" ? pasted : "";
}

/** The file, or cells copied from a spreadsheet program. */
async function sheetIn(
  form: FormData,
): Promise<{ readonly fileName: string; readonly bytes: Uint8Array<ArrayBuffer> }> {
  const pasted = pastedIn(form);
  const file = form.get("file");
  if (file !== null && typeof file !== "string" && file.size > 0)
    return { fileName: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
  if (pasted !== "")
    return { fileName: textIn(form, "pastedName") || "pasted.tsv", bytes: new TextEncoder().encode(pasted) };
  throw new Refusal("INVALID_INPUT", "There is neither a file nor pasted cells in this form.", [
    { code: "E_SHEET_EMPTY", path: "file" },
  ]);
}

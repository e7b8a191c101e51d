import { parseStrictJson } from "../../../server/domain/record/strict-json.ts";
import { contextOfHeaders } from "../../../server/platform/runtime.ts";
import { Refusal } from "../../../server/refusal.ts";
import { listReadings } from "../../../server/services/reading/list.ts";
import { readingSources, recordReadings } from "../../../server/services/reading/record.ts";
import { comesFromUs, foreignOrigin } from "../same-origin.ts";
import { refused } from "../upload-form.ts";
import { languageOf, privately, rowsSaid } from "./said.ts";

/** Ten thousand readings with long methods. */
const bodyBytes = 16 * 1024 * 1024;

/**
 * Readings from a battery management system: a JSON array of `{productUrl, attribute, value, measuredAt, method}`. Answers
 * 200 with what became of each, also where some or all are refused; `?dryRun=1` keeps nothing, `?source=file` says that they
 * come out of a file.
 */
export async function POST(request: Request): Promise<Response> {
  if (!comesFromUs(request)) return foreignOrigin(request);
  try {
    const asked = new URL(request.url).searchParams;
    const source = readingSources.find((one) => one === (asked.get("source") ?? "bms"));
    if (source === undefined) throw malformed("source", asked.get("source") ?? "");
    const ctx = await contextOfHeaders(request.headers);
    const readings = await arrayIn(request);
    const done = await recordReadings(ctx, { readings, source, dryRun: asked.get("dryRun") === "1" });
    const rows = rowsSaid(done.rows, languageOf(request));
    return Response.json({ ...done, rows }, { headers: privately });
  } catch (error) {
    return refused(error, "readings could not be added");
  }
}

/** Readings of one battery (`of`), newest first: `attribute`, `limit` (1 to 1000), and `before`, the `next` of the page before. */
export async function GET(request: Request): Promise<Response> {
  try {
    const ctx = await contextOfHeaders(request.headers);
    const asked = new URL(request.url).searchParams;
    const limit = asked.get("limit");
    const page = await listReadings(ctx, {
      productUrl: asked.get("of") ?? "",
      attribute: asked.get("attribute") ?? undefined,
      before: asked.get("before") ?? undefined,
      limit: limit === null ? undefined : Number(limit),
    });
    return Response.json(page, { headers: privately });
  } catch (error) {
    return refused(error, "readings could not be read");
  }
}

async function arrayIn(request: Request): Promise<readonly unknown[]> {
  if (Number(request.headers.get("content-length") ?? 0) > bodyBytes)
    throw new Refusal("READINGS_TOO_MANY", "A call has 16 MiB at most.");
  const read = parseStrictJson(new Uint8Array(await request.arrayBuffer()));
  if (!read.ok) throw new Refusal("INVALID_INPUT", "The body is no JSON that is read here.", read.problems);
  const { value } = read;
  if (!Array.isArray(value)) throw malformed("", JSON.stringify(value).slice(0, 100));
  return value;
}

function malformed(path: string, value: string): Refusal {
  const message = "Send a JSON array of readings, each with productUrl, attribute, value and measuredAt.";
  return new Refusal("INVALID_INPUT", message, [{ code: "E_READINGS_FORM", path, params: { value } }]);
}

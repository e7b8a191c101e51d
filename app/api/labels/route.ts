import { Refusal } from "../../../server/refusal.ts";
import { contextOfHeaders } from "../../../server/platform/runtime.ts";
import { invalidInput } from "../../../server/services/input.ts";
import { exportLabels } from "../../../server/services/label/export.ts";
import { labelFormPath, readLabelQuery } from "../../console/labels/label-query.ts";
import { comesFromUs, foreignOrigin } from "../same-origin.ts";
import { streamOf } from "../stream-of.ts";
import { readUpload, refused } from "../upload-form.ts";

/** Labels as one file, written while it is read: the names of the fields are those of the form in the console. */
export async function GET(request: Request): Promise<Response> {
  const { searchParams } = new URL(request.url);
  return answer(request, () => Promise.resolve((name) => searchParams.get(name)));
}

/** The same for more serial numbers than an address holds. */
export async function POST(request: Request): Promise<Response> {
  if (!comesFromUs(request)) return foreignOrigin(request);
  return answer(request, async () => {
    const form = await readUpload(request);
    return (name) => {
      const entry = form.get(name);
      return typeof entry === "string" ? entry : null;
    };
  });
}

async function answer(
  request: Request,
  fieldsOf: () => Promise<(name: string) => string | null>,
): Promise<Response> {
  let field: ((name: string) => string | null) | null = null;
  try {
    const ctx = await contextOfHeaders(request.headers);
    field = await fieldsOf();
    const query = readLabelQuery(field);
    if (!query.ok) throw invalidInput(query.problems);
    const { fileName, mediaType, parts } = await exportLabels(ctx, query.value);
    return new Response(streamOf(parts), {
      headers: {
        "content-type": mediaType,
        "content-disposition": `attachment; filename="${fileName}"`,
        "cache-control": "private, no-store",
        "x-content-type-options": "nosniff",
      },
    });
  } catch (error) {
    const path = field === null ? null : labelFormPath(field);
    if (path !== null && isMendable(error) && isBrowsing(request)) {
      return new Response(null, { status: 303, headers: { location: path, "cache-control": "no-store" } });
    }
    return refused(error, "labels could not be made");
  }
}

function isMendable(error: unknown): boolean {
  return error instanceof Refusal && error.code === "INVALID_INPUT";
}

/** Somebody whose browser would show the answer as a page: the form tells them what to mend. */
function isBrowsing(request: Request): boolean {
  return (request.headers.get("accept") ?? "").includes("text/html");
}

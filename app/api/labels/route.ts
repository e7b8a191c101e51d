import { contextOfHeaders } from "../../../server/platform/runtime.ts";
import { invalidInput } from "../../../server/services/input.ts";
import { exportLabels } from "../../../server/services/label/export.ts";
import { readLabelQuery } from "../../console/labels/label-query.ts";
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
  if (!comesFromUs(request)) return foreignOrigin();
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
  try {
    const ctx = await contextOfHeaders(request.headers);
    const query = readLabelQuery(await fieldsOf());
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
    return refused(error, "labels could not be made");
  }
}

import { contextOfHeaders } from "../../../../server/platform/runtime.ts";
import { readRegistrationFile } from "../../../../server/services/registration/read-file.ts";
import { refused } from "../../upload-form.ts";

/** A file for the registry of the Union, as it was prepared: `…/{file}.json` or `.xml`. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ file: string }> },
): Promise<Response> {
  try {
    const ctx = await contextOfHeaders(request.headers);
    const [id = "", ending] = (await params).file.split(".");
    const form = ending === "xml" ? "xml" : "json";
    const { fileName, text } = await readRegistrationFile(ctx, { id, form });
    return new Response(text, {
      headers: {
        "content-type": `application/${form}; charset=utf-8`,
        "content-disposition": `attachment; filename="${fileName}"`,
        "cache-control": "private, no-store",
      },
    });
  } catch (error) {
    return refused(error, "a file of registrations could not be read");
  }
}

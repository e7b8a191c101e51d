import { contextOfHeaders } from "../../../../server/platform/runtime.ts";
import { readReadingLines } from "../../../../server/services/reading/digest.ts";
import { streamOf } from "../../stream-of.ts";
import { refused } from "../../upload-form.ts";
import { privately } from "../said.ts";

/**
 * What the log commits to of the readings of an operator (`operator`, its name in addresses or its identifier) on a UTC day
 * (`day`): number, digest and where the proof stands; with `form=lines` the very text whose SHA-256 the digest is.
 */
export async function GET(request: Request): Promise<Response> {
  try {
    const ctx = await contextOfHeaders(request.headers);
    const asked = new URL(request.url).searchParams;
    const { text, ...digest } = await readReadingLines(ctx, {
      operatorId: asked.get("operator") ?? "",
      day: asked.get("day") ?? "",
    });
    if (asked.get("form") !== "lines") {
      await text.return(undefined);
      const linesAt = new URLSearchParams({
        operator: asked.get("operator") ?? "",
        day: digest.day,
        form: "lines",
      });
      const lines = `/api/readings/digest?${linesAt.toString()}`;
      return Response.json({ ...digest, lines }, { headers: privately });
    }
    return new Response(streamOf(encoded(text)), {
      headers: {
        ...privately,
        "content-type": "application/x-ndjson; charset=utf-8",
        "content-disposition": `attachment; filename="readings-${digest.day}.ndjson"`,
        "x-content-type-options": "nosniff",
      },
    });
  } catch (error) {
    return refused(error, "a digest of readings could not be read");
  }
}

async function* encoded(text: AsyncGenerator<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const piece of text) yield encoder.encode(piece);
}

import { registry } from "../../../../../server/caller.ts";
import { refusalOf } from "../../../../../server/trpc.ts";

/**
 * The frozen calculation request of a released declaration, byte for byte as its digest in the signed record counts it;
 * `npx cellproof calculate` answers it with the same result. Refusals as `{code, message}` with their status.
 */
export async function GET(
  _: Request,
  { params }: { readonly params: Promise<{ readonly id: string }> },
): Promise<Response> {
  try {
    const { body, number, requestDigest } = await registry().footprint.frozenRequest({
      id: (await params).id,
    });
    return new Response(body, {
      headers: {
        "content-type": "application/json; charset=utf-8",
        "content-disposition": `attachment; filename="declaration-${String(number)}-request.json"`,
        "cache-control": "private, no-store",
        etag: `"${requestDigest}"`,
      },
    });
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === undefined) throw error;
    const { code, message, status } = refusal;
    return Response.json({ code, message }, { status, headers: { "cache-control": "private, no-store" } });
  }
}

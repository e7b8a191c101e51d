import { describingDocument } from "../../../_product/describing-document.ts";

/** Context of records made under a version of the attribute catalogue. */
export async function GET(
  _: Request,
  { params }: { params: Promise<{ version: string }> },
): Promise<Response> {
  return describingDocument((await params).version, "context", "application/ld+json");
}

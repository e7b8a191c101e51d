import { keyDocument } from "../../../_product/published.ts";

export async function GET(
  _: Request,
  { params }: { readonly params: Promise<{ readonly slug: string }> },
): Promise<Response> {
  return keyDocument((await params).slug, "application/did+json", ({ didDocument }) => didDocument);
}

import { describingDocument } from "../../../_product/describing-document.ts";

/** JSON Schema of records made under a version of the attribute catalogue; its name ends with `.json`. */
export async function GET(
  _: Request,
  { params }: { params: Promise<{ version: string }> },
): Promise<Response> {
  const { version } = await params;
  return describingDocument(version.replace(/\.json$/, ""), "schema", "application/schema+json");
}

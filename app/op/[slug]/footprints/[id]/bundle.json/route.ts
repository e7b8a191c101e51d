import { footprintBundle } from "../../../../../_supply/answer-record.tsx";

export async function GET(
  _: Request,
  { params }: { readonly params: Promise<{ readonly slug: string; readonly id: string }> },
): Promise<Response> {
  return footprintBundle(await params);
}

import { answerOlca } from "../../../../_exchange/answer-export.ts";

/** The inventory in the form of olca-schema 2. */
export async function GET(
  request: Request,
  { params }: { readonly params: Promise<{ readonly id: string }> },
): Promise<Response> {
  return answerOlca(request, (await params).id);
}

import { answerPact } from "../../../../_exchange/answer-export.ts";

/** The declaration as a PACT 3.0.3 footprint. */
export async function GET(
  request: Request,
  { params }: { readonly params: Promise<{ readonly id: string }> },
): Promise<Response> {
  return answerPact(request, (await params).id);
}

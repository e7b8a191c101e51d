import { answerRecord } from "../../../../_supply/answer-record.tsx";

export async function GET(
  request: Request,
  { params }: { readonly params: Promise<{ readonly slug: string; readonly id: string }> },
): Promise<Response> {
  return answerRecord(request, await params);
}

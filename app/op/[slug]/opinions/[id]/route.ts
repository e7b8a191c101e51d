import { answerOpinion } from "../../../../_product/answer-status.ts";

export async function GET(
  request: Request,
  { params }: { readonly params: Promise<{ readonly slug: string; readonly id: string }> },
): Promise<Response> {
  return answerOpinion(request, await params);
}

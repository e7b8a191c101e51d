import { answerStatusList } from "../../../../../_product/answer-status.ts";

export async function GET(
  request: Request,
  { params }: { readonly params: Promise<{ readonly slug: string; readonly list: string }> },
): Promise<Response> {
  return answerStatusList(request, "token", await params);
}

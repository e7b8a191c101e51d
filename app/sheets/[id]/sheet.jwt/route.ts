import { answerSheetFile } from "../../../_product/answer-result-sheet.tsx";

export async function GET(
  request: Request,
  { params }: { readonly params: Promise<{ readonly id: string }> },
): Promise<Response> {
  return answerSheetFile(request, (await params).id);
}

import { answerExport } from "../../../../api/inventory/answer-export.ts";

/** Every line of the inventory, to be worked on elsewhere and imported back. */
export async function GET(
  request: Request,
  { params }: { readonly params: Promise<{ id: string }> },
): Promise<Response> {
  return answerExport(request, params, "xlsx");
}

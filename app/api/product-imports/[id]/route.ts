import { contextOfHeaders } from "../../../../server/platform/runtime.ts";
import { refused } from "../../upload-form.ts";
import { answerRun } from "../answer.ts";

/** An import of models or batteries: how far it is, and what became of its rows. */
export async function GET(
  request: Request,
  { params }: { readonly params: Promise<{ id: string }> },
): Promise<Response> {
  try {
    const { id } = await params;
    return await answerRun(await contextOfHeaders(request.headers), id, 200);
  } catch (error) {
    return refused(error, "an import could not be read");
  }
}

import { contextOfHeaders } from "../../../../server/platform/runtime.ts";
import { languageOf } from "../../readings/said.ts";
import { refused } from "../../upload-form.ts";
import { answerRun } from "../answer.ts";

/** An import of models or batteries: how far it is, and what became of its rows. */
export async function GET(
  request: Request,
  { params }: { readonly params: Promise<{ id: string }> },
): Promise<Response> {
  try {
    const { id } = await params;
    return await answerRun(await contextOfHeaders(request.headers), {
      ...{ id, status: 200, language: languageOf(request) },
    });
  } catch (error) {
    return refused(error, "an import could not be read");
  }
}

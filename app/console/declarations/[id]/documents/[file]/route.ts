import { answerEntitled } from "../../../../../_study/answer-entitled.tsx";

/** One document of a declaration, or its calculation request, for those who may read all of it. */
export async function GET(
  request: Request,
  { params }: { readonly params: Promise<{ readonly id: string; readonly file: string }> },
): Promise<Response> {
  const { id, file } = await params;
  return answerEntitled(request, id, file);
}

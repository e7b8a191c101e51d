import { answerProof, preflight } from "../../../_log/answer.ts";

/** Proofs that an entry is in the log. */
export async function GET(
  _request: Request,
  { params }: { readonly params: Promise<{ readonly file: string }> },
): Promise<Response> {
  return answerProof((await params).file);
}

export const OPTIONS = preflight;

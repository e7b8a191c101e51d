import { answerTile, preflight } from "../../../_log/answer.ts";

/** Tiles and bundles of the log. */
export async function GET(
  _request: Request,
  { params }: { readonly params: Promise<{ readonly path: readonly string[] }> },
): Promise<Response> {
  return answerTile((await params).path.join("/"));
}

export const OPTIONS = preflight;

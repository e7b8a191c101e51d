import { createHash } from "node:crypto";
import type { SpokenDocument } from "../../server/domain/study/spoken.ts";
import { renderPdf } from "../../server/platform/pdf.ts";

/**
 * The PDF of a document, made once however many ask for it: setting a page costs a thousand times what sending it does,
 * and anybody may ask for a public one under any spelling of its address.
 */
export function pdfOf(spoken: SpokenDocument): Promise<Uint8Array<ArrayBuffer>> {
  const key = createHash("sha256").update(JSON.stringify(spoken)).digest("base64url");
  const known = kept.get(key);
  kept.delete(key);
  const made = known ?? renderPdf(spoken);
  kept.set(key, made);
  // What failed is tried again the next time.
  made.catch(() => kept.delete(key));
  for (const oldest of kept.keys()) {
    if (kept.size <= mostKept) break;
    kept.delete(oldest);
  }
  return made;
}

/** A document of some hundred kilobytes each; the one unused for longest goes first. */
const mostKept = 40;
const kept = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();

import { and, eq } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { document } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import type { FileKind } from "../../domain/passport/file-kind.ts";
import { judgeFile } from "../../domain/passport/file-kind.ts";
import { inflateWithin } from "../../platform/inflate.ts";
import { Refusal } from "../../refusal.ts";
import type { Fields } from "../input.ts";
import { newId } from "../new-id.ts";

export type DocumentRecord = typeof document.$inferSelect;

/** What the registry keeps of a file beside its bytes. */
export interface KeptFile {
  readonly operatorId: string;
  readonly sha256: string;
  readonly mediaType: FileKind;
  readonly sizeBytes: number;
  readonly title: string;
  readonly language: string;
}

/** The document of an operator's file; the same file again is the same document, under the title it had first. */
export async function keepDocument(
  ctx: Context,
  tx: Database,
  file: KeptFile,
): Promise<DocumentRecord & { readonly wasKept: boolean }> {
  const made = await tx
    .insert(document)
    .values({ id: newId(ctx), createdBy: ctx.caller.userId, ...file })
    .onConflictDoNothing()
    .returning({ id: document.id });
  const [kept] = await tx
    .select()
    .from(document)
    .where(and(eq(document.operatorId, file.operatorId), eq(document.sha256, file.sha256)));
  if (kept === undefined) throw new Error("A document vanished while it was entered.");
  return { ...kept, wasKept: made.length === 0 };
}

/** Title and language of a document; problems go to `fields`. */
export function readDocumentHead(
  fields: Fields,
  input: { readonly title: string; readonly language: string },
): { readonly title: string; readonly language: string } {
  const title = fields.text("title", input.title);
  const { language } = input;
  if (!/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(language))
    fields.add("E_LANGUAGE_FORMAT", "language", { value: language });
  return { title, language };
}

/** What kind of file this is, from its bytes: `FILE_TOO_LARGE`, `FILE_BROKEN`, `FILE_TYPE_REFUSED` with what `judgeFile` found. */
export function mediaTypeOf(bytes: Uint8Array): FileKind {
  const judged = judgeFile(bytes, inflateWithin);
  if (judged.ok) return judged.value;
  switch (judged.problems[0]?.code) {
    case "FILE_TOO_LARGE":
      throw new Refusal("FILE_TOO_LARGE", "A file may have 10 MiB at most.", judged.problems);
    case "FILE_BROKEN":
      throw new Refusal(
        "FILE_BROKEN",
        "The file ends too early: the upload was cut off. Send it again.",
        judged.problems,
      );
    default:
      throw new Refusal(
        "FILE_TYPE_REFUSED",
        "Only PDF, PNG and JPEG files without anything that runs can be kept.",
        judged.problems,
      );
  }
}

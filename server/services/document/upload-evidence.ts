import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { recordDeed } from "../audit/record.ts";
import { Fields, invalidInput } from "../input.ts";
import { isUuid } from "../new-id.ts";
import { keepDocument, mediaTypeOf, readDocumentHead } from "./keep.ts";

export interface EvidenceUpload {
  readonly operatorId: string;
  readonly title: string;
  /** BCP 47. */
  readonly language: string;
  readonly bytes: Uint8Array;
}

/** A document that shows where a figure comes from; only its operator reads it. */
export interface EvidenceView {
  readonly id: string;
  readonly title: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  /** Hexadecimal SHA-256 of the bytes. */
  readonly sha256: string;
  /** These bytes were here already; the title is that of then. */
  readonly wasKept: boolean;
}

/**
 * Keeps a file as evidence of an operator's own figures: `FILE_TOO_LARGE`, `FILE_TYPE_REFUSED`, `FILE_BROKEN`. The same
 * file again is the same document.
 */
export async function uploadEvidence(ctx: Context, input: EvidenceUpload): Promise<EvidenceView> {
  demand(ctx, "evidence.write", null);
  const { operatorId } = input;
  if (!isUuid(operatorId)) throw invalidInput([{ code: "E_SCHEMA", path: "operatorId" }]);
  demand(ctx, "evidence.write", operatorId);
  const fields = new Fields();
  const head = readDocumentHead(fields, input);
  fields.refuse();
  const mediaType = mediaTypeOf(input.bytes);
  const { sha256 } = await ctx.files.put(input.bytes);
  return ctx.db.transaction(async (tx) => {
    const sizeBytes = input.bytes.length;
    const kept = await keepDocument(ctx, tx, { operatorId, sha256, mediaType, sizeBytes, ...head });
    const detail = { sha256 };
    await recordDeed(ctx, tx, { action: "document.uploadEvidence", subject: kept.id, operatorId, detail });
    const { id, title, wasKept } = kept;
    return { id, title, wasKept, mediaType: kept.mediaType, sizeBytes: kept.sizeBytes, sha256 };
  });
}

import { and, eq, or } from "drizzle-orm";
import { operator, readingDigest } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { parseDay } from "../../domain/calendar.ts";
import { didOf } from "../../domain/record/did.ts";
import { Refusal } from "../../refusal.ts";
import { Fields } from "../input.ts";
import { publishedSize } from "../log/published.ts";
import { isUuid } from "../new-id.ts";
import { textOfDay } from "./day-text.ts";

export interface DigestRequest {
  /** Identifier of the operator, or its name in addresses. */
  readonly operatorId: string;
  /** UTC day on which the readings were received, `YYYY-MM-DD`. */
  readonly day: string;
}

/** What the log commits to of the readings of one day, and what is needed to check it. */
export interface ReadingDigestView {
  /** DID. */
  readonly operator: string;
  readonly day: string;
  readonly count: number;
  /** Base64url SHA-256 of the lines. */
  readonly digest: string;
  /** Zero-based place of the entry in the log. */
  readonly leafIndex: number;
  /** Path of the proof; null while the entry is not published. */
  readonly proof: string | null;
}

/**
 * The digest of the readings of one operator and day, for the operator's people. `READING_DIGEST_NOT_FOUND` for a day without
 * readings, and for one that is not over yet.
 */
export async function readReadingDigest(ctx: Context, input: DigestRequest): Promise<ReadingDigestView> {
  return (await find(ctx, input)).view;
}

/** The same with the very text whose SHA-256 it is, piece by piece. */
export async function readReadingLines(
  ctx: Context,
  input: DigestRequest,
): Promise<ReadingDigestView & { readonly text: AsyncGenerator<string> }> {
  const { operatorId, view } = await find(ctx, input);
  const at = { operatorId, operator: view.operator, day: view.day };
  return { ...view, text: textOfDay(ctx.db, at, view.count) };
}

async function find(ctx: Context, { operatorId: named, day: given }: DigestRequest) {
  demand(ctx, "readingDigest.read", null);
  const fields = new Fields();
  const day = fields.take("day", parseDay(given));
  fields.refuse();
  const [answering] = await ctx.db
    .select({ id: operator.id, slug: operator.slug })
    .from(operator)
    .where(
      or(
        eq(operator.slug, named.replaceAll("\0", "\ufffd")),
        isUuid(named) ? eq(operator.id, named) : undefined,
      ),
    );
  if (answering === undefined) throw new Refusal("OPERATOR_NOT_FOUND", "There is no such operator.");
  demand(ctx, "readingDigest.read", answering.id);
  const [found] = await ctx.db
    .select()
    .from(readingDigest)
    .where(and(eq(readingDigest.operatorId, answering.id), eq(readingDigest.day, day ?? "")));
  if (found === undefined)
    throw new Refusal("READING_DIGEST_NOT_FOUND", `No digest of readings was logged for ${given}.`);
  const { count, digest, leafIndex } = found;
  const isPublished = leafIndex < (await publishedSize(ctx.db));
  const view: ReadingDigestView = {
    ...{ operator: didOf(ctx.publicUrl, answering.slug), day: found.day, count, digest, leafIndex },
    proof: isPublished ? `/log/proof/${String(leafIndex)}.tlog-proof` : null,
  };
  return { operatorId: answering.id, view };
}

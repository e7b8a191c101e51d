import { eq } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { declaration as declarationTable } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { isSecondPairOfEyes } from "../../domain/access/four-eyes.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { invalidInput, optional } from "../input.ts";
import type { Frozen } from "./freeze.ts";
import { freeze } from "./freeze.ts";
import type { DeclarationAt, LoadedDeclaration } from "./load.ts";
import { lockSubmission } from "./load.ts";
import { readDeclaration } from "./read.ts";
import { backToDraft, keepStep, personOf } from "./review-step.ts";
import type { DeclarationView } from "./view.ts";

export interface Review extends DeclarationAt {
  readonly verdict: "approved" | "returned";
  /** What to mend; required when it is returned. */
  readonly note?: string | undefined;
  /** Digest of the content that was looked at, as the review shows it. */
  readonly contentDigest: string;
}

/**
 * The verdict of a second person on a declaration in review: approved as it stands, or returned to its authors with a
 * note. Whoever approved may still return it before it is released.
 *
 * Refusals: `REVIEWER_IS_AUTHOR`, `NOT_IN_REVIEW`, `REVIEW_DECIDED` when somebody else approved it already,
 * `EDITED_MEANWHILE` when what would become public is not what was looked at, `RELEASE_RUNNING` while another verdict or
 * a release is under way.
 */
export async function reviewDeclaration(ctx: Context, input: Review): Promise<DeclarationView> {
  await ctx.db.transaction(async (tx) => {
    const loaded = await lockSubmission(ctx, tx, input, "declaration.review");
    const { declaration } = loaded;
    const by = personOf(ctx);
    if (!isSecondPairOfEyes(by, declaration)) {
      throw new Refusal(
        "REVIEWER_IS_AUTHOR",
        "You had a hand in this declaration: somebody else reviews it.",
      );
    }
    const { verdict } = input;
    if (declaration.reviewedBy !== null && (verdict === "approved" || declaration.reviewedBy !== by)) {
      throw new Refusal("REVIEW_DECIDED", "This declaration is approved already.");
    }
    const note = optional(input.note);
    if (verdict === "returned" && note === null)
      throw invalidInput([{ code: "E_RETURN_NOTE", path: "note" }]);
    const { id, operatorId, lock } = declaration;
    const digests = verdict === "approved" ? await digestsSeen(ctx, tx, loaded, input) : {};
    await keepStep(ctx, tx, { declarationId: id, verdict, lock, note, ...digests });
    await tx
      .update(declarationTable)
      .set(
        verdict === "approved"
          ? { reviewedBy: by, reviewedAt: ctx.now(), updatedAt: ctx.now() }
          : backToDraft(ctx, declaration),
      )
      .where(eq(declarationTable.id, id));
    const detail = { verdict, lock, note, ...digests };
    await recordDeed(ctx, tx, { action: "declaration.review", subject: id, operatorId, detail });
  });
  return readDeclaration(ctx, { id: input.id });
}

/** The approved content: what would be released now, which must be what was looked at. Data of the model count, too. */
async function digestsSeen(
  ctx: Context,
  tx: Database,
  loaded: LoadedDeclaration,
  input: Review,
): Promise<Pick<Frozen, "requestDigest" | "contentDigest">> {
  const { requestDigest, contentDigest } = await freeze(ctx, tx, loaded);
  if (contentDigest === input.contentDigest) return { requestDigest, contentDigest };
  throw new Refusal(
    "EDITED_MEANWHILE",
    "What would become public changed after you looked at it. Load the review again.",
  );
}

import { desc } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { interestRules } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import type { InterestRules } from "../../domain/access/interest-rules.ts";
import { bundledInterestRules } from "../../domain/access/bundled-interest-rules.ts";
import { parseInterestRules } from "../../domain/access/interest-rules.ts";
import { recordDeed } from "../audit/record.ts";
import { isTaken } from "../conflict.ts";
import { invalidInput } from "../input.ts";

/** The rules that count: the newest the keeper adopted, else those of this release. */
export async function currentInterestRules(db: Database): Promise<InterestRules> {
  const [newest] = await db
    .select({ content: interestRules.content })
    .from(interestRules)
    .orderBy(desc(interestRules.adoptedAt))
    .limit(1);
  if (newest === undefined) return bundledInterestRules;
  const read = parseInterestRules(newest.content);
  if (!read.ok) throw new Error("The database holds rules it should refuse.");
  return read.value;
}

/** The rules and what they are for: anyone may know what may be granted. */
export async function readInterestRules(ctx: Context): Promise<InterestRules> {
  demand(ctx, "interest.rules", null);
  return currentInterestRules(ctx.db);
}

/**
 * Makes rules count from now on, for grants of before as well: a purpose that is gone opens nothing. Problems as
 * `parseInterestRules`, and `E_INTEREST_RULES_KNOWN` for a version adopted before.
 *
 * Source: Regulation (EU) 2023/1542, Art. 77(9).
 */
export async function adoptInterestRules(
  ctx: Context,
  { text }: { readonly text: string },
): Promise<InterestRules> {
  demand(ctx, "registry.keep", null);
  const read = parseInterestRules(jsonOf(text));
  if (!read.ok) throw invalidInput(read.problems);
  const { version } = read.value;
  try {
    await ctx.db.transaction(async (tx) => {
      const row = { version, content: read.value, adoptedBy: ctx.caller.userId, adoptedAt: ctx.now() };
      await tx.insert(interestRules).values(row);
      const detail = { version };
      await recordDeed(ctx, tx, {
        action: "interest.adopt",
        subject: "interest-rules",
        operatorId: null,
        detail,
      });
    });
  } catch (error) {
    if (!isTaken(error)) throw error;
    throw invalidInput([{ code: "E_INTEREST_RULES_KNOWN", path: "version", params: { value: version } }]);
  }
  return read.value;
}

/** Undefined, which no form admits, for what is no JSON. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

import { and, count, eq, gt } from "drizzle-orm";
import { labelReport, passport as passportTable } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { Fields, optional } from "../input.ts";
import { newId } from "../new-id.ts";
import { loadPassport } from "../passport/read.ts";

/** What can be wrong with a label. */
export const reportKinds = ["wrongData", "otherBattery", "copied", "unreadable"] as const;

export interface NewReport {
  readonly productUrl: string;
  readonly kind: string;
  readonly text: string;
  readonly contact?: string | undefined;
  /** Language the reader was spoken to in. */
  readonly language: string;
}

/** Beyond so many reports of one product in a day, further ones say nothing that is not waiting already. */
const mostADay = 50;

/**
 * A reader's report of a wrong or copied label, for authorities. Needs no account. Of one product no more than fifty a day
 * are kept: whoever floods the inbox adds nothing to it, and hears the same thanks. `PASSPORT_NOT_FOUND`, `INVALID_INPUT`.
 */
export async function fileReport(ctx: Context, input: NewReport): Promise<void> {
  demand(ctx, "labelReport.file", null);
  const { passport } = await loadPassport(ctx, input.productUrl);
  const fields = new Fields();
  const text = fields.text("text", input.text);
  const contact = optional(input.contact);
  if (contact !== null) fields.text("contact", contact);
  if (!reportKinds.some((kind) => kind === input.kind)) fields.add("E_REPORT_KIND", "kind");
  fields.refuse();
  const dayAgo = new Date(ctx.now().getTime() - 86_400_000);
  await ctx.db.transaction(async (tx) => {
    // Reports of one product are kept one after the other: of a hundred sent at once no more than of a hundred in a row.
    await tx
      .select({ id: passportTable.id })
      .from(passportTable)
      .where(eq(passportTable.id, passport.id))
      .for("no key update");
    const [kept] = await tx
      .select({ reports: count() })
      .from(labelReport)
      .where(and(eq(labelReport.productUrl, passport.productUrl), gt(labelReport.createdAt, dayAgo)));
    if ((kept?.reports ?? 0) >= mostADay) return;
    await tx.insert(labelReport).values({
      ...{ id: newId(ctx), productUrl: passport.productUrl, passportId: passport.id },
      ...{ kind: input.kind, text: text.slice(0, 2000), contact: contact?.slice(0, 200) ?? null },
      ...{ language: input.language, createdAt: ctx.now() },
    });
  });
}

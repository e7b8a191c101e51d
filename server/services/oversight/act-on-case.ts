import { eq } from "drizzle-orm";
import { caseEvent, caseFile } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { parseDay } from "../../domain/calendar.ts";
import { readProductQuery } from "../../domain/identifier/product-query.ts";
import { recordDeed } from "../audit/record.ts";
import { Fields } from "../input.ts";
import { newId } from "../new-id.ts";
import { loadPassport } from "../passport/read.ts";
import { caseAt, openCaseAt } from "./load-case.ts";

/** What can be done in a case. */
export const caseActs = ["note", "passport", "deadline", "closed", "reopened"] as const;
export type CaseAct = (typeof caseActs)[number];

export interface CaseStep {
  readonly id: string;
  readonly act: CaseAct;
  /** A note, the reason of a closing or reopening; beside a passport or a deadline what is to be said of it. */
  readonly text: string;
  /** With `passport`: its address, path or GTIN. */
  readonly productUrl?: string | undefined;
  /** With `deadline`. */
  readonly dueOn?: string | undefined;
}

/**
 * Adds to a case: a note, a passport to look at, another deadline, its end with the reason, or that it begins again. Each
 * step is kept for good. `CASE_NOT_FOUND`, `CASE_CLOSED`, `PASSPORT_NOT_FOUND`, `INVALID_INPUT`.
 */
export async function actOnCase(ctx: Context, input: CaseStep): Promise<void> {
  demand(ctx, "case.write", null);
  const { act } = input;
  const fields = new Fields();
  const needsText = act === "note" || act === "closed" || act === "reopened";
  const text = needsText ? fields.text("text", input.text) : input.text.trim();
  const dueOn = act === "deadline" ? fields.take("dueOn", parseDay((input.dueOn ?? "").trim())) : undefined;
  const product =
    act === "passport"
      ? fields.take("productUrl", readProductQuery(input.productUrl ?? "", ctx.publicUrl))
      : undefined;
  fields.refuse();
  const about = product === undefined ? null : await loadPassport(ctx, `${ctx.publicUrl}${product}`);
  await ctx.db.transaction(async (tx) => {
    const found = act === "reopened" ? await caseAt(tx, input.id) : await openCaseAt(tx, input.id);
    const at = ctx.now();
    await tx.insert(caseEvent).values({
      ...{ id: newId(ctx), caseId: found.id, kind: act, passportId: about?.passport.id ?? null },
      ...{
        text: text === "" ? null : text,
        detail: dueOn === undefined ? {} : { dueOn, before: found.dueOn },
      },
      ...{ writtenBy: ctx.caller.userId, createdAt: at },
    });
    if (dueOn !== undefined) await tx.update(caseFile).set({ dueOn }).where(eq(caseFile.id, found.id));
    if (act === "closed")
      await tx.update(caseFile).set({ state: "closed", closedAt: at }).where(eq(caseFile.id, found.id));
    if (act === "reopened")
      await tx.update(caseFile).set({ state: "open", closedAt: null }).where(eq(caseFile.id, found.id));
    await recordDeed(ctx, tx, { action: `case.${act}`, subject: found.number, operatorId: null });
  });
}

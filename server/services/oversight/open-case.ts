import { like, sql } from "drizzle-orm";
import { caseEvent, caseFile } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { parseDay } from "../../domain/calendar.ts";
import { recordDeed } from "../audit/record.ts";
import { Fields, optional } from "../input.ts";
import { newId } from "../new-id.ts";

/** Opens a complaint case under the next number of the year, with its deadline where there is one. */
export async function openCase(
  ctx: Context,
  input: { readonly title: string; readonly dueOn?: string | undefined },
): Promise<{ readonly id: string; readonly number: string }> {
  demand(ctx, "case.write", null);
  const fields = new Fields();
  const title = fields.text("title", input.title);
  const due = optional(input.dueOn);
  const dueOn = due === null ? null : (fields.take("dueOn", parseDay(due)) ?? null);
  fields.refuse();
  return ctx.db.transaction(async (tx) => {
    // Numbers are counted one after the other.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('case_file.number'))`);
    const year = ctx.now().toISOString().slice(0, 4);
    const [last] = await tx
      .select({ count: sql<number | null>`max(split_part(${caseFile.number}, '-', 2)::integer)` })
      .from(caseFile)
      .where(like(caseFile.number, `${year}-%`));
    const number = `${year}-${String((last?.count ?? 0) + 1).padStart(4, "0")}`;
    const [id, at, by] = [newId(ctx), ctx.now(), ctx.caller.userId ?? ""];
    await tx.insert(caseFile).values({ id, number, title, dueOn, openedBy: by, createdAt: at });
    await tx
      .insert(caseEvent)
      .values({ id: newId(ctx), caseId: id, kind: "opened", text: title, writtenBy: by, createdAt: at });
    await recordDeed(ctx, tx, { action: "case.open", subject: number, operatorId: null });
    return { id, number };
  });
}

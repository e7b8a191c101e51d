import type { Database } from "../../../db/client.ts";
import type { Context } from "../../context.ts";
import { hiddenIn } from "../../domain/passport/restricted-attributes.ts";
import type { Model } from "../model/find.ts";
import type { NextSubject } from "../model/subject.ts";
import { declaredBefore, nextSubject } from "../model/subject.ts";
import { restrictedFacts } from "../passport/restricted-facts.ts";

/** What the next record of a model would say, with every known value, restricted ones too. */
export async function modelFacts(
  ctx: Pick<Context, "now" | "issuedAt">,
  db: Database,
  model: Model,
): Promise<NextSubject> {
  const next = await nextSubject(ctx, db, model, await declaredBefore(db, model));
  const hidden = hiddenIn(next.subject, next.catalogue);
  const held = { modelId: model.id, itemId: null, productUrl: model.productUrl };
  return { ...next, values: { ...next.values, ...(await restrictedFacts(db, held, hidden)) } };
}

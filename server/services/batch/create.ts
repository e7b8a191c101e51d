import { eq } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { operator as operatorTable } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { parseMonth } from "../../domain/calendar.ts";
import { parseBatch } from "../../domain/identifier/batch.ts";
import { Refusal } from "../../refusal.ts";
import { Fields, optional } from "../input.ts";
import { afterIssue } from "../log/after-issue.ts";
import { loadModel } from "../model/find.ts";
import { refuseInformation } from "../model/refuse-information.ts";
import { signedHere } from "../operator/signed-here.ts";
import { releasedModels } from "../passport/find-passport.ts";
import type { IssuedVersion } from "../passport/issue-version.ts";
import { pathOf } from "../product-path.ts";
import { enterBatch } from "./enter.ts";

export interface NewBatch {
  readonly modelId: string;
  readonly number: string;
  /** `YYYY-MM`; left out where the batch was made over several months. */
  readonly manufacturedOn?: string | undefined;
}

export interface CreatedBatch extends IssuedVersion {
  readonly productUrl: string;
  readonly path: string;
  /** Signed and logged, but not to be seen yet: the log could not be published. */
  readonly isPending: boolean;
}

/**
 * Makes a batch of a model with a passport of its own at its own address. `MODEL_NOT_FOUND`, `MODEL_NOT_RELEASED`,
 * `CATEGORY_WITHOUT_PASSPORT`,
 * `IDENTIFIER_TAKEN` for a number in use; problems of `parseBatch` and `parseMonth`.
 *
 * Source: EN 18219 and EN 18223 (granularity); GS1 General Specifications, application identifier 10.
 */
export async function createBatch(ctx: Context, input: NewBatch): Promise<CreatedBatch> {
  demand(ctx, "item.issue", null);
  const { operatorId, ...created } = await signedHere(
    ctx.db.transaction((tx) => enterNewBatch(ctx, tx, input)),
  );
  const { pending } = await afterIssue(ctx, operatorId);
  return { ...created, isPending: pending !== null };
}

/** The same within the caller's transaction, without what follows it. */
export async function enterNewBatch(
  ctx: Context,
  tx: Database,
  input: NewBatch,
): Promise<Omit<CreatedBatch, "isPending"> & { readonly operatorId: string }> {
  demand(ctx, "item.issue", null);
  const model = await loadModel(tx, input.modelId);
  demand(ctx, "item.issue", model.operatorId);
  refuseInformation(model);
  const fields = new Fields();
  const number = fields.take("number", parseBatch(input.number.trim()));
  const month = optional(input.manufacturedOn);
  const manufacturedOn = month === null ? null : fields.take("manufacturedOn", parseMonth(month));
  fields.refuse();
  if (number === undefined || manufacturedOn === undefined)
    throw new Error("A field without a problem has a value.");
  const [operator] = await tx
    .select()
    .from(operatorTable)
    .where(eq(operatorTable.id, model.operatorId))
    .for("no key update");
  if (operator === undefined || !(await releasedModels(tx, [model.id])).has(model.id))
    throw new Refusal("MODEL_NOT_RELEASED", "Release the model first: a batch's passport names its model's.");
  const made = await enterBatch(ctx, tx, { model, operator, number, manufacturedOn });
  if (made === null)
    throw new Refusal("IDENTIFIER_TAKEN", `The model has a batch ${number} already.`, [
      { code: "IDENTIFIER_TAKEN", path: "number", params: { value: number } },
    ]);
  const { productUrl } = made.batch;
  return { ...made.issued, productUrl, path: pathOf(ctx, productUrl), operatorId: operator.id };
}

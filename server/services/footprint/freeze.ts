import type { Database } from "../../../db/client.ts";
import type { Context } from "../../context.ts";
import type { InventoryLine } from "../../domain/carbon-footprint/inventory-line.ts";
import type { PcfRequest, PcfResult } from "../../domain/carbon-footprint/request.ts";
import { footprintOfDeclaration } from "../../domain/passport/model-subject.ts";
import { footprintOf } from "../../domain/record/content.ts";
import type { BatterySubject } from "../../domain/record/credential.ts";
import { Refusal } from "../../refusal.ts";
import { nextSubject } from "../model/subject.ts";
import type { Grade } from "../rule-set/grade.ts";
import { gradeOf } from "../rule-set/grade.ts";
import { headOf } from "./calculated.ts";
import { compute } from "./compute.ts";
import { digestOf } from "../digest.ts";
import { lineFieldAt } from "./line-field.ts";
import type { LoadedDeclaration } from "./load.ts";
import { loadLines } from "./load.ts";

/** What a release would freeze and make public: the same for whoever submits, reviews and signs one state of a draft. */
export interface Frozen {
  readonly lines: readonly InventoryLine[];
  readonly request: PcfRequest;
  readonly result: PcfResult;
  /** Base64url SHA-256 of the canonical JSON (RFC 8785) of each. */
  readonly requestDigest: string;
  readonly resultDigest: string;
  readonly performanceClass: Grade | null;
  /** What the public record says about the model; null for a supplied product, which has none. */
  readonly subject: BatterySubject | null;
  /** Digest of all of it but number and day: an approval holds for exactly this content. */
  readonly contentDigest: string;
}

/** Calculates what would be released. `NOT_COMPUTABLE` with the line and field of every problem. */
export async function freeze(
  ctx: Pick<Context, "now" | "issuedAt">,
  db: Database,
  loaded: LoadedDeclaration,
): Promise<Frozen> {
  const lines = await loadLines(db, loaded.inventory.id);
  const { request, result, errors, codeAt } = compute(lines, headOf(loaded));
  if (result === null) {
    const problems = errors.map(({ code, path }) => {
      const line = codeAt(path);
      return line === null
        ? { code, path }
        : { code, path: `${line}.${lineFieldAt(path)}`, params: { line } };
    });
    throw new Refusal(
      "NOT_COMPUTABLE",
      "This inventory does not compute, so there is nothing to declare.",
      problems,
    );
  }
  const [requestDigest, resultDigest] = [digestOf(request), digestOf(result)];
  const performanceClass = await gradeOf(db, loaded, result.cfp, dayOf(ctx));
  const figures = { lines, request, result, requestDigest, resultDigest, performanceClass };
  const subject = await subjectOf(ctx, db, loaded, figures);
  return {
    ...figures,
    subject,
    contentDigest: subject === null ? requestDigest : digestOf(undated(subject)),
  };
}

/** What a record says apart from what names the declaration: number, day, address of its study. */
export function undated(subject: BatterySubject): unknown {
  const footprint = footprintOf(subject);
  if (footprint === null) return subject;
  const { declarationNumber: _, declaredOn: __, publicStudy: ___, ...carbonFootprint } = footprint;
  return { ...subject, voluntary: { ...subject.voluntary, carbonFootprint } };
}

async function subjectOf(
  ctx: Pick<Context, "now" | "issuedAt">,
  db: Database,
  { declaration, inventory, facility, model }: LoadedDeclaration,
  figures: Omit<Frozen, "subject" | "contentDigest">,
): Promise<BatterySubject | null> {
  if (model === null) return null;
  const { totalEnergyKWh } = figures.result;
  if (totalEnergyKWh === undefined) throw new Error("A model was declared that cannot have a passport.");
  const { publishedSource: source } = declaration;
  const declared = {
    number: declaration.number,
    declaredOn: dayOf(ctx),
    periodStart: inventory.periodStart,
    periodEnd: inventory.periodEnd,
    ...{ lines: figures.lines, result: figures.result, totalEnergyKWh },
    ...{ requestDigest: figures.requestDigest, resultDigest: figures.resultDigest },
    published:
      source === null
        ? null
        : {
            value: declaration.publishedValue,
            unit: declaration.publishedUnit,
            total: declaration.publishedTotal,
            totalUnit: declaration.publishedTotalUnit,
            source,
          },
    performanceClass: figures.performanceClass,
  };
  const { subject } = await nextSubject(ctx, db, model, {
    carbonFootprint: footprintOfDeclaration(declared, facility, model.productUrl),
    // Art. 7(1)(f): the number belongs to the declaration; an older draft may leave it to the model's data.
    conformityId: declaration.conformityDeclarationNumber,
  });
  return subject;
}

/** UTC day, `YYYY-MM-DD`. */
function dayOf({ now, issuedAt }: Pick<Context, "now" | "issuedAt">): string {
  return (issuedAt ?? now()).toISOString().slice(0, 10);
}

import { createHash } from "node:crypto";
import { and, eq } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { declaration as declarationTable } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { parseBatteryCategory } from "../../domain/battery/category.ts";
import type { InventoryLine } from "../../domain/carbon-footprint/inventory-line.ts";
import type { PcfResult } from "../../domain/carbon-footprint/request.ts";
import { modelSubject } from "../../domain/passport/model-subject.ts";
import { canonicalJson } from "../../domain/record/canonical-json.ts";
import type { BatterySubject } from "../../domain/record/credential.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { invalidInput, optional } from "../input.ts";
import { conformityIdOf, findRecycledContent } from "../model/find.ts";
import type { Model } from "../model/find.ts";
import { announceToSiblings } from "../passport/announce.ts";
import { ensureModelPassport } from "../passport/find-passport.ts";
import { newestSubject } from "../passport/find-record.ts";
import type { IssuedVersion } from "../passport/issue-version.ts";
import { issueVersion } from "../passport/issue-version.ts";
import { pathOf } from "../product-path.ts";
import type { Grade } from "../rule-set/grade.ts";
import { gradeOf } from "../rule-set/grade.ts";
import { compute } from "./compute.ts";
import { lineFieldAt } from "./line-field.ts";
import type { LoadedDeclaration } from "./load.ts";
import { loadLines, lockDraft } from "./load.ts";
import { sameSubject } from "./present.ts";

export interface ReleaseRequest {
  readonly id: string;
  /** State of the draft that was looked at. */
  readonly lock: number;
  /** One line; mandatory from the second declaration on. */
  readonly reason?: string | undefined;
}

export interface Release {
  readonly declarationId: string;
  readonly number: number;
  /** Null for a supplied product, which has no passport. */
  readonly passport: (IssuedVersion & { readonly productUrl: string; readonly path: string }) | null;
}

/**
 * Releases a declaration: freezes request and result with their digests, supersedes the one before, and for a model
 * signs and logs the next version of its passport. One transaction: after a failure at any point everything is as it
 * was.
 *
 * Refusals: `NOT_COMPUTABLE` with every problem, `RELEASE_RUNNING` while another release of it runs, `NOT_A_DRAFT` after
 * one, `EDITED_MEANWHILE`, `NOTHING_CHANGED` when the next version would say what the last one says.
 */
export async function releaseDeclaration(ctx: Context, input: ReleaseRequest): Promise<Release> {
  return ctx.db.transaction(async (tx) => {
    const loaded = await lockDraft(ctx, tx, input, "declaration.release");
    const { declaration, model } = loaded;
    const reason = optional(input.reason);
    if (declaration.number > 1 && reason === null)
      throw invalidInput([{ code: "E_REASON_REQUIRED", path: "reason" }]);
    const frozen = await freeze(tx, loaded, ctx.now().toISOString().slice(0, 10));
    const before = await supersedeBefore(ctx, tx, loaded);
    if (model === null && before?.requestDigest === frozen.requestDigest) throw nothingChanged();
    const { request, result, requestDigest, resultDigest, performanceClass } = frozen;
    await tx
      .update(declarationTable)
      .set({
        ...{ state: "released", request, result, requestDigest, resultDigest, changeReason: reason },
        performanceClass: performanceClass?.class ?? null,
        ruleSetId: performanceClass?.ruleSet ?? null,
        ruleSetVersion: performanceClass?.ruleSetVersion ?? null,
        releasedBy: ctx.caller.userId,
        releasedAt: ctx.now(),
        updatedAt: ctx.now(),
      })
      .where(eq(declarationTable.id, declaration.id));
    const passport = model === null ? null : await issue(ctx, tx, loaded, model, frozen, reason);
    const { operatorId, number, id: declarationId } = declaration;
    await recordDeed(ctx, tx, {
      action: "declaration.release",
      subject: declarationId,
      operatorId,
      detail: { number, requestDigest, resultDigest, reason, ...passport },
    });
    return { declarationId, number, passport };
  });
}

interface Frozen {
  readonly lines: readonly InventoryLine[];
  readonly request: ReturnType<typeof compute>["request"];
  readonly result: PcfResult;
  /** Base64url SHA-256 of the canonical JSON (RFC 8785) of each. */
  readonly requestDigest: string;
  readonly resultDigest: string;
  readonly performanceClass: Grade | null;
}

/** Calculates for the last time. `NOT_COMPUTABLE` with the line and field of every problem. */
async function freeze(tx: Database, loaded: LoadedDeclaration, day: string): Promise<Frozen> {
  const { inventory } = loaded;
  const lines = await loadLines(tx, inventory.id);
  const { request, result, errors, codeAt } = compute(lines, inventory);
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
  return {
    lines,
    request,
    result,
    requestDigest: digestOf(request),
    resultDigest: digestOf(result),
    performanceClass: await gradeOf(tx, loaded, result.cfp, day),
  };
}

function digestOf(value: unknown): string {
  return createHash("sha256").update(canonicalJson(value), "utf8").digest("base64url");
}

/** The declaration released before this one, now superseded. */
async function supersedeBefore(ctx: Context, tx: Database, loaded: LoadedDeclaration) {
  const [before] = await tx
    .update(declarationTable)
    .set({ state: "superseded", updatedAt: ctx.now() })
    .where(and(sameSubject(loaded), eq(declarationTable.state, "released")))
    .returning({ requestDigest: declarationTable.requestDigest });
  return before;
}

async function issue(
  ctx: Context,
  tx: Database,
  loaded: LoadedDeclaration,
  model: Model,
  frozen: Frozen,
  reason: string | null,
): Promise<Release["passport"]> {
  const { operator, declaration } = loaded;
  const passport = await ensureModelPassport(ctx, tx, model);
  const subject = await subjectOf(ctx, tx, loaded, model, frozen);
  const before = await newestSubject(tx, passport.id);
  if (before !== null && sayTheSame(before, subject)) throw nothingChanged();
  const issued = await issueVersion(ctx, tx, {
    passport,
    operator,
    subject,
    declarationId: declaration.id,
    reason,
  });
  if (issued.version === 1) await announceToSiblings(ctx, tx, model);
  return { ...issued, productUrl: model.productUrl, path: pathOf(ctx, model.productUrl) };
}

async function subjectOf(
  ctx: Context,
  tx: Database,
  { declaration, inventory, facility, operator }: LoadedDeclaration,
  model: Model,
  frozen: Frozen,
): Promise<BatterySubject> {
  const category = parseBatteryCategory(model.category);
  const { totalEnergyKWh } = frozen.result;
  if (!category.ok || totalEnergyKWh === undefined)
    throw new Error("A model was declared that cannot have a passport.");
  const { publishedSource: source } = declaration;
  return modelSubject(
    {
      ...model,
      category: category.value,
      euDeclarationOfConformityId: conformityIdOf(model),
      recycledContent: await findRecycledContent(tx, model.id),
    },
    operator,
    facility,
    {
      number: declaration.number,
      declaredOn: ctx.now().toISOString().slice(0, 10),
      periodStart: inventory.periodStart,
      periodEnd: inventory.periodEnd,
      ...{ lines: frozen.lines, result: frozen.result, totalEnergyKWh },
      ...{ requestDigest: frozen.requestDigest, resultDigest: frozen.resultDigest },
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
      performanceClass: frozen.performanceClass,
    },
  );
}

/** Whether two records say the same, apart from what names the declaration: number, day, address of its study. */
function sayTheSame(before: BatterySubject, after: BatterySubject): boolean {
  return canonicalJson(undated(before)) === canonicalJson(undated(after));
}

function undated(subject: BatterySubject): unknown {
  if (subject.voluntary === undefined) return subject;
  const {
    declarationNumber: _,
    declaredOn: __,
    publicStudy: ___,
    ...carbonFootprint
  } = subject.voluntary.carbonFootprint;
  return { ...subject, voluntary: { ...subject.voluntary, carbonFootprint } };
}

function nothingChanged(): Refusal {
  return new Refusal(
    "NOTHING_CHANGED",
    "This says exactly what the released declaration says: there is nothing to release.",
  );
}

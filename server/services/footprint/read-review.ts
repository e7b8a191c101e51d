import type { Database } from "../../../db/client.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import type { ChangedMember } from "../../domain/changed-members.ts";
import { changedMembers } from "../../domain/changed-members.ts";
import type { InventoryLine } from "../../domain/carbon-footprint/inventory-line.ts";
import type { RenewalReason } from "../../domain/carbon-footprint/renewal.ts";
import { parseExact, subtract, toDecimal, zero } from "../../domain/quantity/exact.ts";
import type { BatterySubject } from "../../domain/record/credential.ts";
import { Refusal } from "../../refusal.ts";
import { findModelPassport } from "../passport/find-passport.ts";
import { newestSubject } from "../passport/find-record.ts";
import type { Calculated } from "./calculated.ts";
import { calculated } from "./calculated.ts";
import { freeze, undated } from "./freeze.ts";
import type { DeclarationHead, LoadedDeclaration } from "./load.ts";
import { loadDeclaration, loadHeads } from "./load.ts";
import { sameSubject } from "./present.ts";
import type { ReviewStep } from "./review-step.ts";
import { reviewSteps } from "./review-step.ts";
import { standingsOf } from "./standing.ts";

/** A line of the inventory that is not as it was in the declaration before. */
export interface ReviewedLine {
  readonly code: string;
  readonly nameEn: string;
  readonly nameZh: string;
  readonly change: "added" | "removed" | "changed";
  /** Members of the line that differ; of an added or removed one all that it states. */
  readonly members: readonly ChangedMember[];
  /** kgCO2e; null where one of both has no result. */
  readonly differenceKg: string | null;
}

/** What a reviewer looks at: differences, not a form. */
export interface ReviewView {
  /** The declaration it is compared with: the one before it; null for the first. */
  readonly against: {
    readonly id: string;
    readonly number: number;
    readonly releasedAt: string | null;
  } | null;
  /** Method, GWP set, period, denominator, parameters, numbers: whatever is not a line. */
  readonly head: readonly ChangedMember[];
  readonly lines: readonly ReviewedLine[];
  readonly unchangedLines: number;
  /** What a release now would freeze and make public; null while it does not compute. */
  readonly content: {
    /** An approval names it. */
    readonly contentDigest: string;
    /** What the public record will say; null for a supplied product. */
    readonly subject: BatterySubject | null;
    /** How that differs from the newest record, number, day and study address apart; null without one. */
    readonly recordChanges: readonly ChangedMember[] | null;
  } | null;
  /** Why the declaration released now asks for a new one. */
  readonly renewal: readonly RenewalReason[];
  readonly steps: readonly ReviewStep[];
}

/** Everything a reviewer needs for a verdict, and afterwards how the verdict came about. */
export async function readReview(ctx: Context, input: { readonly id: string }): Promise<ReviewView> {
  demand(ctx, "declaration.read", null);
  const loaded = await loadDeclaration(ctx.db, input.id);
  const { declaration } = loaded;
  demand(ctx, "declaration.read", declaration.operatorId);
  const others = await loadHeads(ctx.db, sameSubject(loaded));
  const before = others.find((one) => one.declaration.number === declaration.number - 1) ?? null;
  const now = await calculated(ctx.db, loaded);
  const earlier =
    before === null ? null : await calculated(ctx.db, await loadDeclaration(ctx.db, before.declaration.id));
  const released = others.find((one) => one.declaration.state === "released");
  const standingOf = await standingsOf(ctx, ctx.db, others);
  const lines = reviewedLines(earlier, now);
  return {
    against:
      before === null
        ? null
        : {
            id: before.declaration.id,
            number: before.declaration.number,
            releasedAt: before.declaration.releasedAt?.toISOString() ?? null,
          },
    head: changedMembers(before === null ? null : headOf(before), headOf(loaded)),
    lines,
    unchangedLines: now.lines.length - lines.filter(({ change }) => change !== "removed").length,
    content: await contentOf(ctx, loaded),
    renewal: released === undefined ? [] : standingOf(released.declaration.id).renewal,
    steps: await reviewSteps(ctx.db, declaration.id),
  };
}

/** Everything of a declaration that is entered and is no line. */
function headOf({ declaration, inventory }: DeclarationHead) {
  const { method, gwpSet, title, periodStart, periodEnd, energy, parameters, study } = inventory;
  const { methodVersion, conformityDeclarationNumber } = declaration;
  const { publishedValue, publishedUnit, publishedTotal, publishedTotalUnit, publishedSource } = declaration;
  return {
    ...{ method, methodVersion, gwpSet, title, periodStart, periodEnd },
    ...{ energy, parameters, study, conformityDeclarationNumber },
    published: {
      value: publishedValue === null ? null : `${publishedValue} ${publishedUnit ?? ""}`.trim(),
      total: publishedTotal === null ? null : `${publishedTotal} ${publishedTotalUnit ?? ""}`.trim(),
      source: publishedSource,
    },
  };
}

function reviewedLines(before: Calculated | null, after: Calculated): readonly ReviewedLine[] {
  const earlier = new Map((before?.lines ?? []).map((line) => [line.code, line]));
  const later = new Set(after.lines.map(({ code }) => code));
  const removed = [...earlier.values()].filter(({ code }) => !later.has(code));
  const kg = (of: Calculated | null, line: InventoryLine | undefined) =>
    of === null || line === undefined ? zero : (parseExact(of.result?.linesKg[line.code] ?? "0") ?? zero);
  const reviewed = (was: InventoryLine | undefined, is: InventoryLine | undefined): ReviewedLine[] => {
    const line = is ?? was;
    const members = changedMembers(statedOf(was), statedOf(is));
    if (line === undefined || members.length === 0) return [];
    const { code, nameEn, nameZh } = line;
    const change = was === undefined ? "added" : is === undefined ? "removed" : "changed";
    const computes = after.result !== null && (before === null || before.result !== null);
    const difference = subtract(kg(after, is), kg(before, was));
    return [
      { code, nameEn, nameZh, change, members, differenceKg: computes ? toDecimal(difference, 1000) : null },
    ];
  };
  return [
    ...after.lines.flatMap((line) => reviewed(earlier.get(line.code), line)),
    ...removed.flatMap((line) => reviewed(line, undefined)),
  ];
}

/** What a line states, a quantity as one member; its place in the list states nothing. */
function statedOf(line: InventoryLine | undefined): unknown {
  if (line === undefined) return null;
  const { position: _, code: __, ...stated } = line;
  const { amount, amountUnit, distance, distanceUnit, factorValue, factorUnit, ...others } = stated;
  const { recycledFactorValue, recycledFactorUnit, factorId, factorVersion, ...rest } = others;
  const joined = (...parts: readonly (string | number | null)[]) => {
    const text = parts.filter((part) => part !== null).join(" ");
    return text === "" ? null : text;
  };
  return {
    amount: joined(amount, amountUnit),
    distance: joined(distance, distanceUnit),
    factor: joined(factorValue, factorUnit),
    factorVersion: joined(factorId, factorVersion),
    recycledFactor: joined(recycledFactorValue, recycledFactorUnit),
    ...rest,
    ...Object.fromEntries(
      Object.entries(rest).flatMap(([name, value]) => (value === false ? [[name, null]] : [])),
    ),
  };
}

async function contentOf(ctx: Context, loaded: LoadedDeclaration): Promise<ReviewView["content"]> {
  const { state } = loaded.declaration;
  if (state !== "draft" && state !== "in_review") return null;
  try {
    const { subject, contentDigest } = await freeze(ctx, ctx.db, loaded);
    const newest = await newestRecord(ctx.db, loaded);
    const recordChanges =
      subject === null || newest === null ? null : changedMembers(undated(newest), undated(subject));
    return { contentDigest, subject, recordChanges };
  } catch (error) {
    if (error instanceof Refusal && error.code === "NOT_COMPUTABLE") return null;
    throw error;
  }
}

/** What the newest record of the model says; null before the first. */
async function newestRecord(db: Database, { model }: LoadedDeclaration): Promise<BatterySubject | null> {
  const passport = model === null ? null : await findModelPassport(db, model);
  return passport === null ? null : newestSubject(db, passport.id);
}

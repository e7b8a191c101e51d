import { changedMembers } from "../../domain/changed-members.ts";
import { calculateFootprint } from "../../domain/carbon-footprint/footprint.ts";
import type { BasisEntry, CodeAt, PcfRequest, PcfResult } from "../../domain/carbon-footprint/request.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { canonicalJson } from "../../domain/record/canonical-json.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { basisOf, hashesNow } from "./basis.ts";
import { digestOf } from "../digest.ts";
import type { LoadedDeclaration } from "./load.ts";
import { loadDeclaration, loadLines } from "./load.ts";

/** A released declaration calculated again from what was frozen, and how that compares. */
export interface Recomputation {
  readonly number: number;
  /** ISO 8601, UTC. */
  readonly at: string;
  /**
   * `same`: to the last digit and the last member. `figuresSame`: every figure to the last digit, other members differ.
   * `different`: figures differ. `refused`: it does not compute any more.
   */
  readonly outcome: "same" | "figuresSame" | "different" | "refused";
  readonly stored: { readonly cfp: string; readonly resultDigest: string };
  readonly recomputed: { readonly cfp: string; readonly resultDigest: string } | null;
  /** Members of the result that differ. */
  readonly differing: readonly {
    readonly path: string;
    readonly before: string | null;
    readonly after: string | null;
  }[];
  readonly errors: readonly CodeAt[];
  /** Whether the stored request still has the digest that was signed. */
  readonly requestIntact: boolean;
  readonly requestDigest: string;
  /** What it rests on, each with whether its content is still what it was. */
  readonly basis: readonly (BasisEntry & {
    readonly kind: "method" | "gwpSet" | "factor" | "ruleSet" | "supplierFigure";
    readonly intact: boolean;
  })[];
}

/**
 * Calculates a released declaration again from its frozen request, by the versions it names, and compares to the last
 * digit. Nothing is changed; who asked and what came out is written down. `NOT_RELEASED` for one that froze nothing.
 */
export async function recompute(ctx: Context, input: { readonly id: string }): Promise<Recomputation> {
  demand(ctx, "declaration.read", null);
  const loaded = await loadDeclaration(ctx.db, input.id);
  demand(ctx, "declaration.read", loaded.declaration.operatorId);
  return recomputeLoaded(ctx, loaded);
}

/** The same for a declaration that the caller may calculate again: the policy was asked. */
export async function recomputeLoaded(ctx: Context, loaded: LoadedDeclaration): Promise<Recomputation> {
  const { operatorId, id: subject, number } = loaded.declaration;
  const { request, result, requestDigest, resultDigest } = frozenOf(loaded);
  const answer = calculateFootprint(request);
  const compared =
    "errors" in answer
      ? { outcome: "refused" as const, recomputed: null, differing: [], errors: answer.errors }
      : { ...compare(result, resultDigest, answer), errors: [] };
  const made: Recomputation = {
    ...{ number, at: ctx.now().toISOString(), ...compared, requestDigest },
    stored: { cfp: result.cfp, resultDigest },
    requestIntact: digestOf(request) === requestDigest,
    basis: await judgeBasis(ctx, loaded),
  };
  await recordDeed(ctx, ctx.db, {
    action: "declaration.recompute",
    ...{ subject, operatorId, detail: { outcome: made.outcome, resultDigest } },
  });
  return made;
}

/** The frozen request of a released declaration as canonical JSON: its SHA-256 is the digest in the signed record. */
export async function readFrozenRequest(
  ctx: Context,
  input: { readonly id: string },
): Promise<{ readonly number: number; readonly requestDigest: string; readonly body: string }> {
  demand(ctx, "declaration.read", null);
  const loaded = await loadDeclaration(ctx.db, input.id);
  demand(ctx, "declaration.read", loaded.declaration.operatorId);
  const { request, requestDigest } = frozenOf(loaded);
  return { number: loaded.declaration.number, requestDigest, body: canonicalJson(request) };
}

function frozenOf({ declaration }: LoadedDeclaration): {
  readonly request: PcfRequest;
  readonly result: PcfResult;
  readonly requestDigest: string;
  readonly resultDigest: string;
} {
  const { request, result, requestDigest, resultDigest } = declaration;
  if (request === null || result === null || requestDigest === null || resultDigest === null) {
    throw new Refusal("NOT_RELEASED", "This declaration is not released: nothing of it is frozen yet.");
  }
  return { request, result, requestDigest, resultDigest };
}

function compare(
  stored: PcfResult,
  storedDigest: string,
  now: PcfResult,
): Pick<Recomputation, "outcome" | "recomputed" | "differing"> {
  const recomputed = { cfp: now.cfp, resultDigest: digestOf(now) };
  if (recomputed.resultDigest === storedDigest) return { outcome: "same", recomputed, differing: [] };
  const differing = changedMembers(stored, now);
  const figures = /^(?:cfp|totalKg|totalEnergyKWh|stagesKg\.|shares\.|linesKg\.)/;
  const outcome = differing.some(({ path }) => figures.test(path)) ? "different" : "figuresSame";
  return { outcome, recomputed, differing };
}

async function judgeBasis(ctx: Context, loaded: LoadedDeclaration): Promise<Recomputation["basis"]> {
  const { declaration, inventory } = loaded;
  // Declarations released before the basis was kept: their lines are frozen, so they name the same versions.
  const basis = declaration.basis ?? (await basisOf(ctx.db, await loadLines(ctx.db, inventory.id), loaded));
  const now = await hashesNow(ctx.db, basis);
  const entry = <Kind extends string>(kind: Kind, one: BasisEntry, hash: string | undefined) => ({
    ...{ kind, id: one.id, version: one.version, contentHash: one.contentHash },
    intact: hash === one.contentHash,
  });
  return [
    entry("method", basis.method, now.method),
    entry("gwpSet", basis.gwpSet, now.gwpSet),
    ...basis.factors.map((factor, place) => entry("factor", factor, now.factors[place])),
    ...(basis.ruleSet === null ? [] : [entry("ruleSet", basis.ruleSet, now.ruleSet)]),
    ...(basis.supplierFigures ?? []).map((figure, place) =>
      entry("supplierFigure", figure, now.supplierFigures[place]),
    ),
  ];
}

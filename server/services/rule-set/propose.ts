import type { Database } from "../../../db/client.ts";
import { performanceClassRuleSet } from "../../../db/schema/index.ts";
import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import { isPassportCategory, parseBatteryCategory } from "../../domain/battery/category.ts";
import { parseDay } from "../../domain/calendar.ts";
import { deriveLimits, quantileDefinition } from "../../domain/carbon-footprint/class-derivation.ts";
import type { PerformanceClass } from "../../domain/carbon-footprint/performance-class.ts";
import type { RuleSetDerivation } from "../../domain/carbon-footprint/rule-set.ts";
import { parseLimits, parseRuleSetId, parseRuleSetKind } from "../../domain/carbon-footprint/rule-set.ts";
import { findMethod } from "../../domain/carbon-footprint/method.ts";
import { Refusal } from "../../refusal.ts";
import { recordDeed } from "../audit/record.ts";
import { isTaken } from "../conflict.ts";
import { Fields, optional } from "../input.ts";
import { contentHashOf, loadRuleSets } from "./load.ts";
import { readRuleSet } from "./read.ts";
import { findValues } from "./survey.ts";
import type { RuleSetContent, RuleSetView } from "./view.ts";

export interface Proposal {
  /** The name it is cited by; of an existing one: the next version of it. */
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly category: string;
  readonly method: string;
  readonly methodVersion: string;
  readonly legalBasis: string;
  readonly source: string;
  /** `YYYY-MM-DD`. */
  readonly validFrom: string;
  readonly classes: readonly PerformanceClass[];
  /**
   * Cumulative shares (0..1, decimals) the limits were derived with, or the number of classes of equal size; absent when
   * the limits are stated, as in an act.
   */
  readonly derived?: { readonly shares: readonly string[] } | { readonly count: number } | undefined;
}

/**
 * Puts a class rule set or a threshold up for discussion, with everything it was derived from. The registry derives the
 * limits again itself and notes where the proposal departs from them. A proposal is applied to nothing.
 *
 * Refusals: `INVALID_INPUT`; `IDENTIFIER_TAKEN` when the name belongs to a rule set of another kind, category or method.
 */
export async function proposeRuleSet(ctx: Context, input: Proposal): Promise<RuleSetView> {
  demand(ctx, "ruleSet.write", null);
  const { derived, ...said } = checked(input);
  const derivation = await derivationFor(ctx, said, derived);
  const version = (await versionBefore(ctx.db, said)) + 1;
  const { method: _, methodVersion: __, ...rest } = said;
  const content: RuleSetContent = { ...rest, version, status: "proposal", derivation };
  return addVersion(ctx, content, "ruleSet.propose");
}

/** Adds a version, with its deed; `EDITED_MEANWHILE` when somebody added the same one. The caller has asked the policy. */
export async function addVersion(
  ctx: Context,
  content: RuleSetContent,
  action: string,
): Promise<RuleSetView> {
  const contentHash = contentHashOf(content);
  const { id, version, status } = content;
  try {
    await ctx.db.transaction(async (tx) => {
      await tx.insert(performanceClassRuleSet).values({
        ...content,
        classes: content.classes.map(({ name, upTo }) => ({ name, upTo })),
        derivation: { ...content.derivation },
        contentHash,
        createdBy: ctx.caller.userId,
        createdAt: ctx.now(),
      });
      const detail = { version, status, contentHash };
      await recordDeed(ctx, tx, { action, subject: id, operatorId: null, detail });
    });
  } catch (error) {
    if (!isTaken(error)) throw error;
    throw new Refusal(
      "EDITED_MEANWHILE",
      "Somebody added a version of this rule set meanwhile. Load it again.",
    );
  }
  return readRuleSet(ctx, { id, version });
}

function checked(input: Proposal) {
  const fields = new Fields();
  const id = fields.take("id", parseRuleSetId(input.id.trim()));
  const kind = fields.take("kind", parseRuleSetKind(input.kind));
  const category = fields.take("category", parseBatteryCategory(input.category));
  if (category !== undefined && !isPassportCategory(category))
    fields.add("CATEGORY_WITHOUT_PASSPORT", "category", { value: category });
  const validFrom = fields.take("validFrom", parseDay(input.validFrom));
  const name = fields.text("name", input.name);
  const legalBasis = fields.text("legalBasis", input.legalBasis);
  const source = fields.text("source", input.source);
  const { method, methodVersion } = input;
  if (findMethod(method) === null) fields.add("E_METHOD", "method", { value: method });
  if (optional(methodVersion) === null) fields.add("E_REQUIRED", "methodVersion");
  const classes = kind === undefined ? undefined : fields.take("", parseLimits(kind, input.classes));
  fields.refuse();
  if (
    id === undefined ||
    kind === undefined ||
    category === undefined ||
    validFrom === undefined ||
    classes === undefined
  )
    throw new Error("A field without a problem has a value.");
  const { derived } = input;
  return { id, kind, category, validFrom, name, legalBasis, source, method, methodVersion, classes, derived };
}

type Checked = Omit<ReturnType<typeof checked>, "derived">;

/** What the proposal rests on today. `E_TOO_FEW_DECLARATIONS` and `E_CLASS_TIES` when quantiles cannot be taken. */
async function derivationFor(
  ctx: Context,
  said: Checked,
  derived: Proposal["derived"],
): Promise<RuleSetDerivation> {
  const { values, secondLifeLeftOut } = await findValues(ctx, said);
  const common = {
    method: said.method,
    methodVersion: said.methodVersion,
    day: ctx.now().toISOString().slice(0, 10),
    values: values.map(({ cfp, resultDigest }) => ({ cfp, resultDigest })),
    secondLifeLeftOut,
  };
  if (derived === undefined) return { how: "stated", ...common };
  const fields = new Fields();
  const found = fields.take(
    "derived",
    deriveLimits(
      values.map(({ cfp }) => cfp),
      derived,
    ),
  );
  fields.refuse();
  if (found === undefined) throw new Error("A field without a problem has a value.");
  const limits = said.classes.flatMap(({ upTo }) => upTo ?? []);
  const adjusted =
    limits.length !== found.limits.length || limits.some((limit, place) => limit !== found.limits[place]);
  const { shares, limits: derivedLimits } = found;
  return { how: "quantiles", ...common, quantile: quantileDefinition, shares, derivedLimits, adjusted };
}

async function versionBefore(db: Database, said: Checked): Promise<number> {
  const all = await loadRuleSets(db);
  const before = all.find(({ id, newest }) => newest && id === said.id);
  if (before === undefined) return 0;
  const { kind, category, method, methodVersion, version } = before;
  const isSame =
    kind === said.kind &&
    category === said.category &&
    method === said.method &&
    methodVersion === said.methodVersion;
  if (isSame) return version;
  throw new Refusal("IDENTIFIER_TAKEN", "This name belongs to another kind of rule set. Choose another.", [
    { code: "IDENTIFIER_TAKEN", path: "id", params: { value: said.id } },
  ]);
}

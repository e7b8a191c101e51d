import { asc, desc, eq } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { performanceClassRuleSet } from "../../../db/schema/index.ts";
import type { RuleSetDerivation } from "../../domain/carbon-footprint/rule-set.ts";
import { ruleSetKinds, ruleSetStatusOf } from "../../domain/carbon-footprint/rule-set.ts";
import { Refusal } from "../../refusal.ts";
import type { RuleSetContent, RuleSetView } from "./view.ts";
import { digestOf } from "../digest.ts";

/** Versions of rule sets by name, newest version first. The caller has asked the policy. */
export async function loadRuleSets(db: Database, where?: SQL): Promise<readonly RuleSetView[]> {
  const rows = await db
    .select()
    .from(performanceClassRuleSet)
    .where(where)
    .orderBy(asc(performanceClassRuleSet.id), desc(performanceClassRuleSet.version));
  const newest = new Map<string, number>();
  for (const { id, version } of rows) newest.set(id, Math.max(version, newest.get(id) ?? 0));
  return rows.map((row) => viewOf(row, newest.get(row.id) === row.version));
}

/** All versions of one rule set, newest first; `RULE_SET_NOT_FOUND`. */
export async function loadVersions(
  db: Database,
  id: string,
): Promise<readonly [RuleSetView, ...RuleSetView[]]> {
  const [newest, ...older] = await loadRuleSets(db, eq(performanceClassRuleSet.id, id));
  if (newest === undefined) throw ruleSetNotFound();
  return [newest, ...older];
}

/** What a rule set says, as it is hashed and served. */
export function contentOf(view: RuleSetContent): RuleSetContent {
  const { id, version, name, kind, status, category, legalBasis, source, validFrom, classes, derivation } =
    view;
  return { id, version, name, kind, status, category, legalBasis, source, validFrom, classes, derivation };
}

/** Base64url SHA-256 of the canonical JSON (RFC 8785) of what a rule set says. */
export function contentHashOf(content: RuleSetContent): string {
  return digestOf(contentOf(content));
}

/** The refusal for a rule set that is not there. */
export function ruleSetNotFound(): Refusal {
  return new Refusal("RULE_SET_NOT_FOUND", "There is no such rule set.");
}

function viewOf(row: typeof performanceClassRuleSet.$inferSelect, newest: boolean): RuleSetView {
  const kind = ruleSetKinds.find((known) => known === row.kind);
  const status = ruleSetStatusOf(row.status);
  const derivation = derivationOf(row.derivation);
  if (kind === undefined || status === null || derivation === null || row.contentHash === null)
    throw new Error("The database holds a rule set it should refuse.");
  const { id, version, name, category, legalBasis, source, validFrom, classes, contentHash } = row;
  return {
    ...{ id, version, name, kind, status, category, legalBasis, source, validFrom, classes, derivation },
    ...{ method: derivation.method, methodVersion: derivation.methodVersion },
    ...{ contentHash, enteredOn: row.createdAt.toISOString().slice(0, 10), newest },
  };
}

/** The derivation as this registry wrote it; null for anything else. */
function derivationOf(stored: Readonly<Record<string, unknown>> | null): RuleSetDerivation | null {
  return isDerivation(stored) ? stored : null;
}

function isDerivation(stored: unknown): stored is RuleSetDerivation {
  return (
    typeof stored === "object" &&
    stored !== null &&
    "how" in stored &&
    "method" in stored &&
    "methodVersion" in stored &&
    "values" in stored &&
    Array.isArray(stored.values)
  );
}

import { isZero, multiply, zero } from "../quantity/exact.ts";
import type { Exact } from "../quantity/exact.ts";
import type { Findings } from "./findings.ts";
import type { GwpChoice } from "./gwp.ts";
import { readOwnGwpSet } from "./gwp.ts";
import type { MethodVersion } from "./method.ts";
import { emission, isAbsent, readFactor, readList } from "./read.ts";
import type { Element, FactorRules, ReadQuantity } from "./read.ts";

/** What every line of one calculation is read with. */
export interface CalculationContext {
  /** Null when the request names none that is known: what only a method can tell is then not judged. */
  readonly method: MethodVersion | null;
  readonly gwp: GwpChoice;
  /** The allocation factor A of the request, or the default; null where there is none. */
  readonly allocation: Exact | null;
  /** Whether the request states A itself: then it holds for every material that says nothing of its own. */
  readonly isAllocationStated: boolean;
  /** Places of members that count for nothing under the method; filled while reading. */
  readonly unused: string[];
  readonly findings: Findings;
}

/** Emission in one stage. A material has two of them where its end of life counts in another stage. */
export interface LineEmission {
  readonly id: string;
  readonly stage: string;
  readonly kg: Exact;
}

/** The lines of one list of the request; an absent list has none. */
export function readLines(
  list: unknown,
  name: string,
  readEmission: (element: Element, context: CalculationContext) => Exact | null,
  context: CalculationContext,
): readonly LineEmission[] {
  if (isAbsent(list)) return [];
  return readList(list, name, context.findings, (element) => {
    const { fields, path, id } = element;
    const stage = readStage(fields["stage"], `${path}.stage`, context);
    const { gwpSet } = fields;
    if (!isAbsent(gwpSet)) readOwnGwpSet(gwpSet, `${path}.gwpSet`, context.gwp, context.findings);
    const kg = readEmission(element, context);
    return stage === null || kg === null ? null : { id, stage, kg };
  });
}

/** A stage of the method; `E_SCHEMA` for any other. */
export function readStage(
  value: unknown,
  path: string,
  { method, findings }: Pick<CalculationContext, "method" | "findings">,
): string | null {
  if (typeof value === "string" && (method === null || method.stages.includes(value))) return value;
  findings.error("E_SCHEMA", path);
  return null;
}

/** Amount x share x factor in kgCO2e. The factor may be absent only where what it multiplies is zero. */
export function readPart(
  factor: unknown,
  amount: ReadQuantity | null,
  share: Exact | null,
  rules: FactorRules,
  path: string,
  findings: Findings,
): Exact | null {
  if (isAbsent(factor)) {
    const isUnused = (share !== null && isZero(share)) || (amount?.value != null && isZero(amount.value));
    if (isUnused) return zero;
    // A share that could not be read has been reported; whether its factor is needed is not known.
    if (share !== null) findings.error("E_MISSING_FACTOR", path);
    return null;
  }
  const kg = emission(amount, readFactor(factor, path, findings, rules), path, findings);
  return kg === null || share === null ? null : multiply(kg, share);
}

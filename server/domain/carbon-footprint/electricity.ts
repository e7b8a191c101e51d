import { absolute, add, compare, one, parseExact, subtract, zero } from "../quantity/exact.ts";
import type { Exact } from "../quantity/exact.ts";
import type { CalculationContext } from "./calculation-context.ts";
import { readPart } from "./calculation-context.ts";
import type { Findings } from "./findings.ts";
import type { MethodVersion } from "./method.ts";
import { isFields, readQuantity, readShare } from "./read.ts";
import type { Element } from "./read.ts";

/**
 * Emission of one electricity line in kgCO2e: amount x sum of share x factor over its sources. The shares are taken as
 * stated and must add up to 1 within 1e-9 (`E_SHARE_RANGE`).
 *
 * A model the method does not accept is `E_ELECTRICITY_MODEL`: the EU draft knows generation that is directly connected
 * and the average consumption mix of the country, and neither contracts nor certificates nor the residual mix.
 *
 * Null when anything is missing or wrong, and then it has been reported.
 */
export function readElectricity(
  { fields, path, credit }: Element,
  { findings, method }: CalculationContext,
): Exact | null {
  const amount = readQuantity(fields["amount"], `${path}.amount`, findings, "energy");
  const sources: unknown = fields["sources"];
  if (!Array.isArray(sources)) {
    findings.error("E_SCHEMA", `${path}.sources`);
    return null;
  }
  const elements: readonly unknown[] = sources;
  const shares: (Exact | null)[] = [];
  const parts = elements.map((source, index) => {
    const sourcePath = `${path}.sources[${index}]`;
    if (!isFields(source)) {
      findings.error("E_SCHEMA", sourcePath);
      shares.push(null);
      return null;
    }
    const share = readShare(source["share"], `${sourcePath}.share`, findings);
    shares.push(share);
    readModel(source["model"], `${sourcePath}.model`, method, findings);
    const rules = { per: "energy", credit } as const;
    return readPart(source["factor"], amount, share, rules, `${sourcePath}.factor`, findings);
  });
  const sum = sumIfAll(shares);
  if (sum !== null && compare(absolute(subtract(sum, one)), tolerance) > 0) {
    findings.error("E_SHARE_RANGE", `${path}.sources`);
  }
  return sumIfAll(parts);
}

/** How far shares that must add up to 1 may be off. */
const tolerance = parseExact("1e-9") ?? zero;

function readModel(value: unknown, path: string, method: MethodVersion | null, findings: Findings): void {
  if (typeof value !== "string") findings.error("E_SCHEMA", path);
  else if (method !== null && !method.electricityModels.some((model) => model === value))
    findings.error("E_ELECTRICITY_MODEL", path);
}

function sumIfAll(values: readonly (Exact | null)[]): Exact | null {
  return values.reduce((sum, value) => (sum === null || value === null ? null : add(sum, value)), zero);
}

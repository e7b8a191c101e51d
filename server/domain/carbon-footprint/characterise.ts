import { add, multiply, parseExact, toDecimal, zero } from "../quantity/exact.ts";
import type { Exact } from "../quantity/exact.ts";
import { decimals } from "./decimals.ts";
import { Findings } from "./findings.ts";
import { findGwpSet, readGwpChoice, readOwnGwpSet } from "./gwp.ts";
import { inBaseUnit, readList, readQuantity } from "./read.ts";
import type { Fields } from "./read.ts";
import type { CodeAt, ErrorAnswer } from "./request.ts";

interface CharacterisedFlows {
  /** kgCO2e. */
  readonly totalKg: string;
  /** kgCO2e of each gas, in the order in which the flows name them. */
  readonly byGas: Readonly<Record<string, string>>;
  readonly warnings: readonly CodeAt[];
}

/**
 * The operation `characterise`: masses of greenhouse gases as the mass of CO2 that warms as much over 100 years.
 *
 * `E_GWP_SET` for an unknown set, a set that is known only to recognise old reports (SAR), and a gas that is not in the
 * set. A flow may name a set of its own; another one than that of the request is `E_GWP_MIXED` unless `allowMixedGwp`
 * says otherwise, and then each flow counts by its own. Flows of one gas are added up.
 *
 * Source: IPCC assessment reports; section 7 of the method notes.
 *
 * @example 1 kg of fossil methane is 29.8 kgCO2e under AR6.
 */
export function characterise(request: Fields): CharacterisedFlows | ErrorAnswer {
  const findings = new Findings();
  const choice = readGwpChoice(request, findings);
  const byGas = new Map<string, Exact>();
  readList(
    request["flows"],
    "flows",
    findings,
    ({ fields, path }) => {
      const set = readOwnGwpSet(fields["gwpSet"], `${path}.gwpSet`, choice, findings);
      const potential = readPotential(fields["gas"], `${path}.gas`, set, findings);
      const mass = inBaseUnit(readQuantity(fields["mass"], `${path}.mass`, findings, "mass"));
      if (potential === null || mass === null || typeof fields["gas"] !== "string") return null;
      const gas = fields["gas"];
      byGas.set(gas, add(byGas.get(gas) ?? zero, multiply(mass, potential)));
      return null;
    },
    "optional",
  );
  if (findings.hasErrors) return findings.refusal();
  return {
    totalKg: toDecimal([...byGas.values()].reduce(add, zero)),
    byGas: decimals(byGas),
    warnings: findings.warnings,
  };
}

/** kgCO2e for a kilogram of a gas. Null when the set is unknown, and then that has been reported. */
function readPotential(gas: unknown, path: string, set: string | null, findings: Findings): Exact | null {
  if (typeof gas !== "string") {
    findings.error("E_SCHEMA", path);
    return null;
  }
  const potentials = set === null ? null : (findGwpSet(set)?.potentials ?? null);
  if (potentials === null) return null;
  const potential = Object.hasOwn(potentials, gas) ? potentials[gas] : undefined;
  if (potential === undefined) findings.error("E_GWP_SET", path);
  return parseExact(potential ?? "");
}

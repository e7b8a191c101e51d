import { gwpSets } from "../carbon-footprint/gwp.ts";

/** Potentials of a gas in one set, also of methane by origin; empty when the set has none. */
export function potentialsOf(gas: string, set: GwpSetName): readonly string[] {
  const potentials = gwpSets.find(({ name }) => name === set)?.potentials ?? {};
  return [gas, `${gas}_fossil`, `${gas}_nonfossil`].flatMap((name) => {
    const value = Object.hasOwn(potentials, name) ? potentials[name] : undefined;
    return value === undefined ? [] : [value];
  });
}

export const gwpSetNames = ["SAR", "AR4", "AR5", "AR6"] as const;
export type GwpSetName = (typeof gwpSetNames)[number];

/** Names that are written where another gas is meant, or that are no greenhouse gases of the list. */
export const misnamedGases: readonly (readonly [written: RegExp, meant: string])[] = [
  [/^(NOx|NO2|NO|nitrogen oxides?|氮氧化物|二氧化氮)$/i, "N2O"],
  [/^(SOx|SO2|二氧化硫)$/i, "SF6"],
  [/^(CO|一氧化碳)$/, "CO2"],
  [/^(NH3|氨)$/i, "N2O"],
];

/** The set a report means by a name such as `IPCC 2007` or `AR5`; null for one that is not known. */
export function readSetName(text: string): GwpSetName | null {
  const plain = text.normalize("NFKC").toUpperCase();
  return setNames.find(([written]) => written.test(plain))?.[1] ?? null;
}

const setNames: readonly (readonly [written: RegExp, set: GwpSetName])[] = [
  [/AR6|2021|SIXTH|第六次/, "AR6"],
  [/AR5|2013|FIFTH|第五次/, "AR5"],
  [/AR4|2007|FOURTH|第四次/, "AR4"],
  [/\bSAR\b|AR2|1995|SECOND|第二次/, "SAR"],
];

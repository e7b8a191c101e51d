import type { Fields } from "./read.ts";
import { readFlag } from "./read.ts";
import type { Findings } from "./findings.ts";

/** One set of 100-year global warming potentials: kgCO2e for each kilogram of a gas. Plain JSON, never changed. */
export interface GwpSet {
  /** As a request names it. */
  readonly name: string;
  readonly version: string;
  readonly source: string;
  /** Whether a new result may be made with it. */
  readonly isSelectable: boolean;
  readonly potentials: Readonly<Record<string, string>>;
}

/**
 * Sets of potentials from the IPCC assessment reports, the oldest version of a set first. Factors of a footprint are CO2e
 * already; the set says with which potentials they were made. Only appended to.
 *
 * The second report (SAR) is known so that old reports can be recognised, and cannot be chosen for a new result.
 *
 * Source: IPCC tables as compiled by openclimatedata/globalwarmingpotentials; AR6 table 7.SM.7; AR5 without
 * climate-carbon feedback; fossil and non-fossil methane from the main tables of AR5 and AR6. EF 3.1, the impact method
 * of the EU draft, uses the AR6 values.
 */
export const gwpSets: readonly GwpSet[] = [
  {
    name: "SAR",
    version: "ipcc-sar@1995",
    source: "IPCC, second assessment report (1995)",
    isSelectable: false,
    potentials: { CO2: "1", CH4: "21", N2O: "310", SF6: "23900" },
  },
  {
    name: "AR4",
    version: "ipcc-ar4@2007",
    source: "IPCC, fourth assessment report (2007), table 2.14",
    isSelectable: true,
    potentials: {
      CO2: "1",
      CH4: "25",
      CH4_fossil: "25",
      CH4_nonfossil: "25",
      N2O: "298",
      SF6: "22800",
      NF3: "17200",
      "HFC-23": "14800",
      "HFC-32": "675",
      "HFC-125": "3500",
      "HFC-134a": "1430",
      "HFC-143a": "4470",
      "HFC-152a": "124",
      "HFC-227ea": "3220",
      "HFC-236fa": "9810",
      "HFC-245fa": "1030",
      "HFC-365mfc": "794",
      "HFC-43-10mee": "1640",
      CF4: "7390",
      C2F6: "12200",
      C3F8: "8830",
      "c-C4F8": "10300",
      C4F10: "8860",
      C5F12: "9160",
      C6F14: "9300",
    },
  },
  {
    name: "AR5",
    version: "ipcc-ar5@2013",
    source: "IPCC, fifth assessment report (2013), table 8.A.1, without climate-carbon feedback",
    isSelectable: true,
    potentials: {
      CO2: "1",
      CH4: "28",
      CH4_fossil: "30",
      CH4_nonfossil: "28",
      N2O: "265",
      SF6: "23500",
      NF3: "16100",
      "HFC-23": "12400",
      "HFC-32": "677",
      "HFC-125": "3170",
      "HFC-134a": "1300",
      "HFC-143a": "4800",
      "HFC-152a": "138",
      "HFC-227ea": "3350",
      "HFC-236fa": "8060",
      "HFC-245fa": "858",
      "HFC-365mfc": "804",
      "HFC-43-10mee": "1650",
      CF4: "6630",
      C2F6: "11100",
      C3F8: "8900",
      "c-C4F8": "9540",
      C4F10: "9200",
      C5F12: "8550",
      C6F14: "7910",
    },
  },
  {
    name: "AR6",
    version: "ipcc-ar6@2021",
    source: "IPCC, sixth assessment report (2021), table 7.SM.7",
    isSelectable: true,
    potentials: {
      CO2: "1",
      CH4: "27.9",
      CH4_fossil: "29.8",
      CH4_nonfossil: "27.0",
      N2O: "273",
      SF6: "25200",
      NF3: "17400",
      "HFC-23": "14600",
      "HFC-32": "771",
      "HFC-125": "3740",
      "HFC-134a": "1530",
      "HFC-143a": "5810",
      "HFC-152a": "164",
      "HFC-227ea": "3600",
      "HFC-236fa": "8690",
      "HFC-245fa": "962",
      "HFC-365mfc": "914",
      "HFC-43-10mee": "1600",
      CF4: "7380",
      C2F6: "12400",
      C3F8: "9290",
      "c-C4F8": "10200",
      C4F10: "10000",
      C5F12: "9220",
      C6F14: "8620",
    },
  },
];

/** The newest set, also used when a request names none. */
export const currentGwpSet = "AR6";

/** Names of the sets a new result may be made with. */
export const selectableGwpSets: ReadonlySet<string> = new Set(
  gwpSets.filter(({ isSelectable }) => isSelectable).map(({ name }) => name),
);

/** A set by name: the version asked for, or the newest. Null when there is none. */
export function findGwpSet(name: string, version: string | null = null): GwpSet | null {
  return (
    gwpSets.findLast((set) => set.name === name && (version === null || set.version === version)) ?? null
  );
}

/** The set of a whole calculation, and whether parts of it may be made with another. */
export interface GwpChoice {
  /** Null when it could not be read. */
  readonly set: string | null;
  readonly allowMixed: boolean;
}

/** Reads `gwpSet` and `allowMixedGwp` of a request. `E_SCHEMA`, `E_GWP_SET`; warns `W_GWP_OUTDATED` before AR6. */
export function readGwpChoice(request: Fields, findings: Findings): GwpChoice {
  const allowMixed = readFlag(request["allowMixedGwp"], "allowMixedGwp", findings);
  return { set: readGwpSet(request["gwpSet"] ?? currentGwpSet, "gwpSet", findings), allowMixed };
}

/**
 * The set a factor or flow was made with: its own, or that of the calculation where it names none. Another one than that
 * of the calculation is `E_GWP_MIXED` unless the request allows it.
 */
export function readOwnGwpSet(
  value: unknown,
  path: string,
  choice: GwpChoice,
  findings: Findings,
): string | null {
  if (value === null || value === undefined || value === choice.set) return choice.set;
  const set = readGwpSet(value, path, findings);
  if (set !== null && choice.set !== null && !choice.allowMixed) findings.error("E_GWP_MIXED", path);
  return set;
}

function readGwpSet(value: unknown, path: string, findings: Findings): string | null {
  if (typeof value !== "string") findings.error("E_SCHEMA", path);
  else if (!selectableGwpSets.has(value)) findings.error("E_GWP_SET", path);
  else {
    if (value !== currentGwpSet) findings.warn("W_GWP_OUTDATED", path);
    return value;
  }
  return null;
}

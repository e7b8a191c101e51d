import { libraryFactors, libraryRecords } from "../../server/domain/carbon-footprint/library/library.ts";
import type { NewFactor } from "../../server/services/factor/add.ts";
import { factorOfRecord } from "../../server/services/factor/load-library.ts";

const illustrationTitle = "Illustrative value of the Cellproof demonstration; no source prints one";

/** A factor made up for the demonstration, inside the range in which such materials are usually found. */
function illustrative(
  id: string,
  names: readonly [en: string, zh: string],
  value: string,
  unit = "kgCO2e/kg",
): NewFactor {
  return {
    id,
    nameEn: `${names[0]} (illustrative)`,
    nameZh: `${names[1]}（示例值）`,
    value,
    unit,
    geography: "CN",
    year: 2024,
    sourceTitle: illustrationTitle,
    sourceWhere: null,
    qualityNote: "Made up so that the demonstration can calculate; not for a real declaration.",
    boundary: "cradle-to-gate (assumed)",
    illustrative: true,
  };
}

/** Kept as printed and not for calculation; the demonstration shows the rows that name it and leaves them out of the sum. */
const asPrinted = libraryRecords.filter(({ id }) => id === "transport-diesel-as-printed");

/** What the demonstration calculates with: the library of every registry, then what is there for its inventories only. */
export const factors: readonly NewFactor[] = [
  ...[...libraryFactors, ...asPrinted].map(factorOfRecord),
  illustrative(
    "demo-aluminium-primary",
    ["Aluminium, primary, sheet and profile", "原生铝板材与型材"],
    "16.5",
  ),
  illustrative("demo-aluminium-recycled", ["Aluminium, recycled", "再生铝"], "1.2"),
  illustrative("demo-aluminium-foil", ["Aluminium foil", "铝箔"], "18"),
  illustrative("demo-copper-foil", ["Copper foil, electrolytic", "电解铜箔"], "6.8"),
  illustrative("demo-copper", ["Copper bars and harness", "铜排与线束"], "5.2"),
  illustrative("demo-separator", ["Separator, coated polyolefin", "涂覆聚烯烃隔膜"], "6.2"),
  illustrative("demo-electrolyte", ["Electrolyte", "电解液"], "6.5"),
  illustrative("demo-binder-pvdf", ["Binder, PVDF", "聚偏氟乙烯粘结剂"], "16"),
  illustrative("demo-binder-water", ["Binder, CMC and SBR", "羧甲基纤维素与丁苯橡胶粘结剂"], "3.4"),
  illustrative("demo-nmp", ["Solvent NMP, net consumption", "溶剂 NMP（净消耗）"], "5"),
  illustrative("demo-carbon-black", ["Conductive carbon black", "导电炭黑"], "2.6"),
  illustrative("demo-steel", ["Steel parts", "钢制零部件"], "2.4"),
  illustrative("demo-plastics", ["Plastics, foams and thermal pads", "塑料、泡棉与导热垫"], "3.6"),
  illustrative("demo-electronics", ["Battery management electronics", "电池管理系统电子件"], "35"),
  illustrative("demo-coolant", ["Coolant", "冷却液"], "1.6"),
  illustrative("demo-other-parts", ["Other parts, mixed", "其他零部件（混合）"], "4"),
  illustrative("demo-nitrogen", ["Nitrogen and other process gases", "氮气及其他工艺气体"], "0.3"),
  // Of all greenhouse gases and with their supply; what the reports behind the library print counts CO2 alone.
  illustrative(
    "demo-natural-gas",
    ["Natural gas, supply and combustion", "天然气供应与燃烧"],
    "2.4",
    "kgCO2e/m3",
  ),
  illustrative(
    "demo-steam",
    ["Steam, purchased, with its supply", "外购蒸汽（含供应环节）"],
    "320",
    "kgCO2e/t",
  ),
  illustrative(
    "demo-electricity-pv",
    ["Electricity, directly connected solar roof", "直连屋顶光伏电力"],
    "0.045",
    "kgCO2e/kWh",
  ),
  illustrative(
    "demo-electricity-hydro",
    ["Electricity, directly connected hydropower", "直连水电"],
    "0.024",
    "kgCO2e/kWh",
  ),
];

/** The factor of this identifier; a wrong identifier is a mistake in the seed itself. */
export function factorOf(id: string): NewFactor {
  const found = factors.find((factor) => factor.id === id);
  if (found === undefined) throw new Error(`the demonstration has no factor ${id}`);
  return found;
}

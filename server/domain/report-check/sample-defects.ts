import type { recipes } from "./sample-report.ts";
import type { SampleReport, SampleRow } from "./sample-report.ts";
import { ruleCodes } from "./sentences.ts";

/** Changes a clean report so that it has one defect. */
export type Plant = (sample: SampleReport) => void;

const first = (sample: SampleReport): SampleRow => row(sample, 0);

function row(sample: SampleReport, index: number): SampleRow {
  const found = sample.report.rows[index];
  if (found === undefined) throw new Error("The sample has no such row.");
  return found;
}

/** The row of a sample with this name. */
export function rowNamed(sample: SampleReport, name: string): SampleRow {
  const found = sample.report.rows.find(({ id }) => id === name);
  if (found === undefined) throw new Error(`The sample has no row ${name}.`);
  return found;
}

/** Multiplies the amount of one row and writes every sum, share and result anew, so that all of it follows. */
export function scaled(sample: SampleReport, name: string, factor: number): void {
  const { report } = sample;
  const changed = rowNamed(sample, name);
  changed.amount.value = (Number(changed.amount.value) * factor).toFixed(3);
  changed.emission.value = (Number(changed.amount.value) * Number(changed.factor.value)).toFixed(2);
  const sumOf = (rows: readonly SampleRow[]) =>
    rows.reduce((all, { emission }) => all + Number(emission.value), 0);
  const total = sumOf(report.rows);
  for (const [stage, value] of Object.entries(report.stages)) {
    const made = sumOf(report.rows.filter((one) => one.stage === stage));
    value.value = made.toFixed(2);
    report.sharesPercent[stage] = ((made / total) * 100).toFixed(1);
  }
  report.total.value = total.toFixed(2);
  const kgInUnit = report.intensity.unit.startsWith("t") ? 1000 : 1;
  report.intensity.value = (total / Number(report.output.value) / kgInUnit).toFixed(4);
}

/** Exactly one defect for each rule, planted into any clean report unless {@link bases} names the one it needs. */
export const plants: Readonly<Record<(typeof ruleCodes)[number], Plant>> = {
  "CK-ROW": (sample) => {
    const { amount } = first(sample);
    amount.value = `1${amount.value}`;
  },
  "CK-SUM": ({ report }) => {
    // The row follows from its amount; stage and total still hold the old one.
    const last = report.rows.at(-1);
    if (last === undefined) throw new Error("The sample has no row.");
    last.amount.value = (Number(last.amount.value) * 2).toFixed(3);
    last.emission.value = (Number(last.amount.value) * Number(last.factor.value)).toFixed(2);
  },
  "CK-SHARE": ({ report }) => {
    const [stage = ""] = Object.keys(report.sharesPercent);
    const other = Object.keys(report.sharesPercent)[1] ?? "";
    const shift = (name: string, by: number) => {
      const tenths = Math.round(Number(report.sharesPercent[name]) * 10) + by;
      report.sharesPercent[name] = (tenths / 10).toFixed(1);
    };
    shift(stage, 9);
    shift(other, -9);
  },
  "CK-QUOT": ({ report }) => {
    report.intensity.value = report.intensity.value.replace(/\d$/, (digit) => (digit === "9" ? "1" : "9"));
    report.intensity.value = report.intensity.value.replace(/\d(?=\d$)/, (digit) =>
      digit === "5" ? "6" : "5",
    );
  },
  "CK-UNIT-DIM": (sample) => {
    first(sample).amount.unit = "piece";
  },
  "CK-UNIT-MISSING": ({ declared }) => {
    declared["factors"] = [{ name: "steam", value: "0.3", unit: "CO2e/kg" }];
  },
  "CK-UNIT": ({ report, declared }) => {
    declared["results"] = [{ where: "summary", value: report.total.value, unit: "tCO2e" }];
  },
  "CK-UNIT-FU": ({ declared }) => {
    declared["results"] = [{ where: "summary", value: "3.1", unit: "kgCO2e/piece" }];
  },
  "CK-FU": ({ declared }) => {
    declared["functional_units"] = [{ where: "summary", value: null, unit: null, text: "the product" }];
  },
  "CK-BOUNDARY": ({ declared }) => {
    declared["exclusions"] = [{ what: "packaging of materials", reason: "" }];
  },
  "CK-STAGE-EMPTY": ({ report }) => {
    for (const one of report.rows) if (one.stage === "distribution") one.stage = "production";
    const stages = report.stages;
    const [kept, gone] = [stages["production"], stages["distribution"]];
    if (kept === undefined || gone === undefined) throw new Error("The sample has no such stages.");
    kept.value = (Number(kept.value) + Number(gone.value)).toFixed(2);
    report.sharesPercent["production"] = ((Number(kept.value) / Number(report.total.value)) * 100).toFixed(1);
    delete stages["distribution"];
    delete report.sharesPercent["distribution"];
  },
  "CK-COMPLETE": ({ declared }) => {
    declared["fuels"] = [{ where: "3", process: "production", fuel: "electricity, coal" }];
  },
  "CK-FUEL": ({ declared }) => {
    declared["fuels"] = [
      { where: "3", process: "inbound_transport", fuel: "diesel" },
      { where: "5", process: "inbound_transport", fuel: "petrol" },
    ];
  },
  "CK-GWP-MIX": ({ declared }) => {
    declared["gwp"] = [
      { gas: "CH4", value: "27.9", set: "AR6" },
      { gas: "CH4", value: "29.8", set: "AR6" },
    ];
  },
  "CK-GWP-OLD": ({ declared }) => {
    declared["gwp"] = [{ gas: "CH4", value: "28", set: "AR5" }];
  },
  "CK-GAS": ({ declared }) => {
    declared["gases_named"] = ["CO2", "CH4", "nitrogen oxides"];
  },
  "CK-YEAR": ({ declared }) => {
    declared["years"] = { activity: [2024], base: [2024], factors: [{ name: "electricity", year: 2020 }] };
  },
  "CK-GEO": ({ declared }) => {
    declared["factors"] = [
      { name: "electricity", value: "0.5", unit: "kgCO2e/kWh", region: "FR", year: 2024 },
    ];
  },
  "CK-ELECTRICITY": ({ declared }) => {
    declared["electricity_model"] = null;
  },
  "CK-FACTOR-RANGE": ({ declared }) => {
    declared["factors"] = [{ name: "air freight", value: "0.02", unit: "kgCO2e/tkm" }];
  },
  "CK-ACTIVITY-RANGE": (sample) => {
    // Half of the electricity is missing, and everything printed follows from what is there.
    scaled(sample, "electricity", 0.45);
  },
  "CK-RESULT-RANGE": ({ declared }) => {
    declared["result_ranges"] = [
      { where: "2", subject: "packs", min: "60", max: "70", unit: "kgCO2e/kWh" },
      { where: "6", subject: "packs", min: "90", max: "99", unit: "kgCO2e/kWh" },
    ];
  },
  "CK-CAPACITY": ({ declared }) => {
    declared["output_kind"] = "capacity";
  },
  "CK-ENERGY-CAP": ({ declared }) => {
    declared["energy_capacity_kind"] = "rated";
  },
  "CK-METHOD": ({ declared }) => {
    declared["allocation"] = { key: "turnover", called: "physical" };
  },
  "CK-FORMULA": ({ declared }) => {
    declared["formulas"] = [{ where: "4", terms: [{ unit: "kgCO2e" }, { unit: "kgCO2e/kg" }] }];
  },
  "CK-REPRO": ({ declared }) => {
    declared["factors_published"] = false;
  },
  "CK-DQR": ({ declared }) => {
    declared["dqr_published"] = false;
  },
  "CK-CLAIM": ({ declared }) => {
    declared["claims"] = [{ where: "cover", text: "This battery is carbon neutral." }];
  },
  "CK-COPY": ({ declared }) => {
    declared["text_fragments"] = ["The main raw materials of the yoghurt are milk and sugar."];
  },
  "CK-TEXT": ({ declared }) => {
    declared["text_fragments"] = ["See Error! Reference source not found."];
  },
  "CK-STD": ({ declared }) => {
    declared["standards"] = ["ISO 14064-1:2006"];
  },
  "CK-LEGAL": ({ declared }) => {
    declared["legal_statements"] = [{ where: "1", duty: "passport", categories: ["portable"] }];
  },
  "CK-INDEP": ({ declared }) => {
    declared["verifier"] = declared["author"];
  },
};

/** Defects that only some products or boundaries can have; every other is planted into all. */
const bases: Partial<Readonly<Record<(typeof ruleCodes)[number], readonly (keyof typeof recipes)[]>>> = {
  "CK-STAGE-EMPTY": ["nickelPack"],
  "CK-ACTIVITY-RANGE": ["lithiumIronCells"],
};

/** Each rule with each clean report that its defect is planted into. */
export const planted = ruleCodes.flatMap((code) =>
  (bases[code] ?? (["lithiumIronCells", "nickelPack", "lithiumSalt", "creditedPack"] as const)).map(
    (name) => [code, name] as const,
  ),
);

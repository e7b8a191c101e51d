import { statementKinds } from "../../../server/domain/report-check/statement-kinds.ts";
import type { StatementName } from "../../../server/domain/report-check/statement-kinds.ts";

/** What is typed into the form of a report: plain text, empty where nothing was entered. */
export interface ReportForm {
  readonly fields: Readonly<Record<string, string>>;
  /** Main stages that the report says its boundary holds. */
  readonly stages: readonly string[];
  readonly rows: readonly ReportFormRow[];
  readonly statements: readonly FormStatement[];
}

/** Something that the report says beside its numbers, with the values of its kind in their order. */
export interface FormStatement {
  readonly kind: StatementName;
  readonly values: readonly string[];
}

export interface ReportFormRow {
  readonly stage: string;
  readonly name: string;
  readonly amount: string;
  readonly amountUnit: string;
  readonly factor: string;
  readonly factorUnit: string;
  readonly emission: string;
  readonly emissionUnit: string;
}

export const emptyRow: ReportFormRow = {
  stage: "",
  name: "",
  amount: "",
  amountUnit: "",
  factor: "",
  factorUnit: "",
  emission: "",
  emissionUnit: "",
};

export const emptyForm: ReportForm = { fields: {}, stages: [], rows: [emptyRow], statements: [] };

/** Says in a choice that the report is silent, which is something else than not asking. */
export const silent = "nothing";

/**
 * The form as a request of the checker. An empty field is left out and so not asked; a choice of {@link silent} becomes
 * null: the report states nothing.
 */
export function requestOfForm({ fields, stages, rows, statements }: ReportForm): {
  readonly report: Readonly<Record<string, unknown>>;
  readonly declared: Readonly<Record<string, unknown>>;
} {
  const at = (name: string) => fields[name]?.trim() ?? "";
  const quantity = (name: string) =>
    at(name) === "" && at(`${name}Unit`) === "" ? null : { value: at(name), unit: at(`${name}Unit`) };
  const stated = Object.fromEntries(
    ["total", "output", "intensity"].flatMap((name) => {
      const value = quantity(name);
      return value === null ? [] : [[name, value]];
    }),
  );
  const perStage = (name: string) => stages.filter((stage) => at(`${name}.${stage}`) !== "");
  const boundary = {
    ...(at("boundary") === "" ? {} : { type: at("boundary") }),
    ...(stages.length === 0 ? {} : { stages }),
  };
  const years = {
    ...(at("activityYear") === "" ? {} : { activity: list(at("activityYear")) }),
    ...(at("baseYear") === "" ? {} : { base: list(at("baseYear")) }),
  };
  const request: { report: Record<string, unknown>; declared: Record<string, unknown> } = {
    report: {
      product: at("product"),
      functionalUnit: quantity("functionalUnit"),
      ...stated,
      rows: rows.filter((row) => Object.values(row).some((text) => text.trim() !== "")).map(rowOf),
      stages: Object.fromEntries(
        perStage("stage").map((stage) => [
          stage,
          { value: at(`stage.${stage}`), unit: at("stageUnit") === "" ? at("totalUnit") : at("stageUnit") },
        ]),
      ),
      sharesPercent: Object.fromEntries(perStage("share").map((stage) => [stage, at(`share.${stage}`)])),
    },
    declared: {
      ...(Object.keys(boundary).length === 0 ? {} : { boundary_statements: [boundary] }),
      ...(Object.keys(years).length === 0 ? {} : { years }),
      ...texts(at, {
        gwpSet: "gwp_set",
        siteRegion: "site_region",
        electricity: "electricity_model",
        author: "author",
        verifier: "verifier",
        outputKind: "output_kind",
        capacityKind: "energy_capacity_kind",
      }),
      ...flags(at, {
        signed: "signed",
        dqr: "dqr_published",
        amounts: "activity_data_published",
        factors: "factors_published",
      }),
      ...(at("standards") === "" ? {} : { standards: list(at("standards")) }),
      ...(at("chemistries") === "" ? {} : { chemistries: list(at("chemistries")) }),
      ...(at("text") === "" ? {} : { text_fragments: at("text").split("\n") }),
    },
  };
  for (const { kind, values } of statements) {
    if (values.some((value) => value.trim() !== "")) statementKinds[kind].take(request, values);
  }
  return request;
}

function rowOf(row: ReportFormRow): Readonly<Record<string, unknown>> {
  const quantity = (value: string, unit: string) =>
    value.trim() === "" ? null : { value: value.trim(), unit: unit.trim() };
  return {
    id: row.name.trim(),
    stage: row.stage === "" ? null : row.stage,
    amount: quantity(row.amount, row.amountUnit),
    factor: quantity(row.factor, row.factorUnit),
    emission: quantity(row.emission, row.emissionUnit),
  };
}

function texts(
  at: (name: string) => string,
  names: Readonly<Record<string, string>>,
): Readonly<Record<string, string | null>> {
  return Object.fromEntries(
    Object.entries(names).flatMap(([field, member]) =>
      at(field) === "" ? [] : [[member, at(field) === silent ? null : at(field)]],
    ),
  );
}

function flags(
  at: (name: string) => string,
  names: Readonly<Record<string, string>>,
): Readonly<Record<string, boolean>> {
  return Object.fromEntries(
    Object.entries(names).flatMap(([field, member]) =>
      at(field) === "" ? [] : [[member, at(field) === "yes"]],
    ),
  );
}

function list(text: string): readonly string[] {
  return text.split(/[;；]/).flatMap((part) => (part.trim() === "" ? [] : [part.trim()]));
}

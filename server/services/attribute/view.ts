import type { Attribute, Named } from "../../domain/catalogue/catalogue.ts";
import type { Outcome } from "../../domain/catalogue/completeness.ts";
import type { Requirement } from "../../domain/catalogue/requirement.ts";
import type { Problem } from "../../domain/problem.ts";
import type { JsonValue } from "../../domain/record/strict-json.ts";

/** One data point of a model with what became of it. */
export interface AttributeRow {
  readonly attribute: Attribute;
  /** In the catalogue's form; null while nothing is known. */
  readonly value: JsonValue;
  readonly requirement: Requirement;
  readonly outcome: Outcome;
  /** First day of the duty or of the permission; null where there is none. */
  readonly dueFrom: string | null;
  /** Why, in the words of a problem; null where nothing needs to be said. */
  readonly reason: Problem | null;
  /** Why it does not apply, as the operator states; null where it states nothing of the kind. */
  readonly notApplicable: string | null;
  /** Barred today, and shown as voluntary because the operator asks for it. */
  readonly shownVoluntarily: boolean;
  /** The model is this from its making on. */
  readonly isFixed: boolean;
}

/** The data points of a model by group, and how complete they are. */
export interface AttributesView {
  readonly modelId: string;
  /** Changes of the data name the state they were made on. */
  readonly lock: number;
  readonly catalogueVersion: string;
  /** `YYYY-MM-DD`: the day for which the law was asked. */
  readonly day: string;
  readonly groups: readonly { readonly group: Named; readonly rows: readonly AttributeRow[] }[];
  readonly counts: Readonly<Record<Outcome, number>>;
  /** What is wrong between values. */
  readonly problems: readonly Problem[];
  readonly may: { readonly edit: boolean };
}

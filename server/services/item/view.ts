import type { Attribute, Named } from "../../domain/catalogue/catalogue.ts";
import type { Outcome } from "../../domain/catalogue/completeness.ts";
import type { Requirement } from "../../domain/catalogue/requirement.ts";
import type { Problem } from "../../domain/problem.ts";
import type { JsonValue } from "../../domain/record/strict-json.ts";

/** One data point of a battery with what became of it. */
export interface ItemRow {
  readonly attribute: Attribute;
  /** In the catalogue's form, as the next version would say it; null while nothing is known. */
  readonly value: JsonValue;
  /** What was stated by hand, where a reading stands in its place or after it; null where nothing was. */
  readonly stated: JsonValue;
  readonly requirement: Requirement;
  readonly outcome: Outcome;
  /** First day of the duty or of the permission; null where there is none. */
  readonly dueFrom: string | null;
  readonly reason: Problem | null;
  /** Why it does not apply, where that is stated of this battery. */
  readonly notApplicable: string | null;
  /** Why it does not apply to any battery of the model, where that is stated. */
  readonly notApplicableToModel: string | null;
  /** Nobody states it: it follows from the issue or from what happens to the battery. */
  readonly isFixed: boolean;
}

/** One battery as those read it who answer for it. */
export interface ItemView {
  readonly passportId: string;
  readonly productUrl: string;
  readonly path: string;
  readonly serial: string;
  readonly model: { readonly id: string; readonly name: string; readonly path: string };
  readonly batch: { readonly number: string; readonly path: string } | null;
  readonly operatorId: string;
  readonly operatorName: string;
  readonly operatorNameOriginal: string | null;
  readonly manufacturedOn: string;
  readonly placedOnMarketOn: string | null;
  readonly chineseCode: string | null;
  readonly batteryStatus: string;
  readonly documentStatus: string;
  readonly endedAt: string | null;
  /** Data or readings came after the newest signed version. */
  readonly isChanged: boolean;
  /** Changes of the data name the state they were made on. */
  readonly lock: string;
  readonly catalogueVersion: string;
  /** `YYYY-MM-DD`: the battery's own day, for which the law was asked. */
  readonly day: string;
  readonly groups: readonly { readonly group: Named; readonly rows: readonly ItemRow[] }[];
  readonly counts: Readonly<Record<Outcome, number>>;
  /** Mandatory data of the model's signed record that are owed on that day and not there, by attribute. */
  readonly modelGaps: readonly Attribute[];
  readonly versions: readonly {
    readonly version: number;
    readonly issuedAt: string;
    readonly reason: string | null;
  }[];
  readonly may: { readonly edit: boolean; readonly sign: boolean };
}
/** A row of the list of batteries. */
export interface ItemListRow {
  readonly productUrl: string;
  readonly path: string;
  readonly serial: string;
  readonly modelId: string;
  readonly modelName: string;
  readonly batchNumber: string | null;
  readonly batteryStatus: string;
  readonly manufacturedOn: string;
  readonly placedOnMarketOn: string | null;
  readonly version: number;
  /** When its first version was signed. */
  readonly issuedAt: string;
  readonly isChanged: boolean;
  readonly isEnded: boolean;
}

export interface ItemPage {
  readonly items: readonly ItemListRow[];
  /** Where the next page begins; null on the last. */
  readonly next: string | null;
}

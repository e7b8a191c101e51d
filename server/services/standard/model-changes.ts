import type { Context } from "../../context.ts";
import { findAttribute } from "../../domain/catalogue/catalogue.ts";
import { requirementOf } from "../../domain/catalogue/requirement.ts";
import type { ElementChange } from "../../domain/passport/document-changes.ts";
import { areSame, ownMember } from "../../domain/passport/document-changes.ts";
import type { JsonValue } from "../../domain/record/strict-json.ts";
import { stateAttributes } from "../attribute/state.ts";
import { Fields } from "../input.ts";
import type { Model } from "../model/find.ts";
import { reviseModel } from "../model/revise.ts";
import type { NextSubject } from "../model/subject.ts";

/** What of the voluntary content is a value of the model and no attribute, by its name in the model's data. */
const described = {
  name: "name",
  ratedEnergyKWh: "ratedEnergyKwh",
  usableEnergyKWh: "usableEnergyKwh",
} as const;

/**
 * Puts changed elements of a document into the data of a model: all of them or, with every problem at its element, none. The
 * registry puts each where the law has it. What the law bars today may be stated under the voluntary content only, which
 * is how its operator asks for it to be shown.
 *
 * Problems beside those of `stateAttributes` and `reviseModel`: `E_ATTRIBUTE_BARRED`, `E_ATTRIBUTE_FILE` for what files
 * answer. The caller has asked the policy, and opened the transaction.
 */
export async function stateElements(
  within: Context,
  model: Model,
  facts: NextSubject,
  changes: readonly ElementChange[],
): Promise<void> {
  const fields = new Fields();
  const values: Record<string, JsonValue> = {};
  const shown = new Set(model.shownVoluntarily);
  const revised: Record<string, string> = {};
  for (const change of changes) {
    const { id, content, value } = change;
    const text = described[isDescribed(id) ? id : "name"];
    if (content === "voluntary" && isDescribed(id)) {
      if (value === null && id === "usableEnergyKWh") revised[text] = "";
      else if (typeof value === "string") revised[text] = value;
      else fields.add(value === null ? "E_REQUIRED" : "E_VALUE_KIND", id, { expected: "text" });
      continue;
    }
    // What is sent as the registry has it changes nothing, wherever it comes from.
    if (areSame(ownMember(facts.values, id), value)) continue;
    const attribute = findAttribute(facts.catalogue, id);
    if (attribute === undefined) {
      fields.add(
        content === "voluntary" && isWritten(id) ? "E_ATTRIBUTE_DERIVED" : "E_ATTRIBUTE_UNKNOWN",
        id,
        { value: id },
      );
      continue;
    }
    if (attribute.type.kind === "list" && attribute.type.of.kind === "document") {
      fields.add("E_ATTRIBUTE_FILE", id);
      continue;
    }
    const requirement = requirementOf(facts.catalogue, attribute, facts.battery);
    if (requirement.kind === "barred" && !requirement.forEver && value !== null) {
      if (content === "statutory") fields.add("E_ATTRIBUTE_BARRED", id, { expected: attribute.origin });
      else shown.add(id);
    }
    values[id] = value;
  }
  fields.refuse();
  const { id } = model;
  if (Object.keys(revised).length > 0) await reviseModel(within, { id, ...revised });
  await stateAttributes(within, { id, lock: model.lock, values, shownVoluntarily: [...shown] });
}

function isDescribed(id: string): id is keyof typeof described {
  return Object.hasOwn(described, id);
}

/** What else stands under the voluntary content comes from elsewhere in the registry. */
function isWritten(id: string): boolean {
  return [
    "typeDesignation",
    "illustrative",
    "chineseBatteryCode",
    "recycledContent",
    "carbonFootprint",
  ].includes(id);
}

import type { Attribute, Catalogue, ObjectType, ScalarType } from "../catalogue/catalogue.ts";

/** An attribute of a single battery whose values are readings, and what one reading of it is. */
export interface Measured {
  readonly attribute: Attribute;
  readonly form: MeasuredForm;
  /** Only ever grows, or stays: cycles, throughputs, times, numbers of events. */
  readonly isCounter: boolean;
}

export type MeasuredForm =
  /** A number in the unit of the attribute. */
  | { readonly kind: "number"; readonly type: NumberType }
  /** One of the events that together are the value of the attribute. */
  | { readonly kind: "event"; readonly type: ObjectType }
  /** Several numbers taken together. */
  | { readonly kind: "numbers"; readonly type: ObjectType };

type NumberType = Extract<ScalarType, { readonly kind: "decimal" | "integer" }>;

/**
 * What of a catalogue is measured, in its order: data of the single battery (Annex XIII point 4) that are numbers, or
 * events with their day, and that are taken at each change of status, kept up to date, or added when something happens.
 * The status itself, days and descriptions are stated and not measured.
 *
 * Source: Regulation (EU) 2023/1542, Annex XIII point 4; Articles 10 and 14.
 */
export function measuredAttributes(catalogue: Catalogue): readonly Measured[] {
  return catalogue.attributes.flatMap((attribute) => {
    const form = isOfOneBattery(attribute) ? formOf(attribute) : null;
    return form === null ? [] : [{ attribute, form, isCounter: isCounter(attribute, form) }];
  });
}

/** One of them by its identifier; null for whatever is not measured. */
export function findMeasured(catalogue: Catalogue, id: string): Measured | null {
  return measuredAttributes(catalogue).find(({ attribute }) => attribute.id === id) ?? null;
}

const updates: readonly Attribute["update"][] = [
  "keep-up-to-date",
  "on-placing-and-status-change",
  "on-event",
];

function isOfOneBattery({ dataSet, level, origin, update }: Attribute): boolean {
  return dataSet === "point4" && level === "item" && origin === "stated" && updates.includes(update);
}

function formOf({ type, unit }: Attribute): MeasuredForm | null {
  switch (type.kind) {
    case "decimal":
    case "integer":
      return { kind: "number", type };
    case "series":
      return { kind: "number", type: { kind: "decimal", ...(unit === "°C" ? coldest : {}) } };
    case "object":
      return type.members.every((member) => isNumber(member.type)) ? { kind: "numbers", type } : null;
    case "list":
      return type.of.kind === "object" && hasDay(type.of) ? { kind: "event", type: type.of } : null;
    default:
      return null;
  }
}

/** A series of the catalogue has no bounds of its own; nothing is colder than this. */
const coldest = { minimum: "-273.15" };

function isNumber({ kind }: ScalarType): boolean {
  return kind === "decimal" || kind === "integer";
}

function hasDay({ members }: ObjectType): boolean {
  return members.some(({ id, type, required }) => id === "day" && type.kind === "day" && required);
}

/**
 * What Annex VII Part B asks for is summed up over the life of the battery, and so is every other number of times.
 *
 * Source: Regulation (EU) 2023/1542, Annex VII Part B(2) to (5).
 */
function isCounter({ source, unit, type }: Attribute, form: MeasuredForm): boolean {
  const isTimes = type.kind === "integer" && unit === "count";
  return form.kind === "number" && (isTimes || source.includes("Annex VII Part B"));
}

import type { Catalogue, ScalarType, ValueType } from "../catalogue/catalogue.ts";
import { contextPathOf, recordVersionUnder } from "./context.ts";
import first from "./schema-1.2.0.json" with { type: "json" };
import { informationCredentialType } from "./credential.ts";
import type { JsonObject } from "./strict-json.ts";

/**
 * JSON Schema (2020-12) of records made under a catalogue, public or full, as signed or with what was disclosed. A value's
 * bounds are the catalogue's; which values a battery owes is no matter of the schema but of its category and day.
 */
export function catalogueSchema(catalogue: Catalogue): JsonObject {
  const { properties, $defs, required, additionalProperties, type, $schema } = first;
  const { decimal, share, date, did, plant, carbonFootprint, issuerUrl, digests } = $defs;
  const { recycledContent } = $defs.modelStatutory.properties;
  const clear = catalogue.attributes.filter(({ dataSet }) => dataSet === "point1");
  return {
    $schema,
    $id: `https://cellproof.example/schemas/battery-passport/${recordVersionUnder(catalogue.version)}.json`,
    title: "Battery passport, public and full record",
    description: `Payload of a battery passport of schema 2.0.0 under the attribute catalogue ${catalogue.version}. Decimals are strings in the unit that the catalogue gives the attribute.`,
    type,
    properties: {
      ...properties,
      type: {
        enum: [
          ["VerifiableCredential", "BatteryPassportCredential"],
          ["VerifiableCredential", informationCredentialType],
        ],
      },
      "@context": {
        type: "array",
        prefixItems: [
          { const: "https://www.w3.org/ns/credentials/v2" },
          { type: "string", pattern: `^https?://[^/]+${escaped(contextPathOf(catalogue.version))}$` },
        ],
        items: false,
        minItems: 2,
      },
      credentialSubject: {
        oneOf: [
          { $ref: "#/$defs/modelSubject" },
          { $ref: "#/$defs/batchSubject" },
          { $ref: "#/$defs/itemSubject" },
        ],
      },
    },
    required,
    additionalProperties,
    $defs: {
      ...{ decimal, share, date, did, plant, carbonFootprint, issuerUrl, digests },
      elements: closed(Object.fromEntries(clear.map(({ id, type: form }) => [id, valueSchema(form)])), []),
      voluntary: closed(
        {
          name: text,
          typeDesignation: text,
          illustrative: { type: "boolean" },
          ratedEnergyKWh: { $ref: "#/$defs/decimal" },
          usableEnergyKWh: { $ref: "#/$defs/decimal" },
          chineseBatteryCode: text,
          recycledContent,
          carbonFootprint: { $ref: "#/$defs/carbonFootprint" },
          attributes: { $ref: "#/$defs/elements" },
        },
        ["name", "typeDesignation", "illustrative"],
      ),
      modelSubject: subject("model", catalogue, {
        statutory: { $ref: "#/$defs/elements" },
        voluntary: { $ref: "#/$defs/voluntary" },
      }),
      batchSubject: subject("batch", catalogue, {
        batteryModelPassport: url,
        statutory: { $ref: "#/$defs/elements" },
      }),
      itemSubject: subject("item", catalogue, {
        batteryModelPassport: url,
        batteryBatchPassport: url,
        statutory: { $ref: "#/$defs/elements" },
        voluntary: closed({ chineseBatteryCode: text, attributes: { $ref: "#/$defs/elements" } }, []),
      }),
    },
  };
}

function subject(granularity: "model" | "batch" | "item", catalogue: Catalogue, own: JsonObject): JsonObject {
  const required = Object.keys(own).filter((name) => name === "statutory" || name === "batteryModelPassport");
  return closed(
    {
      id: url,
      type: { const: "Battery" },
      granularity: { const: granularity },
      catalogue: closed(
        { version: { const: catalogue.version }, digest: { type: "string", pattern: "^[A-Za-z0-9_-]{43}$" } },
        ["version", "digest"],
      ),
      ...own,
      ...(granularity === "batch" ? {} : { restricted: restrictedOf(granularity, catalogue) }),
    },
    ["id", "type", "granularity", "catalogue", ...required],
  );
}

/** Digests as signed, or values in their place; of an item one digest hides a section. */
function restrictedOf(level: "model" | "item", { attributes }: Catalogue): JsonObject {
  const hidden = attributes.filter((one) => one.dataSet !== "point1" && one.level === level);
  const digests = { _sd: { $ref: "#/$defs/digests" } };
  const sections = [...new Set(hidden.map(({ section }) => section))].map((section) => {
    const members = hidden.filter((one) => one.section === section);
    const values = Object.fromEntries(members.map(({ id, type }) => [id, orEmpty(type)]));
    return [section, closed(level === "model" ? { ...digests, ...values } : values, [])] as const;
  });
  return closed({ ...Object.fromEntries(sections), ...(level === "item" ? digests : {}) }, []);
}

/** What is not known is null, or an empty list. */
function orEmpty(type: ValueType): JsonObject {
  return type.kind === "list" || type.kind === "multilingual"
    ? valueSchema(type)
    : { anyOf: [valueSchema(type), { type: "null" }] };
}

function valueSchema(type: ValueType): JsonObject {
  switch (type.kind) {
    case "list":
      return { type: "array", items: valueSchema(type.of), maxItems: type.maximum };
    case "object":
      return closed(
        Object.fromEntries(type.members.map(({ id, type: form }) => [id, valueSchema(form)])),
        type.members.filter(({ required }) => required).map(({ id }) => id),
      );
    case "series":
      return { type: "array" };
    case "text":
      return {
        ...text,
        maxLength: type.maxLength,
        ...(type.pattern === undefined ? {} : { pattern: type.pattern }),
      };
    case "multilingual":
      return {
        type: "array",
        items: closed({ value: { ...text, maxLength: type.maxLength }, language: text }, [
          "value",
          "language",
        ]),
      };
    case "range":
      return closed({ lower: { $ref: "#/$defs/decimal" }, upper: { $ref: "#/$defs/decimal" } }, [
        "lower",
        "upper",
      ]);
    case "choice":
      return { enum: type.values.map(({ value }) => value) };
    case "integer":
      return {
        type: "integer",
        ...(type.minimum === undefined ? {} : { minimum: type.minimum }),
        ...(type.maximum === undefined ? {} : { maximum: type.maximum }),
      };
    case "document":
      return closed(
        {
          resourceTitle: text,
          contentType: text,
          url,
          language: text,
          sha256: { type: "string", pattern: "^[0-9a-f]{64}$" },
        },
        ["resourceTitle", "contentType", "url"],
      );
    default:
      return plain[type.kind];
  }
}

const text = { type: "string", minLength: 1 } as const;
const url = { type: "string", pattern: "^https?://[^\\s]+$" } as const;

const plain: Readonly<
  Record<
    Exclude<ScalarType["kind"], "text" | "multilingual" | "range" | "choice" | "integer" | "document">,
    JsonObject
  >
> = {
  decimal: { $ref: "#/$defs/decimal" },
  months: { type: "integer", minimum: 0 },
  flag: { type: "boolean" },
  day: { $ref: "#/$defs/date" },
  month: { type: "string", pattern: "^[0-9]{4}-(0[1-9]|1[0-2])$" },
  instant: { type: "string", pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$" },
  address: url,
  identifier: text,
};

function closed(properties: JsonObject, required: readonly string[]): JsonObject {
  return { type: "object", properties, required, additionalProperties: false };
}

function escaped(path: string): string {
  return path.replaceAll(".", "\\.");
}

import { objectTypes } from "../../server/domain/passport/expanded-document.ts";
import type { JsonObject } from "../../server/domain/record/strict-json.ts";

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const text = { type: "string" } as const;
const uri = { type: "string", format: "uri" } as const;
const instant = { type: "string", format: "date-time" } as const;

const head = {
  digitalProductPassportId: uri,
  uniqueProductIdentifier: uri,
  granularity: { type: "string", enum: ["model", "batch", "item"] },
  dppSchemaVersion: text,
  dppStatus: { type: "string", enum: ["active", "inactive", "archived", "invalid"] },
  lastUpdated: instant,
  economicOperatorId: text,
  facilityId: text,
  contentSpecificationIds: { type: "array", items: text },
  recordVersion: { type: "integer", minimum: 0, description: "0: a draft that nobody signed." },
  recordStatus: {
    type: "object",
    required: ["status"],
    properties: {
      status: { type: "string", enum: ["valid", "revoked", "superseded", "draft"] },
      reason: text,
      since: instant,
    },
  },
  saleStop: {
    type: "object",
    properties: { authority: text, reason: text, since: instant, statement: uri },
  },
} as const;

const mandatory = [
  ...["digitalProductPassportId", "uniqueProductIdentifier", "granularity", "dppSchemaVersion", "dppStatus"],
  ...["lastUpdated", "economicOperatorId", "contentSpecificationIds"],
];

/** Schemas that several operations share. JSON Schema 2020-12. */
export const schemas: JsonObject = {
  PassportDocument: {
    type: "object",
    description:
      "Compressed form: the head, then one object of data elements for each content specification. Names of elements are those of the attribute catalogue; decimals are texts.",
    required: mandatory,
    properties: head,
    patternProperties: { "^battery-passport-(statutory|voluntary)-": { type: "object" } },
  },
  FullPassportDocument: {
    type: "object",
    description: "Full form: the head, then each content specification as a collection of data elements.",
    required: [...mandatory, "elements"],
    properties: { ...head, elements: { type: "array", items: ref("DataElement") } },
  },
  DataElement: {
    type: "object",
    required: ["elementId", "objectType"],
    properties: {
      elementId: text,
      objectType: { type: "string", enum: objectTypes },
      dictionaryReference: uri,
      valueDataType: { type: "string", examples: ["xsd:decimal"] },
      value: {},
      elements: { type: "array", items: ref("DataElement") },
    },
    oneOf: [{ required: ["value"] }, { required: ["elements"] }],
  },
  NewPassportDocument: {
    type: "object",
    description:
      "Of a model the statutory content states batteryCategory, batteryChemistry, batteryMass, ratedCapacity and nominalVoltage, the voluntary one name and ratedEnergyKWh. Of a battery it states manufacturingDate.",
    required: ["uniqueProductIdentifier"],
    properties: {
      uniqueProductIdentifier: uri,
      granularity: { type: "string", enum: ["model", "item"] },
      economicOperatorId: { ...text, description: "Not needed where the token acts for one operator." },
      facilityId: { ...text, description: "Not needed where the operator has one plant." },
      contentSpecificationIds: { type: "array", items: text },
      ...{ dppSchemaVersion: text, dppStatus: text, lastUpdated: instant },
    },
    patternProperties: { "^battery-passport-(statutory|voluntary)-": { type: "object" } },
    unevaluatedProperties: false,
  },
  MadePassport: {
    type: "object",
    required: ["digitalProductPassportId", "uniqueProductIdentifier", "granularity", "dppStatus"],
    properties: {
      digitalProductPassportId: uri,
      uniqueProductIdentifier: uri,
      granularity: { type: "string", enum: ["model", "item"] },
      dppStatus: { type: "string", enum: ["inactive", "active"] },
    },
  },
  PassportIdentifiers: {
    type: "object",
    required: ["result", "paging_metadata"],
    properties: {
      result: { type: "array", items: uri },
      paging_metadata: {
        type: "object",
        properties: { cursor: { ...text, description: "Absent on the last page." } },
      },
    },
  },
  RegistrationRequest: {
    type: "object",
    description: "The single battery by either identifier.",
    properties: { digitalProductPassportId: uri, uniqueProductIdentifier: uri },
    anyOf: [{ required: ["digitalProductPassportId"] }, { required: ["uniqueProductIdentifier"] }],
  },
  RegistrationAnswer: {
    type: "object",
    required: ["registrationStatus"],
    properties: {
      registrationStatus: {
        type: "string",
        enum: ["prepared", "notYetPossible", "submitted", "registered", "refused"],
      },
      registrationId: text,
      text,
    },
  },
  Result: {
    type: "object",
    description: "What machines get instead of a passport. Source: EN 18222.",
    required: ["statusCode", "message"],
    properties: {
      statusCode: text,
      message: {
        type: "array",
        items: {
          type: "object",
          required: ["messageType", "text", "code", "correlationId", "timestamp"],
          properties: {
            messageType: { type: "string", enum: ["Info", "Error"] },
            text,
            code: { ...text, description: "Explained at /help/<code>." },
            path: { ...text, description: "Which part of what was sent it is about." },
            correlationId: { type: "string", format: "uuid" },
            timestamp: instant,
          },
        },
      },
    },
  },
  Refusal: {
    type: "object",
    required: ["code", "message", "problems"],
    properties: {
      code: text,
      message: text,
      problems: {
        type: "array",
        items: {
          type: "object",
          required: ["code", "path"],
          properties: { code: text, path: text, params: { type: "object" } },
        },
      },
    },
  },
  Reading: {
    type: "object",
    required: ["productUrl", "attribute", "value", "measuredAt"],
    properties: { productUrl: uri, attribute: text, value: {}, measuredAt: instant, method: text },
  },
};

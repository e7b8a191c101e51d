import type { Answer, Operation, Parameter } from "./operation.ts";

const json = ["application/json"];
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const result = (description: string): Answer => ({ description, mediaTypes: json, schema: ref("Result") });

const representation: Parameter = {
  name: "representation",
  in: "query",
  description: "`compressed` (the usual one): values only. `full`: each data element with what it is.",
  schema: { type: "string", enum: ["compressed", "full"], default: "compressed" },
};

const ifMatch: Parameter = {
  name: "If-Match",
  in: "header",
  description:
    "The ETag under which the passport was read: nothing is changed when it has another one by now.",
  schema: { type: "string" },
};

const document: Answer = {
  description: "The passport document, with what the token may read.",
  mediaTypes: json,
  schema: { oneOf: [ref("PassportDocument"), ref("FullPassportDocument")] },
  headers: ["ETag"],
};

const badRequest = result("A parameter, the body or the path cannot be read.");
const unknownToken = result("The token is unknown, revoked or expired; a change needs one.");
const forbidden = result("The token's holder may not do this.");
const unknown = result("There is no such passport that you may know of.");
const ended = result("The passport has ended, for instance with the recycling of its battery.");
const tooLarge = result("The body is larger than the registry reads.");
const wrongMedia = result("The body has another media type.");

const conflict = result("What is there already forbids this.");
const stale = result("If-Match names another state.");

/** What every change may be told. */
const refusals = {
  400: badRequest,
  401: unknownToken,
  403: forbidden,
  404: unknown,
  409: conflict,
  410: ended,
} as const;
const withBody = { 413: tooLarge, 415: wrongMedia } as const;

const patches = ["application/merge-patch+json", "application/json"];
const tag = "Standard API (EN 18222)";

/** The passport API of the harmonised standard. The first table of its page of reference, and nothing besides. */
export const standardOperations = [
  {
    operationId: "ReadDPPById",
    method: "GET",
    path: "/v1/dpps/{dppId}",
    tag,
    token: "optional",
    summary: "The current passport document by the identifier of the passport",
    parameters: [representation],
    answers: { 200: document, 400: badRequest, 401: unknownToken, 404: unknown, 410: ended },
  },
  {
    operationId: "ReadDPPByProductId",
    method: "GET",
    path: "/v1/dppsByProductId/{productId}",
    tag,
    token: "optional",
    summary: "The current passport document of a product identifier",
    description:
      "The product URL of the data carrier, another spelling of it by GS1 Digital Link, or its DID.",
    parameters: [representation],
    answers: { 200: document, 400: badRequest, 401: unknownToken, 404: unknown, 410: ended },
  },
  {
    operationId: "ReadDPPVersionByIdAndDate",
    method: "GET",
    path: "/v1/dppsByIdAndDate/{dppId}",
    tag,
    token: "optional",
    summary: "The passport document as it stood at a moment",
    description:
      "The answer for a moment that is past never changes; it stays readable after the passport ended.",
    parameters: [
      {
        name: "date",
        in: "query",
        required: true,
        description: "A time with its offset, or a day in UTC, asked for as it ended.",
        schema: { type: "string", examples: ["2027-02-18T12:00:00Z"] },
      },
      representation,
    ],
    answers: {
      ...{ 200: document, 400: badRequest, 401: unknownToken },
      404: result("There is no such passport, or the moment is before its first version."),
    },
  },
  {
    operationId: "ReadDPPIdsByProductIds",
    method: "POST",
    path: "/v1/dppsByProductIds",
    tag,
    token: "optional",
    summary: "Identifiers of the passports of many products, in pages",
    parameters: [
      {
        name: "limit",
        in: "query",
        description: "Products looked up for one page; more than 1000 are taken as 1000.",
        schema: { type: "integer", minimum: 1, default: 100 },
      },
      {
        name: "cursor",
        in: "query",
        description: "Of the page before, with the same list.",
        schema: { type: "string" },
      },
    ],
    body: { mediaTypes: json, schema: { type: "array", items: { type: "string" }, maxItems: 10_000 } },
    answers: {
      200: {
        description: "Identifiers in the order of the list; products without a passport are left out.",
        ...{ mediaTypes: json, schema: ref("PassportIdentifiers") },
      },
      ...{ 400: badRequest, 401: unknownToken, ...withBody },
    },
  },
  {
    operationId: "ReadDataElement",
    method: "GET",
    path: "/v1/dpps/{dppId}/elements/{elementIdPath}",
    tag,
    token: "optional",
    summary: "One data element of the current passport document",
    description:
      "The path is a JSONPath (RFC 9535) on the compressed document, percent-encoded as one segment, for example `$['battery-passport-statutory-1.1.0'].batteryMass`. It leads to one place.",
    parameters: [representation],
    answers: {
      200: {
        description: "The value; in the full representation the element with what it is.",
        ...{ mediaTypes: json, schema: {}, headers: ["ETag"] },
      },
      ...{ 400: badRequest, 401: unknownToken, 404: unknown, 410: ended },
    },
  },
  {
    operationId: "CreateDPP",
    method: "POST",
    path: "/v1/dpps",
    tag,
    token: "needed",
    summary: "A new passport, of a model or of a battery",
    description:
      "The identifier decides: `/01/{gtin}` or `/id/{operator}/{model}` is a model, and the passport a draft; with a serial number it is a battery, and the passport is signed at once. `dppSchemaVersion`, `dppStatus` and `lastUpdated` may be sent and are not kept: the registry writes them.",
    body: { mediaTypes: json, schema: ref("NewPassportDocument") },
    answers: {
      201: {
        description: "It was made.",
        mediaTypes: json,
        schema: ref("MadePassport"),
        headers: ["Location"],
      },
      ...refusals,
      ...withBody,
    },
  },
  {
    operationId: "UpdateDPPById",
    method: "PATCH",
    path: "/v1/dpps/{dppId}",
    tag,
    token: "needed",
    summary: "Changes data elements of a passport",
    description:
      "A JSON Merge Patch (RFC 7396) of the compressed document; it touches nothing but the two contents. With a token that carries a release right the next version is signed at once; the earlier one stays readable by date.",
    parameters: [ifMatch],
    body: { mediaTypes: patches, schema: { type: "object" } },
    answers: {
      200: { ...document, description: "Signed and published, or nothing differed." },
      202: { ...document, description: "A draft of the next version, for a second person to approve." },
      ...refusals,
      412: stale,
      ...withBody,
    },
  },
  {
    operationId: "DeleteDPPById",
    method: "DELETE",
    path: "/v1/dpps/{dppId}",
    tag,
    token: "needed",
    summary: "Files a draft, or the passport of a recycled battery, away",
    description: "Nothing is destroyed: every version stays readable by date.",
    answers: { 204: { description: "It is filed away." }, ...refusals },
  },
  {
    operationId: "RegisterProductDPP",
    method: "POST",
    path: "/v1/registerDPP",
    tag,
    token: "needed",
    summary: "Has the passport of a battery registered in the registry of the Union",
    description:
      "Batteries are registered one by one (Implementing Regulation (EU) 2026/1778, Article 8(1)). The passport of a model or a batch is no battery's: 400 with E_REGISTRATION_LEVEL.",
    body: { mediaTypes: json, schema: ref("RegistrationRequest") },
    answers: {
      200: { description: "It is registered.", mediaTypes: json, schema: ref("RegistrationAnswer") },
      202: {
        description: "It waits in the outbox; the registry does not take batteries yet.",
        mediaTypes: json,
        schema: ref("RegistrationAnswer"),
      },
      ...refusals,
      ...withBody,
    },
  },
  {
    operationId: "UpdateDataElement",
    method: "PATCH",
    path: "/v1/dpps/{dppId}/elements/{elementIdPath}",
    tag,
    token: "needed",
    summary: "Changes one data element",
    description:
      "The path consists of names and indexes only. The body is a JSON Merge Patch of the element's value: an object is merged, anything else takes its place.",
    parameters: [ifMatch],
    body: { mediaTypes: patches, schema: {} },
    answers: {
      200: { description: "Its value as signed and published.", mediaTypes: json, schema: {} },
      202: { description: "Its value in the draft of the next version.", mediaTypes: json, schema: {} },
      ...refusals,
      412: stale,
      ...withBody,
    },
  },
] as const satisfies readonly Operation[];

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

const document: Answer = {
  description: "The passport document, with what the token may read.",
  mediaTypes: json,
  schema: { oneOf: [ref("PassportDocument"), ref("FullPassportDocument")] },
  headers: ["ETag"],
};

const badRequest = result("A parameter, the body or the path cannot be read.");
const unknownToken = result("The token is unknown, revoked or expired; a change needs one.");
const unknown = result("There is no such passport that you may know of.");
const ended = result("The passport has ended, for instance with the recycling of its battery.");
const tooLarge = result("The body is larger than the registry reads.");
const wrongMedia = result("The body has another media type.");

const withBody = { 413: tooLarge, 415: wrongMedia } as const;

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
] as const satisfies readonly Operation[];

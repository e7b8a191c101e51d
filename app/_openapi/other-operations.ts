import type { Answer, Operation, Parameter } from "./operation.ts";

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const binary = { type: "string", format: "binary" } as const;
const json = ["application/json"];

function file(description: string, ...mediaTypes: readonly string[]): Answer {
  return { description, mediaTypes, schema: {} };
}

const gone: Answer = {
  description: "The registry knows nothing of it.",
  mediaTypes: ["application/json", "text/html", "text/plain"],
  schema: {},
};
const ended: Answer = { ...gone, description: "The passport has ended; what is left is its tombstone." };
const noForm: Answer = { ...gone, description: "None of the forms that are accepted is offered." };
const unknownToken: Answer = { ...gone, description: "The token is unknown, revoked or expired." };
const noFile: Answer = {
  description: "There is no such thing here.",
  mediaTypes: ["application/json", "text/plain", "text/html"],
  schema: {},
};
/** How the registry's own REST says no. */
function refusal(description: string): Answer {
  return { description, mediaTypes: json, schema: ref("Refusal") };
}
const refusals = {
  400: refusal("Something sent cannot be read."),
  401: refusal("A token is needed, or this one does not count."),
  403: refusal("The token's holder may not do this."),
} as const;

const lang: Parameter = {
  name: "lang",
  in: "query",
  description: "Language of what people read; without it Accept-Language.",
  schema: { type: "string", enum: ["en", "zh"] },
};
const form: Parameter = {
  name: "form",
  in: "query",
  description: "A form by its short name, for readers that cannot set Accept; the answer is then a download.",
  schema: { type: "string", examples: ["vc+jwt", "ld+json", "csv"] },
};
const linkType: Parameter = {
  name: "linkType",
  in: "query",
  description: "GS1 link type: the reader is sent on to what fits; `linkset` or `all` lists all of them.",
  schema: { type: "string", examples: ["gs1:pip", "linkset"] },
};

const passportForms = [
  "application/json",
  "text/html",
  "application/ld+json",
  "application/vc+jwt",
  "application/dc+sd-jwt",
  "application/vc",
  "application/linkset+json",
  "text/csv",
];
const passport: Answer = {
  description: "The passport in the form the reader accepts; without a wish the standard document.",
  mediaTypes: passportForms,
  schema: {},
};
const sentOn: Answer = { description: "The reader is sent on.", headers: ["Location"] };

type Product = readonly [key: string, path: string, words: string];
/** Product identifiers: one path for each granularity and scheme. */
const products: readonly Product[] = [
  ["Model", "/01/{gtin}", "a model (GS1 Digital Link)"],
  ["Item", "/01/{gtin}/21/{serial}", "a battery (GS1 Digital Link)"],
  ["Batch", "/01/{gtin}/10/{batch}", "a batch (GS1 Digital Link)"],
  ["OwnModel", "/id/{operator}/{model}", "a model in its operator's own scheme"],
  ["OwnItem", "/id/{operator}/{model}/{serial}", "a battery in its operator's own scheme"],
  ["OwnBatch", "/id/{operator}/{model}/batch/{batch}", "a batch in its operator's own scheme"],
];

/** What hangs below each product identifier. */
const below = [
  ["Versions", "versions", "The versions of", ["application/json", "text/html"]],
  ["Version", "versions/{version}", "One version of", passportForms],
  ["VersionBundle", "versions/{version}/bundle.json", "What verifies one version offline, of", json],
  ["Bundle", "bundle.json", "What verifies the newest version offline, of", json],
  ["Did", "did.json", "The DID document of", ["application/did+json"]],
  ["QrSvg", "qr.svg", "The QR code, as SVG, of", ["image/svg+xml"]],
  ["QrPng", "qr.png", "The QR code, as PNG, of", ["image/png"]],
  ["Label", "label", "The label sheet of", ["text/html"]],
  [
    "Document",
    "documents/{document}",
    "A file attached to the passport of",
    ["application/pdf", "image/png", "image/jpeg"],
  ],
  ["Declaration", "declaration.pdf", "The carbon footprint declaration of", ["application/pdf"]],
  [
    "NumberedDeclaration",
    "declaration/{number}.pdf",
    "One declaration by its number, of",
    ["application/pdf"],
  ],
  ["Study", "study", "The public study behind the declaration of", ["text/html"]],
  ["StudyPdf", "study.pdf", "The public study, as PDF, of", ["application/pdf"]],
  ["NumberedStudy", "study/{number}", "The public study behind one declaration, of", ["text/html"]],
  [
    "NumberedStudyPdf",
    "study/{number}.pdf",
    "The public study, as PDF, of one declaration, of",
    ["application/pdf"],
  ],
] as const;

/** The label as a file. */
const labelFiles = [
  ["LabelPdf", "label.pdf", "application/pdf"],
  ["LabelSvg", "label.svg", "image/svg+xml"],
  ["LabelPng", "label.png", "image/png"],
] as const;

/** How large it is; each has a default. */
const labelFormat: readonly Parameter[] = [
  ["width-mm", "Width in millimetres."],
  ["height-mm", "Height in millimetres; without it the label is as high as it needs to be."],
  ["module-mm", "Side of one module of the QR code in millimetres."],
  ["text-mm", "Height of the text in millimetres."],
  ["dpi", "Dots per inch, for PNG."],
].map(([name = "", description = ""]) => ({
  ...{ name, in: "query", description },
  schema: { type: "string", pattern: String.raw`^\d+(\.\d+)?$` },
}));

function productOperations([key, path, words]: Product): readonly Operation[] {
  const tag = "Product identifiers";
  return [
    {
      ...{ operationId: `Open${key}`, method: "GET", path, tag, token: "optional" },
      summary: `Opens the identifier of ${words}`,
      description: "Content negotiation by Accept; the identifier is the text of the QR code, byte for byte.",
      parameters: [lang, form, linkType],
      answers: { 200: passport, 307: sentOn, 401: unknownToken, 404: gone, 406: noForm, 410: ended },
    },
    {
      ...{ operationId: `Report${key}`, method: "POST", path: `${path}/report`, tag, token: "ignored" },
      summary: `Tells market surveillance that the label of ${words} looks wrong`,
      body: {
        mediaTypes: ["application/x-www-form-urlencoded"],
        schema: { type: "object", properties: { text: { type: "string" } } },
      },
      answers: {
        201: { description: "It is kept.", mediaTypes: ["text/html", "application/json"], schema: {} },
        405: { ...gone, description: "The address is no identifier of a product." },
        400: { ...gone, description: "Something of the form cannot be taken." },
        404: gone,
        429: {
          ...gone,
          description: "So many came from one address, or of one product, that no more are taken now.",
        },
      },
    },
    ...below.map(([suffix, part, what, mediaTypes]): Operation => ({
      ...{ operationId: `${key}${suffix}`, method: "GET", path: `${path}/${part}`, tag, token: "optional" },
      summary: `${what} ${words}`,
      parameters: [lang],
      answers: {
        200: { description: "It.", mediaTypes, schema: {} },
        401: unknownToken,
        404: gone,
        410: ended,
      },
    })),
    ...labelFiles.map(([suffix, part, mediaType]): Operation => ({
      ...{ operationId: `${key}${suffix}`, method: "GET", path: `${path}/${part}`, tag, token: "optional" },
      summary: `The label, as a file in millimetres, of ${words}`,
      parameters: [lang, ...labelFormat],
      answers: {
        200: { description: "It.", mediaTypes: [mediaType], schema: {} },
        400: { ...gone, description: "The sizes cannot be read, or nothing fits into them." },
        401: unknownToken,
        404: gone,
        410: ended,
      },
    })),
  ];
}

const open = { method: "GET", token: "ignored" } as const;

/** Keys, lists, logs and vocabularies: the same for everybody. */
const published: readonly Operation[] = [
  {
    ...{ ...open, operationId: "ReadResolver", path: "/.well-known/gs1resolver", tag: "Resolver" },
    summary: "What this GS1 Digital Link resolver answers",
    answers: { 200: file("Its description.", "application/json") },
  },
  {
    ...{ ...open, operationId: "ReadOpenApi", path: "/openapi.json", tag: "Interfaces" },
    summary: "This description",
    answers: { 200: file("OpenAPI 3.1.", "application/json") },
  },
  ...(
    [
      [
        "ReadJwtIssuer",
        "/.well-known/jwt-vc-issuer/op/{slug}",
        "Issuer metadata of an operator",
        "application/json",
      ],
      ["ReadOperatorDid", "/op/{slug}/did.json", "The DID document of an operator", "application/did+json"],
      ["ReadOperatorKeys", "/op/{slug}/jwks.json", "The keys of an operator", "application/jwk-set+json"],
      ["ReadStatusList", "/op/{slug}/status/{list}", "A bitstring status list", "application/vc+jwt"],
      [
        "ReadTokenStatusList",
        "/op/{slug}/status/{list}/tsl",
        "A token status list",
        "application/statuslist+jwt",
      ],
      [
        "ReadOpinion",
        "/op/{slug}/opinions/{id}",
        "A signed opinion of a notified body",
        "application/vc+jwt",
      ],
      [
        "ReadSuspension",
        "/op/{slug}/suspensions/{id}",
        "A signed act of an authority about a sale",
        "application/vc+jwt",
      ],
      [
        "ReadFootprint",
        "/op/{slug}/footprints/{id}",
        "A supplier's footprint record, for people and machines",
        "text/html",
      ],
      [
        "ReadFootprintRecord",
        "/op/{slug}/footprints/{id}/record",
        "The same as signed",
        "application/vc+jwt",
      ],
      [
        "ReadFootprintBundle",
        "/op/{slug}/footprints/{id}/bundle.json",
        "What verifies it offline",
        "application/json",
      ],
    ] as const
  ).map(([operationId, path, summary, mediaType]): Operation => ({
    ...{ ...open, operationId, path, summary, tag: "Keys and statements" },
    answers: { 200: file("As published.", mediaType), 404: noFile },
  })),
  ...(
    [
      ["ReadCheckpoint", "/log/checkpoint", "The newest signed state of the transparency log", "text/plain"],
      ["ReadLogKey", "/log/vkey", "The verifier key of the log", "text/plain"],
      [
        "ReadLogTile",
        "/log/tile/{path}",
        "A tile of hashes or a bundle of entries (the path holds slashes)",
        "application/octet-stream",
      ],
      ["ReadLogProof", "/log/proof/{file}", "The proof of an entry, {index}.tlog-proof", "text/plain"],
    ] as const
  ).map(([operationId, path, summary, mediaType]): Operation => ({
    ...{
      ...open,
      operationId,
      path,
      summary: summary.replace("{index}", "<index>"),
      tag: "Transparency log",
    },
    answers: { 200: file("As published.", mediaType), 404: noFile },
  })),
  ...(
    [
      [
        "ReadContext",
        "/contexts/{name}/{version}",
        "A JSON-LD context, for ever the same",
        "application/ld+json",
      ],
      ["ReadSchema", "/schemas/{name}/{file}", "A JSON Schema, for ever the same", "application/schema+json"],
      [
        "ReadCredentialType",
        "/vct/battery-passport/1",
        "The type of our SD-JWT credentials",
        "application/json",
      ],
      [
        "ReadRuleSet",
        "/api/rule-sets/{id}/{version}",
        "A rule set of performance classes",
        "application/json",
      ],
      ["ReadResultSheet", "/sheets/{id}/sheet.jwt", "A signed result sheet", "application/jwt"],
      ["ReadResultSheetCode", "/sheets/{id}/qr.svg", "The code of a result sheet", "image/svg+xml"],
    ] as const
  ).map(([operationId, path, summary, mediaType]): Operation => ({
    ...{ ...open, operationId, path, summary, tag: "Vocabularies and sheets" },
    answers: { 200: file("As published.", mediaType), 404: noFile },
  })),
  {
    ...{ ...open, operationId: "ReadTemplate", path: "/api/templates/{category}" },
    ...{ summary: "A spreadsheet to fill in with models or batteries", tag: "Vocabularies and sheets" },
    answers: {
      200: {
        description: "Made from the catalogue: what applies to the category, and nothing else.",
        mediaTypes: ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "text/csv"],
        schema: {},
      },
      400: refusal("There is no such category."),
    },
  },
];

/** REST for machines that hold a token. */
const rest: readonly Operation[] = [
  {
    ...{
      operationId: "RecordReadings",
      method: "POST",
      path: "/api/readings",
      tag: "Readings",
      token: "needed",
    },
    summary: "Readings of batteries, from their management systems",
    description: "Answers what became of each, also where some or all are refused.",
    parameters: [
      { name: "dryRun", in: "query", description: "`1`: nothing is kept.", schema: { type: "string" } },
      {
        name: "source",
        in: "query",
        description: "Where they come from.",
        schema: { type: "string", enum: ["bms", "file"] },
      },
    ],
    body: { mediaTypes: json, schema: { type: "array", items: ref("Reading") } },
    answers: { 200: file("What became of each.", "application/json"), ...refusals },
  },
  {
    ...{
      operationId: "ListReadings",
      method: "GET",
      path: "/api/readings",
      tag: "Readings",
      token: "needed",
    },
    summary: "Readings of one battery, newest first",
    parameters: [
      { name: "of", in: "query", description: "Product URL.", schema: { type: "string" }, required: true },
      { name: "attribute", in: "query", description: "One data point only.", schema: { type: "string" } },
      {
        name: "limit",
        in: "query",
        description: "Rows of a page.",
        schema: { type: "integer", minimum: 1, maximum: 1000 },
      },
      { name: "before", in: "query", description: "`next` of the page before.", schema: { type: "string" } },
    ],
    answers: {
      200: file("A page.", "application/json"),
      ...refusals,
      404: refusal("There is no such battery."),
    },
  },
  {
    ...{
      operationId: "ReadReadingDigest",
      method: "GET",
      path: "/api/readings/digest",
      tag: "Readings",
      token: "needed",
    },
    summary: "What the log commits to of the readings of an operator on a day",
    parameters: [
      {
        name: "operator",
        in: "query",
        description: "Its name in addresses, or its identifier.",
        schema: { type: "string" },
        required: true,
      },
      {
        name: "day",
        in: "query",
        description: "UTC.",
        schema: { type: "string", format: "date" },
        required: true,
      },
      {
        name: "form",
        in: "query",
        description: "`lines`: the text whose SHA-256 the digest is.",
        schema: { type: "string" },
      },
    ],
    answers: {
      200: file("Number, digest and where the proof stands.", "application/json", "application/x-ndjson"),
      ...refusals,
      404: refusal("The log has none of that day."),
    },
  },
  {
    ...{
      operationId: "ImportProducts",
      method: "POST",
      path: "/api/product-imports",
      tag: "Imports",
      token: "needed",
    },
    summary: "A file of models or batteries",
    body: {
      mediaTypes: ["multipart/form-data"],
      schema: {
        type: "object",
        required: ["operator", "kind", "category", "file"],
        properties: {
          operator: { type: "string" },
          kind: { type: "string", enum: ["models", "items"] },
          category: { type: "string" },
          dryRun: { type: "string" },
          file: binary,
        },
      },
    },
    answers: {
      200: file("A dry run, or nothing that could be entered.", "application/json"),
      202: file("Rows are being entered; `location` tells how far it is.", "application/json"),
      ...refusals,
      413: refusal("The file is too large."),
    },
  },
  {
    ...{
      operationId: "ReadProductImport",
      method: "GET",
      path: "/api/product-imports/{id}",
      tag: "Imports",
      token: "needed",
    },
    summary: "How far an import is, and what became of its rows",
    answers: {
      200: file("The import.", "application/json"),
      ...refusals,
      404: refusal("There is no such import."),
    },
  },
  {
    ...{
      operationId: "ExportTable",
      method: "GET",
      path: "/api/passport-table",
      tag: "Exports",
      token: "needed",
    },
    summary: "Passports of an operator as one table",
    parameters: [
      { name: "operator", in: "query", description: "Its identifier.", schema: { type: "string" } },
      {
        name: "level",
        in: "query",
        description: "Of what.",
        schema: { type: "string", enum: ["model", "item"] },
      },
      {
        name: "form",
        in: "query",
        description: "Of the file.",
        schema: { type: "string", enum: ["csv", "xlsx"] },
      },
      lang,
    ],
    answers: {
      200: file(
        "The table.",
        "text/csv",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      ),
      ...refusals,
      404: refusal("There is no such operator."),
    },
  },
  {
    ...{
      operationId: "ExportTenant",
      method: "GET",
      path: "/api/tenant-export",
      tag: "Exports",
      token: "needed",
    },
    summary: "Everything of an operator as one archive",
    parameters: [
      {
        ...{ name: "operator", in: "query", required: true, schema: { type: "string" } },
        description: "Its name in addresses.",
      },
    ],
    answers: {
      200: file("The archive.", "application/zip"),
      ...refusals,
      404: refusal("There is no such operator."),
    },
  },
  {
    ...{
      operationId: "ImportTenant",
      method: "POST",
      path: "/api/tenant-import",
      tag: "Exports",
      token: "needed",
    },
    summary: "Takes an operator's archive over into an empty registry",
    body: { mediaTypes: ["application/zip"], schema: binary },
    answers: {
      201: file("What was taken over.", "application/json"),
      ...refusals,
      409: refusal("This registry is not empty."),
      413: refusal("The archive is too large."),
    },
  },
  ...(["GET", "POST"] as const).map((method): Operation => ({
    ...{ operationId: method === "GET" ? "ExportLabels" : "ExportManyLabels", method },
    ...{ path: "/api/labels", tag: "Exports", token: "needed" },
    summary:
      method === "GET"
        ? "Labels of batteries as one file; the parameters are the fields of the form in the console"
        : "The same for more serial numbers than an address holds",
    ...(method === "GET"
      ? {}
      : { body: { mediaTypes: ["multipart/form-data"], schema: { type: "object" } } }),
    answers: {
      200: file("The file.", "application/zip", "application/pdf", "image/svg+xml", "image/png"),
      303: { description: "To a browser: the form, which tells at each field what is to be mended." },
      ...refusals,
      404: refusal("There is no such battery."),
      422: refusal("A label could not be made so that it is read back."),
    },
  })),
  {
    ...{
      operationId: "UploadDocument",
      method: "POST",
      path: "/api/documents",
      tag: "Documents",
      token: "needed",
    },
    summary: "Attaches a file to a data point of a model",
    body: {
      mediaTypes: ["multipart/form-data"],
      schema: {
        type: "object",
        required: ["modelId", "attribute", "title", "language", "file"],
        properties: {
          ...{ modelId: { type: "string", format: "uuid" }, attribute: { type: "string" } },
          ...{ title: { type: "string" }, language: { type: "string" }, file: binary },
        },
      },
    },
    answers: {
      201: file("The file as it is kept.", "application/json"),
      ...refusals,
      413: refusal("The file is too large."),
      415: refusal("Files of this kind are not kept."),
    },
  },
];

/** Every documented operation but those of the standard API. */
export const otherOperations: readonly Operation[] = [
  ...products.flatMap(productOperations),
  ...published,
  ...rest,
];

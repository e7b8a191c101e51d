import type { JsonObject, JsonValue } from "../../server/domain/record/strict-json.ts";
import type { Answer, Operation } from "./operation.ts";
import { otherOperations } from "./other-operations.ts";
import { schemas } from "./schemas.ts";
import { standardOperations } from "./standard-operations.ts";

/** Everything that is described, in the order of the document. */
export const operations: readonly Operation[] = [...standardOperations, ...otherOperations];

/**
 * The description of all documented interfaces, made from the table that the standard API is routed by.
 *
 * Source: OpenAPI Specification 3.1.1.
 */
export function openApiDocument(publicUrl: string): JsonObject {
  const paths: Record<string, Record<string, JsonValue>> = {};
  for (const operation of operations) {
    const path = (paths[operation.path] ??= {});
    path[operation.method.toLowerCase()] = operationObject(operation);
  }
  for (const [path, item] of Object.entries(paths)) {
    const names = pathParameters(path);
    if (names.length > 0)
      item["parameters"] = names.map((name) => ({
        ...{ name, in: "path", required: true, schema: { type: "string" } },
        description: "One segment: whatever is not unreserved in RFC 3986 is percent-encoded.",
      }));
  }
  return {
    openapi: "3.1.1",
    info: {
      title: "Cellproof",
      version: "1.0.0",
      summary: "Open registry of battery passports",
      description:
        "Public data need no credentials. A bearer token opens what its holder may read, and changes what its holder may change. GET is answered to HEAD as well, OPTIONS everywhere.",
      license: { name: "Apache 2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: publicUrl }],
    tags: [...new Set(operations.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: { schemas, securitySchemes: { token: { type: "http", scheme: "bearer" } } },
  };
}

/** Names in braces of a path template, in order. */
export function pathParameters(path: string): readonly string[] {
  return [...path.matchAll(/\{(?<name>\w+)\}/g)].map(({ groups }) => groups?.["name"] ?? "");
}

function operationObject(operation: Operation): JsonObject {
  const { operationId, tag, summary, description, parameters = [], body, answers, token } = operation;
  return {
    ...{ operationId, tags: [tag], summary },
    ...(description === undefined ? {} : { description }),
    ...(parameters.length === 0
      ? {}
      : {
          parameters: parameters.map(({ name, in: place, description: about, schema, required }) => ({
            ...{ name, in: place, description: about, schema },
            ...(required === true ? { required } : {}),
          })),
        }),
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: contentOf(body.mediaTypes, body.schema) } }),
    responses: Object.fromEntries(
      Object.entries(answers).map(([status, answer]) => [status, responseObject(answer)]),
    ),
    security: token === "ignored" ? [] : token === "optional" ? [{}, { token: [] }] : [{ token: [] }],
  };
}

function responseObject({ description, mediaTypes, schema, headers }: Answer): JsonObject {
  return {
    description,
    ...(headers === undefined
      ? {}
      : { headers: Object.fromEntries(headers.map((name) => [name, { schema: { type: "string" } }])) }),
    ...(mediaTypes === undefined ? {} : { content: contentOf(mediaTypes, schema ?? {}) }),
  };
}

function contentOf(mediaTypes: readonly string[], schema: JsonObject): JsonObject {
  return Object.fromEntries(mediaTypes.map((mediaType) => [mediaType, { schema }]));
}

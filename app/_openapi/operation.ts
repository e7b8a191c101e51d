import type { JsonObject } from "../../server/domain/record/strict-json.ts";

export const httpMethods = ["GET", "POST", "PATCH", "DELETE"] as const;
export type HttpMethod = (typeof httpMethods)[number];

/** One thing a stranger may ask of an address, as it is described and, of the standard API, as it is routed. */
export interface Operation {
  readonly operationId: string;
  readonly method: HttpMethod;
  /** Path template: `{name}` is one segment. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  /** Query and header parameters; those of the path follow from it. */
  readonly parameters?: readonly Parameter[];
  readonly body?: { readonly mediaTypes: readonly string[]; readonly schema: JsonObject };
  /** By status. */
  readonly answers: Readonly<Record<number, Answer>>;
  /** Whether a bearer token is not looked at, opens more, or has to be there. */
  readonly token: "ignored" | "optional" | "needed";
}

export interface Parameter {
  readonly name: string;
  readonly in: "query" | "header";
  readonly description: string;
  readonly schema: JsonObject;
  readonly required?: boolean;
}

export interface Answer {
  readonly description: string;
  /** None: the answer has no body. */
  readonly mediaTypes?: readonly string[];
  readonly schema?: JsonObject;
  readonly headers?: readonly string[];
}

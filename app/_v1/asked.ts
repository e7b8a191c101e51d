import type { Context } from "../../server/context.ts";
import type { Language } from "../_text/languages.ts";

/** One request to the standard API, with the segments that its path template names. */
export interface Asked {
  readonly request: Request;
  readonly url: URL;
  readonly ctx: Context;
  readonly language: Language;
  /** Value of a path parameter, decoded. */
  readonly named: (parameter: string) => string;
}

export type Handler = (asked: Asked) => Promise<Response>;

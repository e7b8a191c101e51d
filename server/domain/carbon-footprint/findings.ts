import type { CodeAt, ErrorAnswer } from "./request.ts";

/** Stable error codes in the order in which an answer reports them. */
const errorCodes = [
  "E_SCHEMA",
  "E_NOT_FINITE",
  "E_UNIT_UNKNOWN",
  "E_UNIT_DIMENSION",
  "E_NEGATIVE_QUANTITY",
  "E_SHARE_RANGE",
  "E_PARAM_RANGE",
  "E_FEC_UNDEFINED",
  "E_ZERO_ENERGY",
  "E_ZERO_DENOMINATOR",
  "E_MISSING_FACTOR",
  "E_GWP_SET",
  "E_GWP_MIXED",
  "E_ELECTRICITY_MODEL",
  "E_CUTOFF_LIMIT",
  "E_DUPLICATE",
] as const;
type ErrorCode = (typeof errorCodes)[number];

type WarningCode =
  | "W_CO2_ONLY"
  | "W_A_NON_DEFAULT"
  | "W_FEC_MAKER_VALUE"
  | "W_RATED_AS_USABLE"
  | "W_CUTOFF_APPLIED"
  | "W_CUTOFF_HIGH_EF"
  | "W_DQR_ABOVE_3"
  | "W_GWP_OUTDATED"
  | "W_NET_CREDIT"
  | "W_OUT_OF_RANGE"
  | "W_DEFAULT_TRANSPORT";

/** Collects everything that is wrong with a request, and what its reader should know, each with its place. */
export class Findings {
  readonly #errors: { readonly code: ErrorCode; readonly path: string }[] = [];
  readonly #warnings: { readonly code: WarningCode; readonly path: string }[] = [];

  error(code: ErrorCode, path: string): void {
    this.#errors.push({ code, path });
  }

  warn(code: WarningCode, path: string): void {
    this.#warnings.push({ code, path });
  }

  get warnings(): readonly CodeAt[] {
    return this.#warnings;
  }

  get hasErrors(): boolean {
    return this.#errors.length > 0;
  }

  /** The answer when anything is wrong: by class of error, inside a class in the order of the request. */
  refusal(): ErrorAnswer {
    return { errors: errorCodes.flatMap((code) => this.#errors.filter((error) => error.code === code)) };
  }
}

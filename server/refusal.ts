import type { Problem } from "./domain/problem.ts";

/** Every code the registry refuses with, and its HTTP status. Clients may rely on the codes. */
export const refusalStatus = {
  NOT_SIGNED_IN: 401,
  NOT_ALLOWED: 403,
  PASSPORT_NOT_FOUND: 404,
  MODEL_NOT_FOUND: 404,
  BATCH_NOT_FOUND: 404,
  DECLARATION_NOT_FOUND: 404,
  FACILITY_NOT_FOUND: 404,
  OPERATOR_NOT_FOUND: 404,
  DOCUMENT_NOT_FOUND: 404,
  VERSION_NOT_FOUND: 404,
  STATUS_LIST_NOT_FOUND: 404,
  SUSPENSION_NOT_FOUND: 404,
  OPINION_NOT_FOUND: 404,
  RESULT_SHEET_NOT_FOUND: 404,
  BODY_NOT_FOUND: 404,
  KEY_NOT_FOUND: 404,
  PERSON_NOT_FOUND: 404,
  TOKEN_NOT_FOUND: 404,
  WITNESS_NOT_FOUND: 404,
  SCENARIO_NOT_FOUND: 404,
  RULE_SET_NOT_FOUND: 404,
  LOT_NOT_FOUND: 404,
  FACTOR_NOT_FOUND: 404,
  SUPPLIER_FOOTPRINT_NOT_FOUND: 404,
  QUESTION_NOT_FOUND: 404,
  CASE_NOT_FOUND: 404,
  REPORT_NOT_FOUND: 404,
  GRANT_NOT_FOUND: 404,
  REPORT_DECIDED: 409,
  CASE_CLOSED: 409,
  PASSPORT_ENDED: 410,
  PASSPORT_IN_USE: 409,
  INVALID_INPUT: 400,
  PATH_NOT_FOUND: 404,
  ELEMENT_NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  PRECONDITION_FAILED: 412,
  BODY_TOO_LARGE: 413,
  MEDIA_TYPE_REFUSED: 415,
  FILE_TOO_LARGE: 413,
  FILE_TYPE_REFUSED: 415,
  FILE_BROKEN: 400,
  REVIEWER_IS_AUTHOR: 403,
  NOT_A_DRAFT: 409,
  IN_REVIEW: 409,
  NOT_IN_REVIEW: 409,
  REVIEW_DECIDED: 409,
  REVIEW_MISSING: 409,
  NOT_RELEASED: 409,
  DRAFT_EXISTS: 409,
  EDITED_MEANWHILE: 409,
  CHANGED_AT_ONCE: 409,
  RELEASE_RUNNING: 409,
  NOTHING_CHANGED: 409,
  PASSPORT_INCOMPLETE: 409,
  ALREADY_REVOKED: 409,
  OPERATOR_CEASED: 409,
  RECORD_WITHOUT_STATUS: 409,
  FOOTPRINT_OVER: 409,
  SALE_SUSPENDED: 409,
  SALE_NOT_SUSPENDED: 409,
  NOT_REPRODUCED: 409,
  VERSION_WITHDRAWN: 409,
  OPINION_REPEATED: 409,
  NOTHING_TO_UNDO: 409,
  IMPORT_NOT_FOUND: 404,
  IMPORT_NOT_RUNNING: 409,
  IMPORT_NOT_STAGED: 409,
  IMPORT_ROWS_CHANGED: 409,
  MODEL_NOT_RELEASED: 409,
  CATEGORY_WITHOUT_PASSPORT: 409,
  IDENTIFIER_TAKEN: 409,
  LAST_KEEPER: 409,
  LAST_KEY: 409,
  SIGNED_OUTSIDE: 409,
  SIGNED_HERE: 409,
  SIGNATURE_NOT_FOUND: 404,
  SIGNATURE_EXPIRED: 409,
  SIGNATURE_STALE: 409,
  KEY_NOT_ACTIVE: 409,
  SIGNER_UNAVAILABLE: 503,
  LOG_HALTED: 409,
  RESPONSIBILITY_MOVED: 409,
  TRANSFER_NOT_FOUND: 404,
  TRANSFER_DECIDED: 409,
  TRANSFER_OPEN: 409,
  DELEGATION_NOT_FOUND: 404,
  DELEGATION_OVER: 409,
  RULE_SET_STEP: 409,
  LOT_RELEASED: 409,
  NOT_COMPUTABLE: 422,
  SUPPLIER_FIGURE_UNSOUND: 409,
  SUPPLY_LINK_GONE: 404,
  SUPPLIER_REQUEST_NOT_FOUND: 404,
  SUPPLIER_REQUEST_CLOSED: 409,
  LABEL_UNREADABLE: 422,
  REGISTRATION_NOT_FOUND: 404,
  REGISTRATION_STATE: 409,
  ARCHIVE_FOREIGN: 409,
  REGISTRY_NOT_EMPTY: 409,
  READINGS_TOO_MANY: 413,
  READING_DIGEST_NOT_FOUND: 404,
} as const;

export type RefusalCode = keyof typeof refusalStatus;

/** The registry says no: thrown by services, turned into a status and a sentence at the edge. Anything else thrown is our fault. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  /** What is wrong field by field, when the refusal is about input. */
  readonly problems: readonly Problem[];

  constructor(code: RefusalCode, message: string, problems: readonly Problem[] = []) {
    super(message);
    this.name = "Refusal";
    this.code = code;
    this.problems = problems;
  }

  get status(): number {
    return refusalStatus[this.code];
  }
}

/**
 * The refusal that an error is, or stands for: two changes that waited for one another are nobody's fault, the database gave
 * one of them up whole (SQLSTATE 40P01), and it can be made again. Undefined for what is our own failure.
 */
export function refusalBehind(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error;
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ("code" in at && at.code === "40P01")
      return new Refusal(
        "CHANGED_AT_ONCE",
        "Another change at the same moment came first. Nothing was done: try again.",
      );
  }
  return undefined;
}

import type { Problem } from "./domain/problem.ts";

/** Every code the registry refuses with, and its HTTP status. Clients may rely on the codes. */
export const refusalStatus = {
  NOT_SIGNED_IN: 401,
  NOT_ALLOWED: 403,
  PASSPORT_NOT_FOUND: 404,
  MODEL_NOT_FOUND: 404,
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
  REPORT_DECIDED: 409,
  CASE_CLOSED: 409,
  PASSPORT_ENDED: 410,
  INVALID_INPUT: 400,
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
  IMPORT_NOT_STAGED: 409,
  IMPORT_ROWS_CHANGED: 409,
  MODEL_NOT_RELEASED: 409,
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
  RULE_SET_STEP: 409,
  LOT_RELEASED: 409,
  NOT_COMPUTABLE: 422,
  SUPPLIER_FIGURE_UNSOUND: 409,
  SUPPLY_LINK_GONE: 404,
  SUPPLIER_REQUEST_NOT_FOUND: 404,
  SUPPLIER_REQUEST_CLOSED: 409,
  LABEL_UNREADABLE: 422,
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

import type { Parsed, Problem } from "../../domain/problem.ts";

/**
 * What is wrong with a signature or a signed statement that somebody brings, as codes a person is told how to mend. The
 * verifier's own codes speak of records that others signed, to people who can mend nothing in them.
 */
export function asBrought<T>(parsed: Parsed<T>): Parsed<T> {
  return parsed.ok ? parsed : { ok: false, problems: parsed.problems.map(told) };
}

function told(problem: Problem): Problem {
  const { code, path, params } = problem;
  if (!code.startsWith("R_")) return problem;
  switch (code) {
    case "R_SIGNATURE":
      return { code: "E_SIGNATURE_WRONG", path };
    case "R_BASE64URL":
    case "R_SIGNATURE_LENGTH":
    case "R_SIGNATURE_RANGE":
      return { code: "E_SIGNATURE_FORM", path };
    case "R_KEY_UNKNOWN":
    case "R_KEY_ALG":
      return { code: "E_KEY_PROOF_KEY", path, params: { value: params?.["kid"] ?? "" } };
    default:
      return { code: "E_KEY_PROOF_FORM", path };
  }
}

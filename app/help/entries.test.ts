import { describe, expect, test } from "vitest";
import { refusalCodes } from "../../server/domain/verification/refusal-codes.ts";
import { couldNotCheckCodes } from "../../server/domain/verification/refusal-codes.ts";
import { refusalStatus } from "../../server/refusal.ts";
import { languages } from "../_text/languages.ts";
import { textOf } from "../_text/text.ts";
import {
  isProblemCode,
  isStatePage,
  isVerdictCode,
  problemCodes,
  problemKindOf,
  remedyOf,
  stateOfPage,
  statePages,
  verdictCodes,
} from "./entries.ts";
import { sayProblem } from "./say-problem.ts";

describe("help pages", () => {
  test("exist for every refusal and everything that could not be checked", () => {
    expect(verdictCodes).toEqual([...Object.keys(refusalCodes), ...couldNotCheckCodes]);
    expect(statePages.map((page) => stateOfPage[page])).toEqual([
      "ok",
      "failed",
      "couldNotCheck",
      "notAsked",
    ]);
  });

  test.each(["", "R_NOBODY", "constructor", "__proto__", "toString"])("do not exist for %j", (page) => {
    expect([isVerdictCode(page), isStatePage(page), isProblemCode(page)]).toEqual([false, false, false]);
  });

  test.each(languages)(
    "say in %s for every code what happened, who can mend it and what to do",
    (language) => {
      const help = textOf(language, "help");
      const verify = textOf(language, "verify");
      const sentences = verdictCodes.flatMap((code) => [
        verify(`verdict.reasons.${code}`),
        help(`codes.${code}`),
        help(`remedies.${remedyOf[code]}.who`),
        help(`remedies.${remedyOf[code]}.next`),
      ]);
      const end = language === "zh" ? /[。！？]$/ : /[.!?]$/;
      expect(sentences.filter((sentence) => !end.test(sentence))).toEqual([]);
      expect(new Set(verdictCodes.map((code) => help(`codes.${code}`))).size).toBe(verdictCodes.length);
    },
  );

  test("exist for every refusal of the registry and every problem and warning of the calculation", () => {
    for (const code of [...Object.keys(refusalStatus), "E_UNIT_DIMENSION", "W_CO2_ONLY"])
      expect(problemCodes).toContain(code);
    expect(["EDITED_MEANWHILE", "E_UNIT_DIMENSION", "W_CO2_ONLY"].map(problemKindOf)).toEqual([
      "refusal",
      "problem",
      "warning",
    ]);
  });

  test.each(languages)(
    "say in %s what each code means, with an ellipsis where a value would stand",
    (language) => {
      const end = language === "zh" ? /[。！？]$/ : /[.!?]$/;
      expect(problemCodes.filter((code) => !end.test(sayProblem(code, language)))).toEqual([]);
      expect(sayProblem("E_GTIN_CHECK_DIGIT", language)).toContain("…");
    },
  );
});

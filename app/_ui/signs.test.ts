import { expect, test } from "vitest";
import { bracketed, citationShown, signs } from "./signs.ts";

test("words are joined with the signs of their language", () => {
  expect(`Source${signs("en").colon}report`).toBe("Source: report");
  expect(`来源${signs("zh").colon}报告`).toBe("来源：报告");
});

test("what stands in brackets has those of its language", () => {
  expect(`Mass${bracketed("en", "kg")}`).toBe("Mass (kg)");
  expect(`质量${bracketed("zh", "kg")}`).toBe("质量（kg）");
});

test.each([
  ["Regulation (EU) 2023/1542, Annex II", "法规 (EU) 2023/1542 附件二"],
  ["Regulation (EU) 2023/1542, Art. 8(2)", "法规 (EU) 2023/1542 第 8 条第 2 款"],
  ["Art. 7", "第 7 条"],
])("%s is cited as Chinese readers know it, %s", (source, cited) => {
  expect(citationShown("zh", source)).toBe(cited);
  expect(citationShown("en", source)).toBe(source);
});

import { describe, expect, test } from "vitest";
import { libraryRecords } from "./library.ts";
import { librarySource, libraryWords } from "./library-words.ts";

describe("what the records of the library say", () => {
  test.each(libraryRecords.map((entry) => [entry.id, entry] as const))(
    "%s can be read in Chinese: title, note, boundary and place",
    (_, { sourceTitle, sourceWhere, qualityNote, boundary, geography }) => {
      const place = /^[A-Z]{2,3}([-,] ?[A-Z]{2})*$/.test(geography) ? null : geography;
      for (const text of [sourceTitle, qualityNote, boundary, place]) {
        if (text === null) continue;
        expect(libraryWords(text).en).toBe(text);
        expect(libraryWords(text).zh).toMatch(/\p{Script=Han}/u);
        expect(libraryWords(text).zh).not.toBe(text);
      }
      expect(librarySource(sourceTitle, sourceWhere).zh).not.toMatch(/table|figure|abstract|, /i);
    },
  );

  test("a note of several sentences is translated only where all of them are known", () => {
    const note = "Given as an approximate value. Laboratory scale.";
    expect(libraryWords(note).zh).toBe("文献给出的为近似值。实验室规模。");
    expect(libraryWords(`${note} Our own words.`).zh).toBe(`${note} Our own words.`);
  });

  test("a source with its place in one text is read like one with its place apart", () => {
    const title =
      "Announcement No. 3 of 2025 of the ministries for environment and statistics and the energy administration of China";
    expect(librarySource(title, "Table 5-2").zh).toBe(
      "生态环境部、国家统计局、国家能源局公告（2025年第3号），表 5-2",
    );
    expect(librarySource(`${title}, Table 5-2`)).toEqual(librarySource(title, "Table 5-2"));
  });

  test("somebody's own words stay as they were written", () => {
    expect(libraryWords("Meter readings, plant 2")).toEqual({
      en: "Meter readings, plant 2",
      zh: "Meter readings, plant 2",
    });
    expect(librarySource("Our study", "p. 7")).toEqual({ en: "Our study, p. 7", zh: "Our study, p. 7" });
    expect(librarySource("Our study", "Table 7").zh).toBe("Our study, Table 7");
    expect(librarySource("能耗台账", "Table 7").zh).toBe("能耗台账，表 7");
  });
});

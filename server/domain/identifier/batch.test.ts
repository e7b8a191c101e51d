import { describe, expect, test } from "vitest";
import { parseBatch } from "./batch.ts";

describe("parseBatch", () => {
  test.each(["1", "ABC123", "2026-11/A", "12345678901234567890", "qr.svg"])("reads %j", (text) =>
    expect(parseBatch(text)).toEqual({ ok: true, value: text }),
  );

  test.each(["", "123456789012345678901", "A B", "A#1", "电", "A~"])("refuses %j", (text) =>
    expect(parseBatch(text)).toMatchObject({ ok: false, problems: [{ code: "E_BATCH_FORMAT" }] }),
  );

  test.each([".", ".."])("refuses %j, which no address can carry", (text) =>
    expect(parseBatch(text)).toMatchObject({ ok: false, problems: [{ code: "E_BATCH_RESERVED" }] }),
  );
});

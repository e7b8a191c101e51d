import { describe, expect, test } from "vitest";
import { reservedWords } from "./reserved-words.ts";
import { parseSerial } from "./serial.ts";

describe("parseSerial", () => {
  test.each(["1", "VLT-000042", "A/B", "!\"%&'()*+,-./:;<=>?_", "12345678901234567890", "QR.SVG", "..."])(
    "reads %j",
    (text) => expect(parseSerial(text)).toEqual({ ok: true, value: text }),
  );

  test.each(["", "123456789012345678901", "A B", "A#1", "Ä", "电池1", "A\n", "A|B", "A~"])(
    "refuses %j, which AI 21 does not allow",
    (text) => expect(parseSerial(text)).toMatchObject({ ok: false, problems: [{ code: "E_SERIAL_FORMAT" }] }),
  );

  test.each([...reservedWords, ".", ".."])(
    "refuses %j, which would share the address of something else",
    (text) => {
      expect(parseSerial(text)).toMatchObject({ ok: false, problems: [{ code: "E_SERIAL_RESERVED" }] });
    },
  );
});

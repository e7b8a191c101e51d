import { describe, expect, test } from "vitest";
import { parseWebAddress } from "./web-address.ts";

describe("the address of a web page", () => {
  test.each(["https://works.example", "http://works.example/en?x=1#top", "https://works.example:8443/"])(
    "%s is one",
    (text) => expect(parseWebAddress(text)).toMatchObject({ ok: true, value: text }),
  );

  test.each([
    "works.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "https://",
    "https://works",
    "https://user:secret@works.example",
    "https://works.example/a b",
  ])("%s is none", (text) =>
    expect(parseWebAddress(text)).toMatchObject({ ok: false, problems: [{ code: "E_WEB_FORMAT" }] }),
  );
});

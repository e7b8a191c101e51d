import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { parseEmailAddress } from "./email-address.ts";

describe("an e-mail address", () => {
  test.each(["keeper@registry.example", "ada.o'neil+eu@mail.works.example", "keeper@registry.localhost"])(
    "%s is one",
    (text) => expect(parseEmailAddress(text)).toMatchObject({ ok: true, value: text }),
  );

  test.each([
    "",
    "ada",
    "ada@",
    "@works.example",
    "ada@localhost",
    "ada@127.0.0.1",
    ".ada@works.example",
    "a..b@works.example",
    "ada @works.example",
    "ada@works.example ",
    `${"a".repeat(250)}@b.example`,
  ])("%s is none", (text) =>
    expect(parseEmailAddress(text)).toMatchObject({ ok: false, problems: [{ code: "E_EMAIL_FORMAT" }] }),
  );

  test("what is accepted, sign-in accepts too: its check is the one of zod", () => {
    const part = fc.stringMatching(/^[A-Za-z0-9_.'+-]{1,12}$/);
    const host = fc.stringMatching(/^[A-Za-z0-9.-]{1,20}$/);
    fc.assert(
      fc.property(part, host, (name, domain) => {
        const text = `${name}@${domain}`;
        expect(parseEmailAddress(text).ok).toBe(z.email().safeParse(text).success);
      }),
    );
  });
});

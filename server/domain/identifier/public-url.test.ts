import { describe, expect, test } from "vitest";
import { parsePublicUrl } from "./public-url.ts";

describe("parsePublicUrl", () => {
  test.each([
    "https://registry.example",
    "https://registry.example:8443",
    "http://localhost:3000",
    "http://localhost",
    "http://127.0.0.1:3000",
  ])("accepts %s", (text) => expect(parsePublicUrl(text)).toEqual({ ok: true, value: text }));

  test.each([
    "http://registry.example",
    "http://localhost.example",
    "http://127.0.0.2",
    "http://0.0.0.0:3000",
  ])("refuses %s: without encryption only this machine may be named", (text) =>
    expect(parsePublicUrl(text)).toMatchObject({ ok: false, problems: [{ code: "E_PUBLIC_URL_HTTP" }] }),
  );

  test.each([
    "",
    "registry.example",
    "https://registry.example/",
    "https://registry.example/path",
    "https://registry.example?x",
    "https://registry.example#x",
    "https://user@registry.example",
    "https://Registry.example",
    "https://registry.example:443",
    "https://registry.example:",
    " https://registry.example",
    "ftp://registry.example",
    "https://[::1]",
    "https://电池.example",
  ])("refuses %j: not an origin in its one spelling", (text) => {
    const parsed = parsePublicUrl(text);
    expect(parsed.ok).toBe(false);
  });
});

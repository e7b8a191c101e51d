import { expect, test } from "vitest";
import { readerAddress, trustedProxies } from "./reader-address.ts";

const isTrusted = trustedProxies(["127.0.0.1", "10.0.0.0/8", "2001:db8::/32"]);

test.each([
  ["a reader without a proxy", "203.0.113.9", "", "203.0.113.9"],
  ["a reader who makes an address up", "203.0.113.9", "198.51.100.1", "203.0.113.9"],
  ["a reader behind a trusted proxy", "127.0.0.1", "203.0.113.9", "203.0.113.9"],
  [
    "a reader who makes an address up before a trusted proxy",
    "127.0.0.1",
    "1.1.1.1, 203.0.113.9",
    "203.0.113.9",
  ],
  ["a reader behind two trusted proxies", "127.0.0.1", "1.1.1.1, 203.0.113.9, 10.1.2.3", "203.0.113.9"],
  ["a proxy that names nobody", "127.0.0.1", "", "127.0.0.1"],
  ["a proxy that names nonsense", "10.0.0.1", "203.0.113.9, unknown", "10.0.0.1"],
  ["a trusted proxy on a socket for both families", "::ffff:10.0.0.1", "203.0.113.9", "203.0.113.9"],
  ["a reader with an IPv6 address", "2001:db8::1", "2a00::7", "2a00::7"],
])("%s is known by the right address", (_, peer, forwardedFor, expected) => {
  expect(readerAddress(peer, forwardedFor, isTrusted)).toBe(expected);
});

test("without trusted proxies nobody's word counts", () => {
  expect(readerAddress("127.0.0.1", "203.0.113.9", trustedProxies([]))).toBe("127.0.0.1");
});

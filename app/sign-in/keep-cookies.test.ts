import { expect, test } from "vitest";
import { keepCookies } from "./keep-cookies.ts";

test("a session cookie keeps its value and lifetime, out of reach of scripts", () => {
  expect(kept("cellproof.session_token=abc.d%2Fe%3D; Max-Age=43200; Path=/; HttpOnly; SameSite=Lax")).toEqual(
    [
      [
        "cellproof.session_token",
        "abc.d/e=",
        { path: "/", httpOnly: true, secure: false, sameSite: "lax", maxAge: 43200 },
      ],
    ],
  );
});

test("a lifetime of 0 and the demand for a safe connection are passed on", () => {
  expect(kept("__Secure-cellproof.session_token=; Max-Age=0; Path=/; Secure; HttpOnly")).toEqual([
    [
      "__Secure-cellproof.session_token",
      "",
      { path: "/", httpOnly: true, secure: true, sameSite: "lax", maxAge: 0 },
    ],
  ]);
});

test("a cookie without a lifetime ends with the browser", () => {
  expect(kept("a=b; Path=/")).toEqual([
    ["a", "b", { path: "/", httpOnly: true, secure: false, sameSite: "lax" }],
  ]);
});

function kept(line: string): unknown[] {
  const calls: unknown[] = [];
  keepCookies({ set: (...call) => calls.push(call) }, [line]);
  return calls;
}

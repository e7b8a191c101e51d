import type { Parsed } from "../problem.ts";
import { accept, reject } from "../problem.ts";
import type { Brand } from "../quantity/brand.ts";
import { mint } from "../quantity/brand.ts";

/** Address of a web page that a passport may link: nothing a browser would run. */
type WebAddress = Brand<string, "WebAddress">;

/** Reads the address of a web page, `https://` or `http://` with a host and without sign-in data. Problem: `E_WEB_FORMAT`. */
export function parseWebAddress(text: string): Parsed<WebAddress> {
  const isWeb = /^https?:\/\/[^\s/?#@\\]+\.[^\s/?#@\\]+([/?#][^\s\\]*)?$/.test(text) && URL.canParse(text);
  return isWeb ? accept(mint<WebAddress>(text)) : reject("E_WEB_FORMAT", "", { value: text });
}

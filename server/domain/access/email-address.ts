import type { Parsed } from "../problem.ts";
import { accept, reject } from "../problem.ts";
import type { Brand } from "../quantity/brand.ts";
import { mint } from "../quantity/brand.ts";

/** An e-mail address a person can sign in with. */
type EmailAddress = Brand<string, "EmailAddress">;

/**
 * Reads an e-mail address in the form sign-in takes: a plain name, `@`, and a host of at least two labels that ends in
 * letters, at most 254 characters in all. Narrower than RFC 5321: no quoted names and no address literals. Problem:
 * `E_EMAIL_FORMAT`.
 */
export function parseEmailAddress(text: string): Parsed<EmailAddress> {
  const isAddress =
    text.length <= 254 &&
    !text.startsWith(".") &&
    !text.includes("..") &&
    /^[A-Za-z0-9_'+\-.]*[A-Za-z0-9_+-]@([A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}$/.test(text);
  return isAddress ? accept(mint<EmailAddress>(text)) : reject("E_EMAIL_FORMAT", "", { value: text });
}

import { chooseLanguage } from "../_text/text.ts";
import { forms, historyForms, negotiate } from "./negotiate.ts";

/**
 * What of a request's headers decides over the answer to a product URL or one of its sub-paths: two requests with the
 * same variant get the same answer, so one may be sent for the other.
 */
export function variantOf(headers: {
  readonly accept?: string | undefined;
  readonly "accept-language"?: string | undefined;
}): string {
  const accept = headers.accept ?? null;
  const language = chooseLanguage(null, headers["accept-language"] ?? null);
  return `${negotiate(accept, forms)} ${negotiate(accept, historyForms)} ${language}`;
}

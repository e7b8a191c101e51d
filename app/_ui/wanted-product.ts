import { redirect } from "next/navigation";
import { parseGtin } from "../../server/domain/identifier/gtin.ts";
import { parseProductPath } from "../../server/domain/identifier/product-url.ts";
import { oneOf } from "./screen-props.ts";

/**
 * Goes to the product somebody typed: the whole address of a code, its path, or a GTIN. Gives the text back when it is
 * none of these. Whether the product exists is said by its own page.
 */
export function goToProduct(typed: string | string[] | undefined): string {
  const text = oneOf(typed);
  if (text === "") return "";
  const path = parseGtin(text).ok ? `/01/${text}` : pathIn(text);
  if (path === null || !parseProductPath(path).ok) return text;
  redirect(path);
}

function pathIn(text: string): string | null {
  if (text.startsWith("/")) return text;
  return URL.canParse(text) ? new URL(text).pathname : null;
}

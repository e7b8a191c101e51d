import { headers } from "next/headers";
import { pathHeader } from "./language-choice.ts";

/** Path and query of the page being rendered, as the proxy saw them. */
export async function pagePath(): Promise<string> {
  return (await headers()).get(pathHeader) ?? "/";
}

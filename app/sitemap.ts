import type { MetadataRoute } from "next";
import { contextOfHeaders } from "../server/platform/runtime.ts";
import { listPublicPassports } from "../server/services/passport/list-public.ts";
import { languages } from "./_text/languages.ts";
import { localeOf } from "./_text/text.ts";

/** Asked for while the registry runs, never while it is built. */
export const dynamic = "force-dynamic";

/** Pages for search engines: the model pages; single batteries only in a demonstration. */
export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  const { passports } = await listPublicPassports(await contextOfHeaders(new Headers()));
  return passports.map(({ productUrl, issuedAt }) => ({
    url: productUrl,
    lastModified: issuedAt,
    alternates: {
      languages: Object.fromEntries(
        languages.map((language) => [localeOf(language), `${productUrl}?lang=${language}`]),
      ),
    },
  }));
}

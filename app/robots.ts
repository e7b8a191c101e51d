import type { MetadataRoute } from "next";
import { runtime } from "../server/platform/runtime.ts";

export const dynamic = "force-dynamic";

/** Public pages may be indexed; signed-in screens and their interfaces are nobody's search result. */
export default function robots(): MetadataRoute.Robots {
  return {
    rules: {
      userAgent: "*",
      allow: "/",
      disallow: ["/api/", "/console", "/authority", "/interest", "/admin", "/account", "/sign-in", "/find"],
    },
    sitemap: `${runtime().publicUrl}/sitemap.xml`,
  };
}

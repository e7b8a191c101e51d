import type { NextConfig } from "next";

/** Types are checked by `npm run check`, not again in every build. */
const config: NextConfig = {
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  serverExternalPackages: ["pg", "better-auth", "pdfkit"],
  reactStrictMode: true,
  // A screen may answer 403 (`forbidden()`), as it may answer 404.
  experimental: { authInterrupts: true },
};

export default config;

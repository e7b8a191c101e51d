import type { NextConfig } from "next";

/** Types are checked by `npm run check`, not again in every build. */
const config: NextConfig = {
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  serverExternalPackages: ["pg", "better-auth"],
  reactStrictMode: true,
};

export default config;

import { test as base } from "@playwright/test";
import { z } from "zod";

const registryForm = z.object({
  /** Address of the running registry, also `baseURL` of every page and request. */
  url: z.string(),
  dataDir: z.string(),
  /** The same for every demonstration sign-in. */
  password: z.string(),
  signIns: z.array(z.object({ email: z.string(), what: z.string() })),
  tokens: z.object({
    exporter: z.string(),
    interest: z.string(),
    authority: z.string(),
    notifiedBody: z.string(),
    admin: z.string(),
  }),
});

/** The registry that e2e/start-registry.ts started for this run. */
export type Registry = z.infer<typeof registryForm>;

export const test = base.extend<{ registry: Registry }>({
  registry: async ({ browserName: _ }, use) =>
    use(registryForm.parse(JSON.parse(process.env["CELLPROOF_E2E"] ?? "{}"))),
  baseURL: async ({ registry }, use) => use(registry.url),
});

export { expect } from "@playwright/test";

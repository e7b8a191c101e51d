import { test as base } from "@playwright/test";
import { z } from "zod";

/** How to reach and enter a registry that e2e/start-registry.ts started. */
export const accessForm = z.object({
  /** Address of the running registry, also `baseURL` of every page and request. */
  url: z.string(),
  dataDir: z.string(),
  /** The same for every person. */
  password: z.string(),
  tokens: z.record(z.string(), z.string()),
});

export type Registry = z.infer<typeof accessForm>;

export const test = base.extend<{ registry: Registry }>({
  registry: async ({ browserName: _ }, use) =>
    use(accessForm.parse(JSON.parse(process.env["CELLPROOF_E2E"] ?? "{}"))),
  baseURL: async ({ registry }, use) => use(registry.url),
});

export { expect } from "@playwright/test";

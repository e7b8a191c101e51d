import { defineConfig } from "vitest/config";

/** One PostgreSQL server for the whole run, one database for each test file that asks. Two workers: the house has two cores. */
export default defineConfig({
  test: {
    include: ["server/**/*.test.ts", "db/**/*.test.ts", "app/**/*.test.{ts,tsx}"],
    globalSetup: ["db/test-server.ts"],
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});

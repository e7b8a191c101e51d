import { defineConfig } from "drizzle-kit";

/** `npm run db:generate` writes the next migration from the schema; it is read by a person and never edited once merged. */
export default defineConfig({
  dialect: "postgresql",
  schema: "./db/schema/index.ts",
  out: "./db/migrations",
  casing: "snake_case",
});

import type { problemsText as en } from "../en/problems.ts";
import type { SameKeys } from "../shape.ts";

export const problemsText: SameKeys<typeof en> = {
  title: "problems",
};

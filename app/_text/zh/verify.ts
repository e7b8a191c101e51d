import type { verifyText as en } from "../en/verify.ts";
import type { SameKeys } from "../shape.ts";

export const verifyText: SameKeys<typeof en> = {
  title: "verify",
};

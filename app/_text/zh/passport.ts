import type { passportText as en } from "../en/passport.ts";
import type { SameKeys } from "../shape.ts";

export const passportText: SameKeys<typeof en> = {
  title: "passport",
};

import { consoleText } from "./en/console.ts";
import { helpText } from "./en/help.ts";
import { passportText } from "./en/passport.ts";
import { problemsText } from "./en/problems.ts";
import { verifyText } from "./en/verify.ts";

export const en = {
  passport: passportText,
  verify: verifyText,
  console: consoleText,
  problems: problemsText,
  help: helpText,
};

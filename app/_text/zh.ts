import { consoleText } from "./zh/console.ts";
import { helpText } from "./zh/help.ts";
import { passportText } from "./zh/passport.ts";
import { problemsText } from "./zh/problems.ts";
import { verifyText } from "./zh/verify.ts";

export const zh = {
  passport: passportText,
  verify: verifyText,
  console: consoleText,
  problems: problemsText,
  help: helpText,
};

/** Texts of console pages. ICU message syntax. */
export const consoleText = {
  title: "console",
};

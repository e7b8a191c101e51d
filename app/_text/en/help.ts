/** Texts of help pages. ICU message syntax. */
export const helpText = {
  title: "help",
};

/** Texts of problems pages. ICU message syntax. */
export const problemsText = {
  title: "problems",
};

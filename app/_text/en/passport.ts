/** Texts of passport pages. ICU message syntax. */
export const passportText = {
  title: "passport",
};

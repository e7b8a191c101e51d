/** Texts of verify pages. ICU message syntax. */
export const verifyText = {
  title: "verify",
};

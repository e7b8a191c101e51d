/** Texts of class rule sets and thresholds. */
export const classesText = {
  title: "Classes and limits",
};

/** Texts of class rule sets and thresholds. */
export const classesText = {
  title: "等级与限值",
};

/** Texts of the report checker. */
export const checkText = {
  title: "报告核查",
};

/** Texts of the report checker. */
export const checkText = {
  title: "Report check",
};

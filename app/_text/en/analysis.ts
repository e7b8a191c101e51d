/** Texts of understanding a result. */
export const analysisText = {
  title: "Result",
};

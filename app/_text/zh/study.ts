/** Texts of the public study, the full report and their PDFs. */
export const studyText = {
  title: "研究报告",
};

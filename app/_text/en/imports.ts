/** Texts of spreadsheet import and export. */
export const importsText = {
  title: "Import",
};

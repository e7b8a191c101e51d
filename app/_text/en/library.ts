/** Texts of the factor library and exchange formats. */
export const libraryText = {
  title: "Factor library",
};

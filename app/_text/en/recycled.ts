/** Texts of recycled content. */
export const recycledText = {
  title: "Recycled content",
};

/** Texts of recycled content. */
export const recycledText = {
  title: "再生材料含量",
};

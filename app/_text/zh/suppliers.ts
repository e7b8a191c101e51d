/** Texts of supplier figures. */
export const suppliersText = {
  title: "供应商数据",
};

/** Texts of supplier figures. */
export const suppliersText = {
  title: "Supplier figures",
};

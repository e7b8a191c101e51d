/** Texts of the inventory editor. */
export const inventoryText = {
  title: "清单",
};

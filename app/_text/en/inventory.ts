/** Texts of the inventory editor. */
export const inventoryText = {
  title: "Inventory",
};

/** Texts of reduction scenarios. */
export const scenariosText = {
  title: "Reduction scenarios",
};

/** Texts of reduction scenarios. */
export const scenariosText = {
  title: "减排情景",
};

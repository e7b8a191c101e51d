/** Texts about what happens to batteries and their passports: who answers, second life, waste, recycling, delegation. */
export const lifeText = {
  page: {
    answers: "Answers now",
    signed: "Signed this version",
    moved: "{answering} answers for this battery now.",
    movedAbout:
      "This version was signed by {signer}, which answered when it was signed. It stays genuine; the next version will be signed by whoever answers now.",
    signerColumn: "Signed by",
  },
};

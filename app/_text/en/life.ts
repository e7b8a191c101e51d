/** Texts about what happens to batteries and their passports: who answers, second life, waste, recycling, delegation. */
export const lifeText = {
  ended: {
    was: "What it was",
    model: "Model",
    answered: "Answered for it last",
    on: "Recycled on",
  },
  links: {
    title: "Before and after",
    lead: "A battery may be made from others, each of which keeps its own passport.",
    predecessors: "Made from",
    successors: "Became part of",
  },
  reasons: {
    responsibilityMoved: "Another operator answers for it now.",
    newValues: "Values of the battery were measured anew.",
  },
  page: {
    answers: "Answers now",
    signed: "Signed this version",
    moved: "{answering} answers for this battery now.",
    movedAbout:
      "This version was signed by {signer}, which answered when it was signed. It stays genuine; the next version will be signed by whoever answers now.",
    signerColumn: "Signed by",
  },
};

/** Texts of what a token for a machine may do. ICU message syntax. */
export const tokensText = {
  title: "Programs that may release",
  lead: "A program changes data with its token. You review for these people: with your right a program signs each of its changes at once, as reviewed by you; without it, it makes drafts. The right ends when you take it back, no longer review there, or have a hand in the data yourself.",
  none: "Makes drafts",
  given: "Given by {name}",
  give: "Let it release",
  withdraw: "Take the right back",
  own: "Yours: somebody else gives this right",
};

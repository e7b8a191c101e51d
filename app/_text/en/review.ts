/** Texts of review, release and validity of declarations. */
export const reviewText = {
  title: "Review",
};

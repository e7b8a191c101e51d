/**
 * Words that follow a product URL as sub-paths, or lead to a batch. None of them can be a serial number or a model code, or two things would
 * share one address.
 */
export const reservedWords: readonly string[] = [
  "qr.svg",
  "qr.png",
  "label",
  "label.pdf",
  "label.svg",
  "label.png",
  "declaration",
  "declaration.pdf",
  "study",
  "study.pdf",
  "bundle.json",
  "did.json",
  "versions",
  "documents",
  "report",
  "batch",
];

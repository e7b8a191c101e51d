/** The standard passport document. */
export type PassportDocument = Readonly<Record<string, unknown>>;

/** Ends the reading of a spreadsheet at the first thing that makes it one we do not take. */
export class Unreadable extends Error {
  readonly code: string;
  readonly params: Readonly<Record<string, string>>;

  constructor(code: string, params: Readonly<Record<string, string>> = {}) {
    super(code);
    this.name = "Unreadable";
    this.code = code;
    this.params = params;
  }
}

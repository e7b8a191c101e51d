/** Status words of the standard passport API, by HTTP status. */
const words = {
  200: "Success",
  201: "SuccessCreated",
  202: "SuccessAccepted",
  204: "SuccessNoContent",
  400: "ClientErrorBadRequest",
  401: "ClientNotAuthorized",
  403: "ClientForbidden",
  404: "ClientErrorResourceNotFound",
  405: "ClientMethodNotAllowed",
  409: "ClientResourceConflict",
  500: "ServerInternalError",
  502: "ServerErrorBadGateway",
} as const;
type Word = (typeof words)[keyof typeof words];

/** One sentence of a Result object. */
export interface ResultMessage {
  readonly messageType: "Info" | "Error";
  readonly text: string;
  readonly code: string;
  /** Which part of what was sent it is about. */
  readonly path?: string;
}

/** Names one answer among all, here and in the log of the program. */
export interface Stamp {
  readonly at: Date;
  readonly correlationId: string;
}

/**
 * The Result object that machines get instead of a passport.
 *
 * Source: EN 18222, error answers.
 */
export function resultOf(
  statusCode: Word,
  messages: readonly ResultMessage[],
  { at, correlationId }: Stamp,
): object {
  const timestamp = at.toISOString();
  return { statusCode, message: messages.map((message) => ({ ...message, correlationId, timestamp })) };
}

/** A Result object that says one thing, under the word of its status. */
export function resultObject(status: number, code: string, text: string, stamp: Stamp): object {
  return resultOf(wordOf(status), [{ messageType: "Error", text, code }], stamp);
}

/** The word of a status. One without a word of its own in the standard takes the nearest: the HTTP status line stays exact. */
export function wordOf(status: number): Word {
  const exact = Object.entries(words).find(([known]) => Number(known) === status)?.[1];
  if (exact !== undefined) return exact;
  if (status === 410) return words[404];
  return status >= 500 ? words[500] : words[400];
}

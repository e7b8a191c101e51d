import { initTRPC, TRPCError } from "@trpc/server";
import type { TRPC_ERROR_CODE_KEY } from "@trpc/server/rpc";
import { z, ZodError } from "zod";
import type { Context } from "./context.ts";
import type { Problem } from "./domain/problem.ts";
import { shownText } from "./domain/shown-text.ts";
import { Refusal, refusalBehind } from "./refusal.ts";

const trpc = initTRPC.context<Context>().create({
  errorFormatter: ({ shape, error }) => {
    const refusal = refusalOf(error);
    return {
      code: shape.code,
      message:
        refusal?.message ?? (error.code === "INTERNAL_SERVER_ERROR" ? "internal error" : shape.message),
      data: {
        code: shape.data.code,
        httpStatus: refusal?.status ?? shape.data.httpStatus,
        path: shape.data.path ?? null,
        /** Code clients may rely on; null for an error that is our fault. */
        refusal: refusal?.code ?? null,
        /** What is wrong field by field; `path` names the input field. */
        problems: refusal?.problems ?? [],
      },
    };
  },
});

export const router = trpc.router;
export const createCallerFactory = trpc.createCallerFactory;

/**
 * The one kind of procedure: every verb asks the policy itself, so a procedure adds no rule. A refusal keeps its code and
 * its problems; whatever else is thrown is our fault, logged at the edge and shown as an internal error.
 */
export const procedure = trpc.procedure.use(async ({ next }) => {
  const result = await next();
  const refusal = result.ok ? undefined : refusalOf(result.error);
  if (refusal !== undefined) throw asTrpcError(refusal);
  return result;
});

/** The refusal behind an error, whether it came from a service, from parsing the input, or over the wire of tRPC. */
export function refusalOf(error: unknown): Refusal | undefined {
  const refusal =
    refusalBehind(error) ?? (error instanceof TRPCError ? refusalBehind(error.cause) : undefined);
  if (refusal !== undefined || !(error instanceof TRPCError)) return refusal;
  if (error.cause instanceof ZodError) {
    return new Refusal("INVALID_INPUT", "The request is not in the expected form.", problemsOf(error.cause));
  }
  return undefined;
}

/**
 * Without the zero, which PostgreSQL keeps in no text, and without half characters, which no UTF-8 can say and no digest
 * counts: refused at the field instead of breaking in the database.
 */
const keepable = /^[^\0\p{Surrogate}]*$/u;
/** An input text of at most so many characters: without what nobody sees, and trimmed. */
export const textUpTo = (most: number) => z.string().overwrite(shownText).trim().max(most).regex(keepable);
/** An input text, bounded so that nobody stores a book in a name. */
export const text = textUpTo(500);
/** A decimal as text; the verb itself judges it. */
export const decimalText = z.string().trim().max(100).regex(keepable);

function problemsOf(error: ZodError): Problem[] {
  return error.issues.map((issue) => ({
    code: "E_SCHEMA",
    path: issue.path.map(String).join("."),
    params: { expected: issue.message },
  }));
}

const codes: Readonly<Record<number, TRPC_ERROR_CODE_KEY>> = {
  400: "BAD_REQUEST",
  401: "UNAUTHORIZED",
  403: "FORBIDDEN",
  404: "NOT_FOUND",
  409: "CONFLICT",
  410: "NOT_FOUND",
  413: "PAYLOAD_TOO_LARGE",
  415: "UNSUPPORTED_MEDIA_TYPE",
  422: "UNPROCESSABLE_CONTENT",
};

function asTrpcError(refusal: Refusal): TRPCError {
  return new TRPCError({
    code: codes[refusal.status] ?? "BAD_REQUEST",
    message: refusal.message,
    cause: refusal,
  });
}

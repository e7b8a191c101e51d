import type { APIRequestContext } from "@playwright/test";
import { z } from "zod";
import { expect } from "./app.ts";

/** What stories need of an answer. */
export const made = z.object({
  id: z.string(),
  lock: z.number().optional(),
  token: z.string().optional(),
  path: z.string().optional(),
});
export const answerOf = z.object({
  result: z.object({ data: made.extend({ id: z.string().default("") }) }),
});

/** A procedure called as a machine calls it. */
export async function call(request: APIRequestContext, token: string, name: string, input: object) {
  const answer = await request.post(`/api/trpc/${name}`, {
    data: input,
    headers: { authorization: `Bearer ${token}` },
  });
  expect(answer.ok(), `${name}: ${await answer.text()}`).toBe(true);
  return answerOf.parse(await answer.json()).result.data;
}

interface Person {
  readonly name: string;
  readonly email: string;
  readonly operatorId: string | null;
  readonly roles: readonly string[];
}

/** Enters a person and makes a token that acts for them. */
export async function tokenOf(request: APIRequestContext, keeper: string, person: Person): Promise<string> {
  const { id } = await call(request, keeper, "account.addPerson", person);
  const { token } = await call(request, keeper, "account.createToken", { userId: id, name: "story" });
  return token ?? "";
}

/** What a procedure tells that changes nothing, in the form the caller expects. */
export async function ask<T>(
  request: APIRequestContext,
  token: string,
  { name, input, form }: { readonly name: string; readonly input: object; readonly form: z.ZodType<T> },
): Promise<T> {
  const answer = await request.get(`/api/trpc/${name}?input=${encodeURIComponent(JSON.stringify(input))}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(answer.ok(), `${name}: ${await answer.text()}`).toBe(true);
  return z.object({ result: z.object({ data: form }) }).parse(await answer.json()).result.data;
}

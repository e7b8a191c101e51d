import { headers } from "next/headers";
import { runtime } from "../../server/platform/runtime.ts";

/** Asks the handler behind `/api/auth` in the name of whoever sent the form, so that its limits and checks hold here too. */
export async function askSessions(
  path: string,
  body: Readonly<Record<string, string | boolean>>,
): Promise<Response> {
  const { sessions, publicUrl } = runtime();
  const asked = await headers();
  const head = new Headers({ "content-type": "application/json", origin: asked.get("origin") ?? publicUrl });
  for (const name of ["cookie", "user-agent", "x-forwarded-for"]) {
    const value = asked.get(name);
    if (value !== null) head.set(name, value);
  }
  return sessions.handler(
    new Request(`${publicUrl}/api/auth${path}`, {
      method: "POST",
      headers: head,
      body: JSON.stringify(body),
    }),
  );
}

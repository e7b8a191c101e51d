import { runtime } from "../../../../server/platform/runtime.ts";

/** What is offered of better-auth's many addresses; its answers about sessions and accounts stay inside. */
const offered: readonly string[] = ["/api/auth/sign-in/email", "/api/auth/sign-out"];

/** Sign-in and sign-out, as better-auth answers them. */
export async function POST(request: Request): Promise<Response> {
  if (!offered.includes(new URL(request.url).pathname)) return new Response(null, { status: 404 });
  return runtime().sessions.handler(request);
}

import { runtime } from "../../../../server/platform/runtime.ts";

/** Sign-in, sign-out and session, as better-auth answers them. */
export function GET(request: Request): Promise<Response> {
  return runtime().sessions.handler(request);
}

export const POST = GET;

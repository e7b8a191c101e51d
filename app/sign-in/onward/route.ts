import { redirect } from "next/navigation";
import { registry } from "../../../server/caller.ts";
import { homesOf } from "../../_ui/signed-in.ts";

/** Where somebody's roles lead after signing in without having wanted a certain page. */
export async function GET(): Promise<never> {
  const account = await registry().account.me();
  redirect(account === null ? "/sign-in" : (homesOf(account)[0] ?? "/"));
}

import type { Context } from "../../context.ts";
import { demand } from "../../context.ts";
import type { Verdict } from "../../domain/verification/verdict.ts";
import { readPolicy } from "../log/read-policy.ts";
import { pathOf } from "../product-path.ts";
import { judgeRecord } from "./judge-record.ts";
import type { BundleRequest } from "./read-bundle.ts";
import { readBundle } from "./read-bundle.ts";

/** What this server found about a passport, judged from what it publishes. */
export interface CheckedPassport {
  readonly productUrl: string;
  readonly version: number;
  /** Path of the bundle that was judged. */
  readonly bundlePath: string;
  readonly verdict: Verdict;
}

/** Judges a passport for whoever cannot run the check themselves. Refuses as `readBundle` does. */
export async function checkPassport(ctx: Context, input: BundleRequest): Promise<CheckedPassport> {
  demand(ctx, "record.read", null);
  const { version, bundle, signer } = await readBundle(ctx, input);
  const at = input.at === undefined ? ctx.now() : new Date(input.at);
  const { productUrl } = input;
  const { verdict } = await judgeRecord(ctx, bundle, { slug: signer.slug, productUrl, at });
  const path = `${pathOf(ctx, productUrl)}/versions/${version}/bundle.json`;
  const then = input.at === undefined ? "" : `?at=${encodeURIComponent(input.at)}`;
  return { productUrl, version, bundlePath: path + then, verdict };
}

/** What the page that checks records has to know of this registry: its address, and the policy it goes by itself. */
export async function readVerifier(
  ctx: Context,
): Promise<{ readonly publicUrl: string; readonly policy: string | null }> {
  demand(ctx, "record.read", null);
  return { publicUrl: ctx.publicUrl, policy: await readPolicy(ctx) };
}

"use client";

import { trpc } from "../../../_ui/trpc-client.ts";
import { RecomputeButton } from "../../../console/declarations/[id]/recompute.tsx";

/** Calculates the declaration of a version again for a notified body and says how that compares. */
export function RecomputeAssessed({
  productUrl,
  version,
}: {
  readonly productUrl: string;
  readonly version: number;
}) {
  return <RecomputeButton ask={() => trpc.opinion.recompute.mutate({ productUrl, version })} />;
}

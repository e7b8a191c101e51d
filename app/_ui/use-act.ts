"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { failureOf } from "./failure.ts";
import type { Failure } from "./failure.ts";

/**
 * Does one thing at a time that a person asked for and keeps why it failed. After success the screen is asked for
 * again, so that it shows what the registry holds and not what the browser believes.
 */
export function useAct() {
  const router = useRouter();
  const [running, setRunning] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);

  async function act<T>(deed: () => Promise<T>): Promise<{ readonly done: T } | null> {
    if (running) return null;
    setRunning(true);
    try {
      const done = await deed();
      setFailure(null);
      router.refresh();
      return { done };
    } catch (error) {
      setFailure(failureOf(error));
      return null;
    } finally {
      setRunning(false);
    }
  }

  return { act, running, failure, setFailure };
}

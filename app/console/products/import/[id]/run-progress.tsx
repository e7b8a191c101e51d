"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { useTextOf } from "../../../../_ui/more-text.tsx";

/** How far a run is, how fast, and how long it will take; the screen is drawn anew as rows come in. */
export function RunProgress({
  id,
  done: first,
  total,
}: {
  readonly id: string;
  readonly done: number;
  readonly total: number;
}) {
  const { t } = useTextOf("products");
  const router = useRouter();
  const [{ done, perSecond }, setSeen] = useState({ done: first, perSecond: 0 });

  useEffect(() => {
    const began = Date.now();
    let isOver = false;
    const timer = setInterval(() => {
      void fetch(`/api/product-imports/${id}`, { headers: { accept: "application/json" } })
        .then((response) => response.json())
        .then((answer: unknown) => {
          if (isOver || typeof answer !== "object" || answer === null) return;
          const rows = "doneRows" in answer && typeof answer.doneRows === "number" ? answer.doneRows : first;
          const seconds = (Date.now() - began) / 1000;
          setSeen({ done: rows, perSecond: (rows - first) / seconds });
          if (!("state" in answer) || answer.state !== "running") {
            isOver = true;
            router.refresh();
          }
        })
        // Without an answer it is asked again; the rows come in all the same.
        .catch(() => undefined);
    }, 1500);
    return () => {
      isOver = true;
      clearInterval(timer);
    };
  }, [id, first, router]);

  const left = perSecond > 0 ? Math.ceil((total - done) / perSecond) : null;
  const time =
    left === null
      ? null
      : left < 90
        ? t("run.seconds", { count: left })
        : t("run.minutes", { count: Math.ceil(left / 60) });
  const words = [
    t("run.progress", { done, total }),
    ...(perSecond > 0 ? [t("run.perSecond", { rate: perSecond.toFixed(1) })] : []),
    ...(time === null ? [] : [t("run.remaining", { time })]),
  ].join(" · ");
  return (
    <p role="status">
      <progress aria-label={t("state.running")} value={done} max={Math.max(total, 1)} /> {words}{" "}
      <noscript>
        <a href={`/console/products/import/${id}`}>{t("run.reload")}</a>
      </noscript>
    </p>
  );
}

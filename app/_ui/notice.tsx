import type { ReactNode } from "react";

interface NoticeProps {
  readonly tone: "info" | "warn" | "danger" | "good";
  readonly title: string;
  readonly children?: ReactNode;
  /** Read out at once when it appears after something a person did. */
  readonly live?: boolean;
}

/** A sentence that needs to be seen, and below it what can be done. */
export function Notice({ tone, title, children, live = false }: NoticeProps) {
  return (
    <div
      className={`notice notice-${tone}`}
      role={live ? (tone === "danger" ? "alert" : "status") : undefined}
    >
      <div className="notice-title">{title}</div>
      {children}
    </div>
  );
}

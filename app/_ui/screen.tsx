import type { ReactNode } from "react";
import { Breadcrumb } from "./breadcrumb.tsx";
import type { Crumb } from "./breadcrumb.tsx";

interface ScreenProps {
  readonly trailLabel: string;
  readonly trail: readonly Crumb[];
  readonly title: ReactNode;
  /** One line under the title: what this screen shows. */
  readonly lead?: ReactNode;
  /** The one thing to do here; always at the same place. */
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

/** The head every console screen has: breadcrumb, title, one primary action. */
export function Screen({ trailLabel, trail, title, lead, action, children }: ScreenProps) {
  return (
    <main id="content">
      <Breadcrumb label={trailLabel} trail={trail} />
      <div className="screen-head">
        <div className="stack">
          <h1>{title}</h1>
          {lead === undefined ? null : <div className="muted">{lead}</div>}
        </div>
        {action === undefined ? null : <div className="actions">{action}</div>}
      </div>
      {children}
    </main>
  );
}

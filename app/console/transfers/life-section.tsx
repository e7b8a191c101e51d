import type { BatteryLife, LifeEventView } from "../../../server/services/life/read-life.ts";
import type { Language } from "../../_text/languages.ts";
import { messagesOf, textOf } from "../../_text/text.ts";
import { MoreText } from "../../_ui/more-text.tsx";
import { day, unitShown } from "../../_ui/shown.ts";
import { EnterWaste, Recycle } from "./life-acts.tsx";

interface LifeSectionProps {
  readonly language: Language;
  readonly life: BatteryLife;
  /** Whether the reader may change its status. */
  readonly mayChange: boolean;
}

/** What happened to one battery, and what may happen next: for the screen of the battery. */
export function LifeSection({ language, life, mayChange }: LifeSectionProps) {
  const t = textOf(language, "life");
  const isOpen = mayChange && life.endedAt === null && !life.isInTransfer;
  return (
    <section className="section" id="life">
      <h2>{t("battery.title")}</h2>
      <p className="muted">{t("battery.lead")}</p>
      {life.events.length === 0 ? <p>{t("battery.none")}</p> : null}
      <ol className="plain">
        {life.events.map((event) => (
          <li key={`${event.recordedAt} ${event.kind}`}>
            <strong>{day(language, event.occurredOn)}</strong> {t(`battery.events.${event.kind}`)}
            <Detail language={language} event={event} />
          </li>
        ))}
      </ol>
      {(["predecessors", "successors"] as const).map((side) =>
        life[side].length === 0 ? null : (
          <p key={side}>
            {t(`links.${side}`)}{" "}
            {life[side].map(({ path, productUrl, modelName, serial }) => (
              <a key={productUrl} href={path}>
                {[modelName, serial].filter((part) => part !== null).join(" · ")}{" "}
              </a>
            ))}
          </p>
        ),
      )}
      {life.isInTransfer ? <p>{t("battery.inTransfer")}</p> : null}
      <p>
        <a href="/console/transfers">{t("battery.toTransfers")}</a>
      </p>
      {isOpen ? (
        <MoreText messages={{ life: messagesOf(language).life }}>
          <div className="actions">
            {life.status === "waste" ? (
              <Recycle productUrl={life.productUrl} />
            ) : (
              <EnterWaste
                productUrl={life.productUrl}
                asked={life.asked.map(({ id, title, unit }) => ({
                  id,
                  label:
                    unit === null ? title[language] : `${title[language]} [${unitShown(unit, language)}]`,
                }))}
              />
            )}
          </div>
        </MoreText>
      ) : null}
    </section>
  );
}

function Detail({ language, event }: { readonly language: Language; readonly event: LifeEventView }) {
  const t = textOf(language, "life");
  const { statusBefore, statusAfter, from, to, successorPath, version, note } = event;
  const parts = [
    statusBefore !== null && statusAfter !== null
      ? t("battery.change", {
          before: t(`battery.statuses.${statusBefore}`),
          after: t(`battery.statuses.${statusAfter}`),
        })
      : null,
    from !== null && to !== null ? t("battery.fromTo", { from, to }) : null,
    version === null ? null : t("battery.version", { version }),
    note,
  ].filter((part) => part !== null);
  return (
    <>
      {parts.length === 0 ? null : ` · ${parts.join(" · ")}`}
      {successorPath === null ? null : (
        <>
          {" · "}
          <a className="identifier" href={successorPath}>
            {successorPath}
          </a>
        </>
      )}
    </>
  );
}

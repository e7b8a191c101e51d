import Link from "next/link";
import { horizonDays } from "../../server/domain/due/due-list.ts";
import type { DueEntry } from "../../server/domain/due/due-list.ts";
import type { DutyDay } from "../../server/domain/regulation/duties.ts";
import type { DueView } from "../../server/services/due/read.ts";
import { textOf } from "../_text/text.ts";
import { Figure } from "../_ui/figure.tsx";
import { day } from "../_ui/shown.ts";
import { signs } from "../_ui/signs.ts";
import { spoken } from "../_ui/spoken.ts";
import { wordIn } from "../_ui/word-in.ts";

/** So many data points stand in the first table; the others are one step away. */
const firstGaps = 8;

/** What waits and expires, how complete the data are, and what the law asks when; each leads to where it is mended. */
export async function DueSections({ due }: { readonly due: DueView }) {
  const { language, words } = await spoken();
  const d = textOf(language, "due");
  const past = due.duties.filter(({ day: on, missing }) => missing === null && on <= due.today);
  const coming = due.duties.filter((one) => !past.includes(one));
  return (
    <>
      <section className="section" aria-labelledby="due-entries">
        <h2 id="due-entries">{d("entries")}</h2>
        {due.entries.length === 0 ? (
          <p className="muted">{d("nothing", { days: horizonDays })}</p>
        ) : (
          <div className="table-frame">
            <table className="stacks">
              <thead>
                <tr>
                  <th scope="col">{d("what")}</th>
                  <th scope="col">{d("when")}</th>
                </tr>
              </thead>
              <tbody>
                {due.entries.map((entry) => (
                  <tr key={`${entry.kind} ${entry.id ?? ""}`}>
                    <th scope="row">
                      <Place entry={entry} text={d(`kind.${entry.kind}`, { name: entry.name ?? "" })} />
                    </th>
                    <td data-label={d("when")}>{whenOf(entry)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </section>
      {due.models.all === 0 ? null : (
        <section className="section" aria-labelledby="due-data">
          <h2 id="due-data">{d("data")}</h2>
          <div className="columns">
            <Figure
              label={d("models")}
              value={String(due.models.complete)}
              unit={d("ofModels", { all: due.models.all })}
              basis={d("modelsBasis", { day: day(language, due.owedOn) })}
            />
            <Figure
              label={d("batteries")}
              value={String(due.batteries)}
              unit=""
              basis={d("batteriesBasis")}
            />
          </div>
          <h3>{d("gaps")}</h3>
          {due.gaps.length === 0 ? (
            <p className="muted">{d("gapsNone")}</p>
          ) : (
            <>
              <p className="muted">{d("gapsLead", { day: day(language, due.owedOn) })}</p>
              <Gaps rows={due.gaps.slice(0, firstGaps)} />
              {due.gaps.length <= firstGaps ? null : (
                <details>
                  <summary>{d("moreGaps", { count: due.gaps.length - firstGaps })}</summary>
                  <Gaps rows={due.gaps.slice(firstGaps)} />
                </details>
              )}
            </>
          )}
        </section>
      )}
      <section className="section" aria-labelledby="due-duties">
        <h2 id="due-duties">{d("duties")}</h2>
        <p className="muted">{d("dutiesLead")}</p>
        {dutyTable(coming)}
        {past.length === 0 ? null : (
          <details>
            <summary>{d("past", { count: past.length })}</summary>
            {dutyTable(past)}
          </details>
        )}
        <p className="small muted">{d("source")}</p>
      </section>
    </>
  );

  function whenOf({ kind, day: on, isOver, since, count, among, isMore }: DueEntry) {
    if (since !== null) return d("waitsSince", { day: day(language, since) });
    if (count === null) return d(isOver ? "over" : "until", { day: day(language, on) });
    if (among !== null) return d(kind === "readingsOld" ? "amongOldest" : "amongNewest", { count, among });
    return isMore ? d("more", { count }) : String(count);
  }

  function dutyTable(rows: readonly DutyDay[]) {
    return (
      <div className="table-frame">
        <table className="stacks">
          <thead>
            <tr>
              <th scope="col">{d("duty")}</th>
              <th scope="col">{d("article")}</th>
              <th scope="col">{d("forWhom")}</th>
              <th scope="col">{d("day")}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={`${row.duty.id} ${row.classes.join(" ")}`}>
                <th scope="row">
                  {row.duty.title[language]}
                  {row.missing === null ? null : (
                    <div className="small muted">
                      {d("notAdopted", {
                        ...{ act: row.missing.title[language], source: row.missing.source },
                        day: day(language, row.missing.lookedUpOn),
                      })}
                    </div>
                  )}
                  {row.duty.isSecondary ? <div className="small muted">{d("secondary")}</div> : null}
                </th>
                <td data-label={d("article")}>{row.duty.article}</td>
                <td data-label={d("forWhom")}>
                  {row.classes
                    .map((one) =>
                      one === "externalStorage" ? d("externalStorage") : wordIn(words.category, one),
                    )
                    .join(signs(language).list)}
                </td>
                <td className="nowrap" data-label={d("day")}>
                  {d(row.missing !== null ? "earliest" : row.day <= due.today ? "since" : "from", {
                    day: day(language, row.day),
                  })}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    );
  }
}

async function Gaps({ rows }: { readonly rows: DueView["gaps"] }) {
  const { language } = await spoken();
  const d = textOf(language, "due");
  return (
    <div className="table-frame">
      <table className="stacks">
        <thead>
          <tr>
            <th scope="col">{d("attribute")}</th>
            <th scope="col">{d("article")}</th>
            <th scope="col" className="number">
              {d("count")}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ attribute, title, source, models }) => (
            <tr key={attribute}>
              <th scope="row">
                <Link
                  href={`/console/search?${new URLSearchParams({ missing: attribute, kind: "models" }).toString()}`}
                >
                  {title[language]}
                </Link>
              </th>
              <td data-label={d("article")}>{source}</td>
              <td className="number" data-label={d("count")}>
                {models}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Where a thing is mended; a token is made by the registry's keeper, so there is nowhere to go from here. */
function Place({ entry, text }: { readonly entry: DueEntry; readonly text: string }) {
  const href = placeOf(entry);
  return href === null ? text : <Link href={href}>{text}</Link>;
}

function placeOf({ kind, id }: DueEntry): string | null {
  switch (kind) {
    case "token":
      return null;
    case "delegation":
    case "delegated":
      return "/console/delegations";
    case "transferOffered":
      return "/console/transfers";
    case "supplierFigure":
      return `/console/suppliers/${id ?? ""}`;
    case "supplierRequest":
      return "/console/suppliers";
    case "ownFactor":
      return `/console/factors/${encodeURIComponent(id ?? "")}`;
    case "modelReview":
    case "modelSigning":
    case "modelReturned":
      return `/console/models/${id ?? ""}/attributes`;
    case "signature":
      return `/console/keys/signing/${id ?? ""}`;
    case "noKey":
      return "/console/keys";
    case "registrationRefused":
    case "registrationNotPossible":
    case "registrationPrepared":
      return "/console/registrations";
    case "batteriesChanged":
    case "readingsOld":
      return "/console/batteries";
    case "batteriesLacking":
      return "/console/search?missing=any&kind=batteries";
  }
}

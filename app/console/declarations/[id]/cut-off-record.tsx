import Link from "next/link";
import { componentNames } from "../../../../server/domain/carbon-footprint/component-name.ts";
import type { CutoffRecord } from "../../../../server/domain/carbon-footprint/request.ts";
import { textOf } from "../../../_text/text.ts";
import type { Language } from "../../../_text/languages.ts";
import { percent, shown } from "../../../_ui/shown.ts";

interface CutOffRecordProps {
  readonly language: Language;
  readonly record: CutoffRecord;
  /** Name of a line. */
  readonly nameOf: (code: string) => string;
  /** Address of a line. */
  readonly hrefOf: (code: string) => string;
}

/** Rows on the screen; the full report has them all. */
const mostRows = 100;

/** The written record of the cut-off: what was left out of which component, why, and which input took its mass. */
export function CutOffRecord({ language, record, nameOf, hrefOf }: CutOffRecordProps) {
  const i = textOf(language, "inventory");
  const rows = record.components.flatMap(({ component, receiver, cut }) =>
    cut.map((one) => ({ ...one, component, receiver })),
  );
  if (rows.length === 0) return <p className="muted">{i("record.none")}</p>;
  return (
    <>
      <p className="muted">{i("record.lead")}</p>
      <div className="table-frame">
        <table className="stacks">
          <thead>
            <tr>
              <th scope="col">{i("record.line")}</th>
              <th scope="col">{i("record.component")}</th>
              <th scope="col" className="number">
                {i("record.mass")}
              </th>
              <th scope="col" className="number">
                {i("record.share")}
              </th>
              <th scope="col">{i("record.because")}</th>
              <th scope="col">{i("record.receiver")}</th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, mostRows).map(({ id, component, receiver, massKg, share, because, reason }) => (
              <tr key={id}>
                <th scope="row">
                  <Link href={hrefOf(id)}>{nameOf(id)}</Link>
                </th>
                <td data-label={i("record.component")}>
                  {component === null ? i("record.noComponent") : componentNames(component)[language]}
                </td>
                <td className="number" title={massKg} data-label={i("record.mass")}>
                  {shown(massKg, 3)}
                </td>
                <td className="number" title={share} data-label={i("record.share")}>
                  {percent(share)}
                </td>
                <td data-label={i("record.because")}>
                  {because === "below_threshold" ? i("record.below") : (reason ?? "")}
                </td>
                <td data-label={i("record.receiver")}>
                  {receiver === null ? null : <Link href={hrefOf(receiver)}>{nameOf(receiver)}</Link>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > mostRows ? (
        <p className="muted">{i("rows.further", { count: rows.length - mostRows })}</p>
      ) : null}
    </>
  );
}

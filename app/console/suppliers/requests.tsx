import Link from "next/link";
import type { SupplierRequestView } from "../../../server/services/supplier/list-requests.ts";
import type { Language } from "../../_text/languages.ts";
import { textOf } from "../../_text/text.ts";
import { day } from "../../_ui/shown.ts";
import { signs } from "../../_ui/signs.ts";
import { WithdrawRequest } from "./withdraw-request.tsx";

/** What suppliers were asked, and what became of it. */
export function Requests({
  language,
  requests,
}: {
  readonly language: Language;
  readonly requests: readonly SupplierRequestView[];
}) {
  const s = textOf(language, "suppliers");
  if (requests.length === 0) return <p className="muted">{s("asked.empty")}</p>;
  return (
    <div className="table-frame">
      <table className="stacks stacks-early">
        <thead>
          <tr>
            <th scope="col">{s("asked.supplier")}</th>
            <th scope="col">{s("asked.unit")}</th>
            <th scope="col">{s("asked.state")}</th>
            <th scope="col">{s("asked.answers")}</th>
          </tr>
        </thead>
        <tbody>
          {requests.map((one) => (
            <tr key={one.id}>
              <th scope="row" className="wide-cell">
                {one.productName}
                <div className="small muted">
                  {one.supplierName}
                  {signs(language).comma}
                  {day(language, one.createdAt)}
                </div>
              </th>
              <td data-label={s("asked.unit")}>{one.declaredUnit}</td>
              <td data-label={s("asked.state")}>
                {one.state === "open"
                  ? s("asked.openUntil", { day: day(language, one.expiresAt) })
                  : s(`asked.states.${one.state}`)}
                {one.declineReason === null ? null : (
                  <div className="small">{s("asked.reason", { reason: one.declineReason })}</div>
                )}
              </td>
              <td className="wide-cell" data-label={s("asked.answers")}>
                {one.footprintIds.slice(0, 1).map((id) => (
                  <Link key={id} prefetch={false} href={`/console/suppliers/${id}`}>
                    {s("asked.toAnswer", { day: day(language, one.answeredAt ?? one.createdAt) })}
                  </Link>
                ))}
                {one.mayWithdraw ? <WithdrawRequest id={one.id} /> : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

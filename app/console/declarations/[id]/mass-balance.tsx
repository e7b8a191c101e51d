import Link from "next/link";
import { componentNames } from "../../../../server/domain/carbon-footprint/component-name.ts";
import { Fragment } from "react";
import type { MassBalance } from "../../../../server/domain/carbon-footprint/mass-balance.ts";
import { textOf } from "../../../_text/text.ts";
import type { Language } from "../../../_text/languages.ts";
import { Figure } from "../../../_ui/figure.tsx";
import { Notice } from "../../../_ui/notice.tsx";
import { percent, shown, signed } from "../../../_ui/shown.ts";

interface MassBalanceProps {
  readonly language: Language;
  readonly balance: MassBalance;
  /** Name of a line. */
  readonly nameOf: (code: string) => string;
  /** Address of a line. */
  readonly hrefOf: (code: string) => string;
}

/** The materials beside the weight of the pack, by component; what could not be weighed is named. */
export function MassBalanceSection({ language, balance, nameOf, hrefOf }: MassBalanceProps) {
  const i = textOf(language, "inventory");
  const { sumKg, packKg, differenceKg, differenceShare, isWithin, components, withoutMass, notCounted } =
    balance;
  const tolerance = percent(balance.tolerance);
  const share = `${differenceShare.startsWith("-") ? "" : "+"}${percent(differenceShare)}`;
  const plain = (text: string) => text.replace(/^[-−+]/, "");
  return (
    <section className="section" id="mass-balance">
      <h2>{i("balance.title")}</h2>
      <p className="muted">{i("balance.lead")}</p>
      {components.length === 0 ? (
        <p>{i("balance.none")}</p>
      ) : (
        <>
          <div className="columns">
            <Figure
              label={i("balance.materials")}
              value={shown(sumKg, 2)}
              unit={i("balance.kg")}
              exact={sumKg}
              basis={i("balance.summed")}
            />
            <Figure
              label={i("balance.pack")}
              value={shown(packKg, 2)}
              unit={i("balance.kg")}
              exact={packKg}
              basis={i("balance.stated")}
            />
            <Figure
              label={i("balance.difference")}
              value={signed(differenceKg, 2)}
              unit={i("balance.kg")}
              exact={differenceKg}
              basis={share}
            />
          </div>
          {isWithin ? (
            <p>{i("balance.within", { tolerance })}</p>
          ) : (
            <Notice
              tone="warn"
              title={i(differenceKg.startsWith("-") ? "balance.beyondLess" : "balance.beyondMore", {
                ...{ kg: plain(signed(differenceKg, 2)), share: plain(share), tolerance },
              })}
            />
          )}
          <div className="table-frame">
            <table className="stacks stacks-tight">
              <thead>
                <tr>
                  <th scope="col">{i("balance.component")}</th>
                  <th scope="col" className="number">
                    {i("balance.count")}
                  </th>
                  <th scope="col" className="number">
                    {i("balance.mass")}
                  </th>
                  <th scope="col" className="number">
                    {i("balance.share")}
                  </th>
                </tr>
              </thead>
              <tbody>
                {components.map(({ component, massKg, share: part, lines }) => (
                  <tr key={component ?? ""}>
                    <th scope="row">
                      {component === null ? i("balance.noComponent") : componentNames(component)[language]}
                    </th>
                    <td className="number" data-label={i("balance.count")}>
                      {lines.length}
                    </td>
                    <td className="number" title={massKg} data-label={i("balance.mass")}>
                      {shown(massKg, 2)}
                    </td>
                    <td className="number" data-label={i("balance.share")}>
                      {percent(part)}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
      <Named words={i("balance.withoutMass")} codes={withoutMass} {...{ nameOf, hrefOf }} />
      <Named words={i("balance.notCounted")} codes={notCounted} {...{ nameOf, hrefOf }} />
    </section>
  );
}

/** The first lines by name, the others by their number: a thousand names say nothing. */
const mostNamed = 12;

function Named({
  words,
  codes,
  nameOf,
  hrefOf,
}: {
  readonly words: string;
  readonly codes: readonly string[];
  readonly nameOf: (code: string) => string;
  readonly hrefOf: (code: string) => string;
}) {
  if (codes.length === 0) return null;
  const further = codes.length - mostNamed;
  return (
    <p className="small">
      {words}{" "}
      {codes.slice(0, mostNamed).map((code, place) => (
        <Fragment key={code}>
          {place === 0 ? "" : " · "}
          <Link href={hrefOf(code)}>{nameOf(code)}</Link>
        </Fragment>
      ))}
      {further > 0 ? ` · +${further}` : ""}
    </p>
  );
}

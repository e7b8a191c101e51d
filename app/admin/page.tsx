import type { Metadata } from "next";
import { registry } from "../../server/caller.ts";
import { asked } from "../_ui/asked.ts";
import { Bench } from "../_ui/bench.tsx";
import type { ScreenProps } from "../_ui/screen-props.ts";
import { signedInAs } from "../_ui/signed-in.ts";
import { spoken } from "../_ui/spoken.ts";
import { goToProduct } from "../_ui/wanted-product.ts";
import { named } from "../_ui/named.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await spoken()).t("bench.adminTitle"), robots: { index: false } };
}

export default async function Admin({ searchParams }: ScreenProps) {
  const account = await signedInAs("keeper");
  const refused = goToProduct((await searchParams)["product"]);
  const [{ language, t, words }, operators] = await Promise.all([
    spoken(),
    asked(registry().operator.list()),
  ]);
  return (
    <Bench
      title={words.bench.adminTitle}
      lead={words.bench.adminLead}
      later={words.bench.adminLater}
      person={account.name}
      path="/admin"
      refused={refused}
    >
      <section className="section">
        <h2>{t("bench.operators")}</h2>
        <div className="table-frame">
          <table className="stacks">
            <thead>
              <tr>
                <th scope="col">{t("bench.operatorName")}</th>
                <th scope="col">{t("bench.operatorDid")}</th>
                <th scope="col" className="number">
                  {t("bench.operatorKeys")}
                </th>
              </tr>
            </thead>
            <tbody>
              {operators.map(({ id, name, nameOriginal, did, didUrl, keys }) => (
                <tr key={id}>
                  <th scope="row">{named(language, name, nameOriginal)}</th>
                  <td className="wide-cell" data-label={t("bench.operatorDid")}>
                    <a className="identifier" href={didUrl}>
                      {did}
                    </a>
                  </td>
                  <td className="number" data-label={t("bench.operatorKeys")}>
                    {keys.filter(({ state }) => state === "active").length}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
    </Bench>
  );
}

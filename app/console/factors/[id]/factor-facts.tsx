import { boundaryShown } from "../../boundary-shown.ts";
import { signs } from "../../../_ui/signs.ts";
import {
  librarySource,
  libraryWords,
} from "../../../../server/domain/carbon-footprint/library/library-words.ts";
import Link from "next/link";
import type { ReactNode } from "react";
import type { FactorDetail, FactorVersionView } from "../../../../server/services/factor/read.ts";
import { messagesOf, textOf } from "../../../_text/text.ts";
import { named } from "../../../_ui/named.ts";
import { day } from "../../../_ui/shown.ts";
import { spoken } from "../../../_ui/spoken.ts";
import { wordIn } from "../../../_ui/word-in.ts";

interface FactorFactsProps {
  readonly factor: FactorDetail;
  readonly version: FactorVersionView;
}

/** What a version says beside its value: who says so, where, how good it is, and what shows it. */
export async function FactorFacts({ factor, version }: FactorFactsProps) {
  const { language } = await spoken();
  const l = textOf(language, "library");
  const { category } = messagesOf(language).library;
  const { quality, evidence, supplier, validUntil } = version;
  return (
    <dl className="facts">
      <Fact term={l("detail.whose")}>
        {factor.operatorName === null
          ? l("detail.wholeLibrary")
          : l("detail.ownOf", { name: named(language, factor.operatorName, factor.operatorNameOriginal) })}
      </Fact>
      <Fact term={l("detail.source")}>
        {librarySource(version.sourceTitle, version.sourceWhere)[language]}
      </Fact>
      {evidence === null ? null : (
        <Fact term={l("detail.evidence")}>
          <a href={`/api/evidence/${evidence.id}`}>{evidence.title}</a>
        </Fact>
      )}
      {supplier === null ? null : (
        <Fact term={l("detail.evidence")}>
          <Link href={`/console/suppliers#${supplier.id}`}>
            {l("detail.supplier", { name: supplier.name, product: supplier.productName })}
          </Link>
        </Fact>
      )}
      {version.category === null ? null : (
        <Fact term={l("detail.category")}>{wordIn(category, version.category)}</Fact>
      )}
      {version.boundary === null ? null : (
        <Fact term={l("detail.boundary")}>{boundaryShown(language, version.boundary)}</Fact>
      )}
      <Fact term={l("detail.gwpSet")}>{version.gwpSet ?? l("detail.noGwpSet")}</Fact>
      {quality === null ? null : (
        <Fact term={l("detail.quality")}>
          {(["TeR", "GeR", "TiR", "P"] as const)
            .flatMap((name) => {
              const score = quality[name];
              return score === undefined ? [] : l("detail.score", { name: l(`detail.${name}`), score });
            })
            .join(signs(language).comma)}
        </Fact>
      )}
      {validUntil === null ? null : <Fact term={l("detail.validUntil")}>{day(language, validUntil)}</Fact>}
      {version.qualityNote === null ? null : (
        <Fact term={l("detail.note")}>{libraryWords(version.qualityNote)[language]}</Fact>
      )}
      <Fact term={l("detail.hash")}>
        <span className="identifier">{version.contentHash}</span>
      </Fact>
    </dl>
  );
}

function Fact({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  return (
    <div className="facts-pair">
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

import type { ReactNode } from "react";
import { localeOf } from "../_text/text.ts";
import { SignOutButton } from "../sign-in/sign-out-button.tsx";
import { Field } from "./field.tsx";
import { PublicFrame } from "./public-frame.tsx";
import { spoken } from "./spoken.ts";

interface BenchProps {
  readonly title: string;
  readonly lead: string;
  readonly person: string;
  /** Address of this page: the search comes back here when it found nothing. */
  readonly path: string;
  /** What was searched and is no product identifier. */
  readonly refused: string;
  /** What these roles have beside the search. */
  readonly children?: ReactNode;
}

/** Landing page of roles with no navigation of their own: find a passport, check a record. */
export async function Bench({ title, lead, person, path, refused, children }: BenchProps) {
  const { language, t } = await spoken();
  return (
    <PublicFrame language={language} narrow>
      <div className="sections" lang={localeOf(language)}>
        <div className="stack">
          <h1>{title}</h1>
          <p className="muted">{lead}</p>
          <div className="row small">
            <span>
              {t("account.signedInAs")} {person}
            </span>
            <a href="/account">{t("admin.account.title")}</a>
            <SignOutButton label={t("account.signOut")} />
          </div>
        </div>
        <BenchSections path={path} refused={refused} />
        {children}
      </div>
    </PublicFrame>
  );
}

/** The same without a frame of its own, for roles with further screens; what these offer comes as items of the list. */
export async function BenchSections({
  path,
  refused,
  children,
}: Pick<BenchProps, "path" | "refused" | "children">) {
  const { language, t } = await spoken();
  return (
    <>
      <section className="section">
        <h2>{t("bench.find")}</h2>
        <form className="form" action={path} method="get" role="search">
          <Field
            form="find"
            name="product"
            label={t("bench.identifier")}
            help={t("bench.identifierHelp")}
            error={refused === "" ? undefined : t("bench.identifierBad")}
          >
            {(control) => (
              <input {...control} type="text" autoComplete="off" spellCheck={false} defaultValue={refused} />
            )}
          </Field>
          <div className="actions">
            <button type="submit" className="button-primary">
              {t("bench.submit")}
            </button>
          </div>
        </form>
      </section>
      <section className="section">
        <h2>{t("bench.now")}</h2>
        <ul>
          <li>{t("bench.nowFind")}</li>
          <li>
            {t("bench.nowVerify")} <a href={`/verify?lang=${language}`}>{t("foot.verify")}</a>
          </li>
          {children}
        </ul>
      </section>
    </>
  );
}

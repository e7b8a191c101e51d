import type { Metadata } from "next";
import { registry } from "../../../../../server/caller.ts";
import type { ChangedMember } from "../../../../../server/domain/changed-members.ts";
import type { BatterySubject } from "../../../../../server/domain/record/credential.ts";
import type { ReviewView, ReviewedLine } from "../../../../../server/services/footprint/read-review.ts";
import type { DeclarationView } from "../../../../../server/services/footprint/view.ts";
import { messagesOf, textOf } from "../../../../_text/text.ts";
import { asked } from "../../../../_ui/asked.ts";
import { ChangedMembersTable } from "../../../../_ui/changed-members-table.tsx";
import { MoreText } from "../../../../_ui/more-text.tsx";
import { oneOf } from "../../../../_ui/screen-props.ts";
import type { ScreenProps } from "../../../../_ui/screen-props.ts";
import { day, moment, shown, signed, subscripted, unitShown } from "../../../../_ui/shown.ts";
import { spoken } from "../../../../_ui/spoken.ts";
import { wordIn } from "../../../../_ui/word-in.ts";
import { declarationOf } from "../declaration-of.ts";
import { DeclarationScreen } from "../declaration-screen.tsx";
import { LinePager } from "../line-pager.tsx";
import { tabTitle } from "../tab-title.ts";
import { Findings } from "../findings.tsx";
import { ReviewSteps } from "../review-steps.tsx";
import { StandingNotices } from "../standing-notices.tsx";
import { VerdictForm } from "./verdict-form.tsx";
import { signs } from "../../../../_ui/signs.ts";

export function generateMetadata({ params }: ScreenProps<{ id: string }>): Promise<Metadata> {
  return tabTitle(params, "review");
}

/** What a reviewer looks at: what changed, what it does to the result, what becomes public, and the verdict. */
export default async function Review({ params, searchParams }: ScreenProps<{ id: string }>) {
  const [{ id }, query] = await Promise.all([params, searchParams]);
  const [{ language, t: say }, view, review] = await Promise.all([
    spoken(),
    declarationOf(id),
    asked(registry().footprint.readReview({ id })),
  ]);
  const t = textOf(language, "review");
  const isFirst = review.against === null;
  return (
    <DeclarationScreen view={view} tab="review" action={<ReviewSteps view={view} />}>
      <div className="stack">
        <StandingNotices view={view} renewal={review.renewal} />
        <p className="muted">
          {review.against === null
            ? t("first")
            : t("against", {
                number: review.against.number,
                day: review.against.releasedAt === null ? "" : day(language, review.against.releasedAt),
              })}
        </p>
      </div>
      <div className="sections">
        <section className="section" id="result">
          <h2>{t("result")}</h2>
          <ResultChange view={view} />
          {view.errors.length > 0 ? (
            <Findings
              tone="danger"
              title={say("declaration.noResult")}
              lead={say("declaration.noResultLead")}
              findings={view.errors}
              lines={view.lines}
              at={`/console/declarations/${id}`}
            />
          ) : null}
          {view.warnings.length === 0 ? (
            <p className="muted">{t("findingsNone")}</p>
          ) : (
            <Findings
              tone="warn"
              title={t("findings")}
              lead=""
              findings={view.warnings}
              lines={view.lines}
              at={`/console/declarations/${id}`}
            />
          )}
        </section>
        <section className="section" id="head">
          <h2>{t("head")}</h2>
          {review.head.length === 0 ? (
            <p className="muted">{t("headNone")}</p>
          ) : (
            <Members members={review.head} isFirst={isFirst} />
          )}
        </section>
        <section className="section" id="lines">
          <h2>{t("lines")}</h2>
          {review.lines.length === 0 ? (
            <p className="muted">{t("linesNone")}</p>
          ) : (
            <Lines
              lines={review.lines}
              home={`/console/declarations/${id}/review`}
              page={Number(oneOf(query["page"]))}
            />
          )}
          {review.unchangedLines === 0 || review.lines.length === 0 ? null : (
            <p className="muted">{t("linesSame", { count: review.unchangedLines })}</p>
          )}
        </section>
        <section className="section" id="record">
          <h2>{t("record")}</h2>
          <RecordPreview view={view} content={review.content} />
        </section>
        <Verdict view={view} content={review.content} />
        <History steps={review.steps} />
      </div>
    </DeclarationScreen>
  );
}

async function ResultChange({ view }: { readonly view: DeclarationView }) {
  const { language, t: say } = await spoken();
  const t = textOf(language, "review");
  const { difference, result } = view;
  const unit = unitShown(view.cfpUnit, language);
  if (result === null) return null;
  const rows = [
    {
      name: `${say("declaration.result")}${signs(language).open}${unit}${signs(language).close}`,
      before: difference?.cfpBefore ?? null,
      after: result.cfp,
      change: difference?.cfpDifference ?? null,
      places: 5,
    },
    {
      name: `${say("declaration.total")}${signs(language).open}kgCO₂e${signs(language).close}`,
      before: difference?.totalBeforeKg ?? null,
      after: result.totalKg,
      change: difference?.totalDifferenceKg ?? null,
      places: 2,
    },
  ];
  return (
    <div className="table-frame">
      <table className="stacks stacks-tight">
        <thead>
          <tr>
            <th scope="col">{t("member")}</th>
            <th scope="col" className="number">
              {t("before")}
            </th>
            <th scope="col" className="number">
              {t("after")}
            </th>
            <th scope="col" className="number">
              {say("declaration.differenceOf")}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, before, after, change, places }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className="number" data-label={t("before")} title={before ?? undefined}>
                {before === null ? t("none") : shown(before, places)}
              </td>
              <td className="number" data-label={t("after")} title={after}>
                {shown(after, places)}
              </td>
              <td className="number" data-label={say("declaration.differenceOf")} title={change ?? undefined}>
                {change === null ? t("none") : signed(change, places)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Members that differ, each by its name in words where it has one. */
async function Members({
  members,
  isFirst,
}: {
  readonly members: readonly ChangedMember[];
  /** Then there is no before. */
  readonly isFirst: boolean;
}) {
  const { language, words } = await spoken();
  const t = textOf(language, "review");
  const { memberName } = messagesOf(language).review;
  const value = valueSpeaker(language, words);
  return (
    <div className="table-frame">
      <table className="stacks stacks-tight">
        <thead>
          <tr>
            <th scope="col">{t("member")}</th>
            {isFirst ? null : <th scope="col">{t("before")}</th>}
            <th scope="col">{t("after")}</th>
          </tr>
        </thead>
        <tbody>
          {members.map((member) => (
            <tr key={member.path}>
              <th scope="row">
                <MemberName path={member.path} names={memberName} />
              </th>
              {isFirst ? null : <td data-label={t("before")}>{value(member.path, member.before)}</td>}
              <td className={isFirst ? "wide-cell" : undefined} data-label={t("after")}>
                {value(member.path, member.after)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function MemberName({
  path,
  names,
}: {
  readonly path: string;
  readonly names: Readonly<Record<string, string>>;
}) {
  const name = names[path.replaceAll(".", "_")];
  return name === undefined ? <code className="small">{path}</code> : name;
}

/** Says a value of a member: words where the console has some, else as it was entered. */
function valueSpeaker(
  language: Awaited<ReturnType<typeof spoken>>["language"],
  words: Awaited<ReturnType<typeof spoken>>["words"],
) {
  const t = textOf(language, "review");
  const lists: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    method: words.method,
    stage: words.stage,
    kind: words.kind,
    dataKind: words.dataKind,
    transportMode: words.mode,
    electricityModel: words.electricityModel,
    "energy.vehicleCategory": words.vehicleCategory,
  };
  const days: readonly string[] = ["periodStart", "periodEnd"];
  return (path: string, value: string | null): string => {
    if (value === null) return t("none");
    if (value === "true") return t("yes");
    if (value === "false") return t("no");
    if (days.includes(path)) return day(language, value);
    const list = lists[path];
    if (list !== undefined) return wordIn(list, value);
    const years = path === "energy.warrantyYears" ? /^(\S+) a$/.exec(value)?.[1] : undefined;
    if (years !== undefined) return textOf(language, "console")("declaration.years", { years });
    return /^-?\d\S* \S/.test(value) ? unitShown(value, language) : subscripted(value);
  };
}

/** Changed lines that stand on the screen at once: an import of thousands is read page by page. */
const linesOnAPage = 200;

async function Lines({
  lines,
  home,
  page: asked,
}: {
  readonly lines: readonly ReviewedLine[];
  readonly home: string;
  /** From 1; anything else is the first, and what is too far the last. */
  readonly page: number;
}) {
  const { language, words } = await spoken();
  const pages = Math.max(1, Math.ceil(lines.length / linesOnAPage));
  const page = Number.isInteger(asked) ? Math.min(Math.max(asked, 1), pages) : 1;
  const rows = lines.slice((page - 1) * linesOnAPage, page * linesOnAPage);
  const shownRows = {
    ...{ page, pages, rows, found: lines, filter: {} },
    first: (page - 1) * linesOnAPage + 1,
  };
  const t = textOf(language, "review");
  const { memberName } = messagesOf(language).review;
  const value = valueSpeaker(language, words);
  return (
    <>
      <LinePager {...{ language, home }} shown={shownRows} isBelow={false} />
      <div className="table-frame">
        <table className="stacks">
          <thead>
            <tr>
              <th scope="col">{t("line")}</th>
              <th scope="col">{t("change")}</th>
              <th scope="col" className="number">
                {t("difference")}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((line) => {
              const stated = line.members.map((member) => (
                <div key={member.path}>
                  <MemberName path={member.path} names={memberName} />
                  {signs(language).colon}
                  {line.change === "changed"
                    ? `${value(member.path, member.before)} → ${value(member.path, member.after)}`
                    : value(member.path, member.after ?? member.before)}
                </div>
              ));
              return (
                <tr key={line.code}>
                  <th scope="row">{language === "zh" ? line.nameZh : line.nameEn}</th>
                  <td
                    className={line.change === "changed" ? "wide-cell" : undefined}
                    data-label={t("change")}
                  >
                    {line.change === "changed" ? (
                      stated
                    ) : (
                      <details>
                        <summary>{t(line.change)}</summary>
                        {stated}
                      </details>
                    )}
                  </td>
                  <td className="number" data-label={t("difference")} title={line.differenceKg ?? undefined}>
                    {line.differenceKg === null ? t("none") : signed(line.differenceKg, 2)}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <LinePager {...{ language, home }} shown={shownRows} isBelow />
    </>
  );
}

async function RecordPreview({
  view,
  content,
}: {
  readonly view: DeclarationView;
  readonly content: ReviewView["content"];
}) {
  const { language } = await spoken();
  const t = textOf(language, "review");
  if (view.modelId === null) return <p>{t("recordSupplier")}</p>;
  if (content?.subject == null) {
    return (
      <p>{t(view.state === "draft" || view.state === "in_review" ? "recordBroken" : "recordReleased")}</p>
    );
  }
  const { recordChanges, subject } = content;
  return (
    <>
      <p className="muted">{t("recordLead")}</p>
      <h3>{t("recordChanges")}</h3>
      {recordChanges === null ? (
        <p>{t("recordFirst")}</p>
      ) : recordChanges.length === 0 ? (
        <p>{t("recordSame")}</p>
      ) : (
        <ChangedMembersTable language={language} changes={recordChanges} stages={stagesOf(subject)} />
      )}
      <details>
        <summary>{t("recordWhole")}</summary>
        <pre className="record-text" tabIndex={0}>
          {JSON.stringify(subject, null, 2)}
        </pre>
      </details>
    </>
  );
}

/** Stages of the footprint in the order in which the record lists them. */
function stagesOf(subject: BatterySubject): readonly string[] {
  return subject.voluntary?.carbonFootprint?.stages.map(({ stage }) => stage) ?? [];
}

async function Verdict({
  view,
  content,
}: {
  readonly view: DeclarationView;
  readonly content: ReviewView["content"];
}) {
  const { language } = await spoken();
  const t = textOf(language, "review");
  const isOpen = view.state === "in_review";
  if (!isOpen && view.state !== "draft") return null;
  return (
    <section className="section" id="verdict">
      <h2>{t("verdict")}</h2>
      {view.may.review && content !== null ? (
        <MoreText messages={{ review: messagesOf(language).review }}>
          <p className="muted">{t(view.isApproved ? "returnAnyway" : "verdictLead")}</p>
          <VerdictForm
            id={view.id}
            lock={view.lock}
            contentDigest={content.contentDigest}
            mayApprove={!view.isApproved}
          />
        </MoreText>
      ) : (
        <p className="muted">
          {t(view.review.isOwnWork ? "ownWork" : isOpen ? "verdictNotYours" : "verdictNotNow")}
        </p>
      )}
    </section>
  );
}

async function History({ steps }: { readonly steps: ReviewView["steps"] }) {
  const { language } = await spoken();
  const t = textOf(language, "review");
  const { step: stepNames } = messagesOf(language).review;
  return (
    <section className="section" id="history">
      <h2>{t("history")}</h2>
      {steps.length === 0 ? (
        <p className="muted">{t("historyNone")}</p>
      ) : (
        <div className="table-frame">
          <table className="stacks">
            <thead>
              <tr>
                <th scope="col">{t("what")}</th>
                <th scope="col">{t("who")}</th>
                <th scope="col">{t("when")}</th>
                <th scope="col">{t("note")}</th>
              </tr>
            </thead>
            <tbody>
              {steps.map((step) => (
                <tr key={`${step.at} ${step.verdict} ${String(step.lock)}`}>
                  <th scope="row">{stepNames[step.verdict]}</th>
                  <td data-label={t("who")}>{step.byName}</td>
                  <td className="nowrap" data-label={t("when")}>
                    {moment(language, step.at)}
                  </td>
                  <td data-label={t("note")} className="note-text wide-cell">
                    {step.note ?? ""}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

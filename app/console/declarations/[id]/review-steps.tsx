import Link from "next/link";
import type { DeclarationView } from "../../../../server/services/footprint/view.ts";
import { messagesOf, textOf } from "../../../_text/text.ts";
import { MoreText } from "../../../_ui/more-text.tsx";
import { spoken } from "../../../_ui/spoken.ts";
import { SubmitDialog } from "./submit-dialog.tsx";
import { WithdrawSubmission } from "./withdraw-submission.tsx";

interface ReviewStepsProps {
  readonly view: DeclarationView;
  /** Leads a reviewer to the verdict; on the review itself there is no need to. */
  readonly leadsToReview?: boolean;
}

/** What this person can do next on the way from draft to release, or what it waits for. */
export async function ReviewSteps({ view, leadsToReview = false }: ReviewStepsProps) {
  const { language } = await spoken();
  const t = textOf(language, "review");
  const { id, number, lock, may } = view;
  return (
    <MoreText messages={{ review: messagesOf(language).review }}>
      {may.withdraw ? <WithdrawSubmission id={id} number={number} lock={lock} /> : null}
      {may.submit ? <SubmitDialog id={id} number={number} lock={lock} /> : null}
      {leadsToReview && view.waitsForMyReview ? (
        <Link className="button button-primary" href={`/console/declarations/${id}/review`}>
          {t("toReview")}
        </Link>
      ) : null}
    </MoreText>
  );
}

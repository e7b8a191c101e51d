import { createRoot } from "react-dom/client";
import { verifyText } from "../app/_text/en/verify.ts";
import { VerifyForm } from "../app/verify/verify-form.tsx";

/**
 * The form of `/verify` in a page of its own, without a registry: what server/bench/verify-page.ts presses the button of.
 * The component is the page's own, rendered by the production React.
 */
const place = document.createElement("main");
document.body.append(place);
createRoot(place).render(<VerifyForm language="en" locale="en-GB" words={verifyText} policy={null} />);

/** Milliseconds from pressing "Check" to the verdict that all holds, laid out. */
async function checkOnce(): Promise<number> {
  const start = performance.now();
  document.querySelector<HTMLButtonElement>("button[type=submit]")?.click();
  const verdict = () => document.querySelector(".verdict-sentence");
  do await new Promise((resolve) => requestAnimationFrame(resolve));
  while (verdict() === null && performance.now() - start < 10_000);
  verdict()?.getBoundingClientRect();
  const took = performance.now() - start;
  const said = verdict()?.textContent ?? "There is no verdict.";
  if (said !== verifyText.verdict.headlines.verified) throw new Error(said);
  return took;
}

Object.assign(window, { checkOnce });

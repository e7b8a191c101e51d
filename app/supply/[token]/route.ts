import { answerSupply } from "../../_supply/answer-supply.tsx";

async function answer(
  request: Request,
  { params }: { readonly params: Promise<{ readonly token: string }> },
): Promise<Response> {
  return answerSupply(request, (await params).token);
}

export { answer as GET, answer as POST };

import { answerSheetRequest } from "../_product/answer-result-sheet.tsx";

export const POST = (request: Request) => answerSheetRequest(request);

import { simulate } from "./simulate.ts";
import type { Simulation } from "./simulate.ts";

/**
 * Runs simulations beside the page, so that it stays responsive. Only the page that made this worker can send to it.
 * To stop it, the page ends the worker.
 */
addEventListener("message", (event: MessageEvent<Simulation>) => {
  simulate(event.data, (news) => postMessage(news, {}));
});

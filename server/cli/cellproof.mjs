#!/usr/bin/env node
// Starts the command line from its sources: no build, so that it works right after `npm ci`.
import { register } from "tsx/esm/api";

// A reader that has seen enough, such as `head`, closes the pipe: no reason for a stack trace.
process.stdout.on("error", (error) => {
  if (error.code !== "EPIPE") throw error;
});
// The sources need no compiler options, so the caller's folder has no say in how they are read.
register({ tsconfig: false });
const { main } = await import("./main.ts");
process.exitCode = await main(process.argv.slice(2));

export * from "./account.ts";
export * from "./audit.ts";
export * from "./footprint.ts";
export * from "./log.ts";
export * from "./model.ts";
export * from "./operator.ts";
export * from "./passport.ts";
export * from "./registry.ts";

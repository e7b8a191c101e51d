import { expect, test } from "vitest";
import { completeLock } from "./complete-lock.mjs";

test("an optional package of another system is named with its version and system", () => {
  const lock = {
    packages: {
      "node_modules/tool": {
        dev: true,
        optionalDependencies: {
          "@tool/linux-x64-musl": "1.2.3",
          "@tool/windows-arm64": "^1.2.3",
          "@tool/linux-arm-gnueabihf": "1.2.3",
        },
      },
    },
  };
  expect(completeLock(lock)).toBe(3);
  expect(lock.packages).toMatchObject({
    "node_modules/@tool/linux-x64-musl": {
      version: "1.2.3",
      os: ["linux"],
      cpu: ["x64"],
      libc: ["musl"],
      optional: true,
      dev: true,
    },
    "node_modules/@tool/windows-arm64": {
      version: "1.2.3",
      os: ["win32"],
      cpu: ["arm64"],
      optional: true,
      dev: true,
    },
    "node_modules/@tool/linux-arm-gnueabihf": { os: ["linux"], cpu: ["arm"], libc: ["glibc"] },
  });
  expect(completeLock(lock)).toBe(0);
});

test("what is found in a folder above is not missing", () => {
  const lock = {
    packages: {
      "node_modules/a": { optionalDependencies: { x: "1.0.0" } },
      "node_modules/a/node_modules/b": { optionalDependencies: { x: "1.0.0", y: "2.0.0" } },
      "node_modules/a/node_modules/y": { version: "2.0.0" },
      "node_modules/x": { version: "1.0.0" },
    },
  };
  expect(completeLock(lock)).toBe(0);
});

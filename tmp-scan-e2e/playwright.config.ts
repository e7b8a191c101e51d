import { defineConfig } from "@playwright/test";
export default defineConfig({ testDir: ".", workers: 1, timeout: 60000, reporter: "line", use: { baseURL: "http://localhost:3700", launchOptions: { executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] } } });

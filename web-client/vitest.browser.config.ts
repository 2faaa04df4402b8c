import { defineConfig } from "vitest/config";

// One browser and one server for the whole run: files and tests go one after another.
export default defineConfig({
  test: {
    environment: "node",
    include: ["browser-tests/**/*.test.ts"],
    fileParallelism: false,
    sequence: { concurrent: false, shuffle: false },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});

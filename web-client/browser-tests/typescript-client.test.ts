import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import ts from "typescript";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startPatchbay, type Patchbay } from "./patchbay";

// The client that docs/typescript-client.md prints, as it stands there: checked by the compiler, then run by node.

const repository = resolve(import.meta.dirname, "../..");
const token = `pb_${"5".repeat(64)}`;

let patchbay: Patchbay;
let directory: string;

beforeAll(async () => {
  patchbay = await startPatchbay({ PATCHBAY_OWNER_EMAIL: "owner@example.com", PATCHBAY_API_TOKEN: token });
  // Below the dashboard's folder, where the types of node are found.
  directory = await mkdtemp(resolve(import.meta.dirname, "../node_modules/.typescript-client-"));
  await symlink(join(repository, "bindings"), join(directory, "bindings"));
});

afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
  await patchbay.stop();
});

it("is 30 lines at most, type-checks, and takes a task from its channel to its end", async () => {
  const page = await readFile(join(repository, "docs/typescript-client.md"), "utf8");
  const source = /^```ts\n(.*?)^```$/ms.exec(page)?.[1] ?? "";
  expect(source.split("\n").filter((line) => line.trim() !== "").length).toBeLessThanOrEqual(30);

  const file = join(directory, "client.ts");
  await writeFile(file, source);
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    types: ["node"],
    lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
  };
  const problems = ts.getPreEmitDiagnostics(ts.createProgram([file], options));
  expect(problems.map((problem) => ts.flattenDiagnosticMessageText(problem.messageText, "\n"))).toEqual([]);

  const { outputText } = ts.transpileModule(source, { compilerOptions: options });
  const script = join(directory, "client.mjs");
  await writeFile(script, outputText);
  const environment = { PATH: process.env.PATH, PATCHBAY_URL: patchbay.url, PATCHBAY_TOKEN: token };
  const { stdout } = await promisify(execFile)(process.execPath, [script], { env: environment });
  expect(stdout).toMatch(/^Task 1: Call Acme.* is completed\.\n$/);
});

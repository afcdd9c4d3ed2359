import { expect, test } from "vitest";
import { reproduceCommand } from "./reproduce-command.ts";
import { runnerOfFile } from "./runner-of-file.ts";

const both = {
  runner: { name: "jest + vitest", version: "30.5.2 + 4.1.12" },
  runners: [
    { name: "jest", version: "30.5.2", config: "evals/jest.config.cjs", files: ["a.eval.test.js"] },
    { name: "vitest", version: "4.1.12", files: ["a.eval.test.ts"] },
  ],
};

test("a case of a merged run is run again by the runner that ran its file", () => {
  const command = (file: string): string =>
    reproduceCommand(runnerOfFile(both)(file), { file, test: "suite > one" });

  expect(command("a.eval.test.js")).toMatch(/^npx jest a\.eval\.test\.js --config evals\/jest\.config\.cjs/);
  expect(command("a.eval.test.ts")).toMatch(/^npx vitest run a\.eval\.test\.ts -t/);
});

test("of a run that was not merged, every file is its runner's", () => {
  expect(runnerOfFile({ runner: { name: "jest", version: "30.5.2" } })("any.test.js").name).toBe("jest");
});

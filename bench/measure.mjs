import { spawn, spawnSync } from "node:child_process";

/**
 * Runs a command to its end and measures it with all its children: wall and CPU (user + system) in milliseconds.
 * bash's `time` sees the resource usage of every descendant that was waited for, which Node's own API does not.
 */
export function measure(command, { cwd, env = {} }) {
  const script = `TIMEFORMAT='@@%R %U %S'; time "$@"`;
  const clean = { ...process.env, NO_COLOR: "1", FORCE_COLOR: "0", CI: "1", ...env };
  delete clean.GITHUB_STEP_SUMMARY;
  return new Promise((resolve, reject) => {
    const child = spawn("bash", ["-c", script, "bash", ...command], { cwd, env: clean });
    let output = "";
    child.stdout.on("data", (chunk) => (output += chunk));
    child.stderr.on("data", (chunk) => (output += chunk));
    child.on("error", reject);
    child.on("close", (status) => {
      const times = /@@([\d.]+) ([\d.]+) ([\d.]+)/.exec(output);
      if (status !== 0 || times === null)
        return reject(
          new Error(`${command.join(" ")} ended with ${status} in ${cwd}:\n${output.slice(-4000)}`),
        );
      const [wall, user, system] = times.slice(1).map((seconds) => Number(seconds) * 1000);
      resolve({ wallMs: wall, cpuMs: user + system });
    });
  });
}

/**
 * Measures `commands` in turns, `repeats` times each after one unmeasured turn, so that a busy moment of the machine hits all of
 * them alike. Returns the median of each.
 */
export async function compare(commands, repeats) {
  const results = commands.map(() => []);
  for (let turn = -1; turn < repeats; turn++) {
    for (const [index, command] of commands.entries()) {
      const result = await measure(command.run, command);
      if (turn >= 0) results[index].push(result);
    }
  }
  return results.map((runs) => ({
    wallMs: median(runs.map(({ wallMs }) => wallMs)),
    cpuMs: median(runs.map(({ cpuMs }) => cpuMs)),
  }));
}

export function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** What the numbers were taken on. */
export function machine() {
  const cpu = spawnSync("bash", ["-c", "grep -m1 'model name' /proc/cpuinfo | cut -d: -f2"], {
    encoding: "utf8",
  }).stdout.trim();
  const cores = spawnSync("nproc", { encoding: "utf8" }).stdout.trim();
  return `${cpu || process.arch}, ${cores} cores, Node ${process.versions.node}, ${process.platform}`;
}

import { sumReplayed, type Replayed, type Spend } from "../judges/spend.ts";
import type { RecordingsSummary } from "./recordings-summary.ts";
import type { GateReason } from "./summary.ts";

/** Adds up what recordings gave to judges. */
export class RecordingsTally {
  #requests: number = 0;
  #replayed: Replayed | undefined;

  add({ requests, replayed }: RecordedSpend): void {
    this.#requests += requests;
    if (replayed !== undefined) this.#replayed = sumReplayed([this.#replayed, replayed]);
  }

  get sum(): RecordedSpend {
    return { requests: this.#requests, ...(this.#replayed !== undefined && { replayed: this.#replayed }) };
  }

  /** `undefined` where no reply was replayed. */
  result(): RecordingsSummary | undefined {
    return this.#replayed === undefined ? undefined : { ...this.#replayed, requests: this.#requests };
  }
}

type RecordedSpend = Pick<Spend, "requests" | "replayed">;

const dayMs = 24 * 60 * 60 * 1_000;

/** Says that verdicts of this run rest on replies of another day, and how old they are. */
export function recordingNotes(
  recordings: RecordingsSummary | undefined,
  startedAt: string,
  warnings: readonly string[],
): GateReason[] {
  return [
    ...(recordings === undefined ? [] : [note("replayed", describeReplayed(recordings, startedAt))]),
    ...warnings.map((warning) => note("recording-warning", `recordings: ${warning}`)),
  ];
}

function describeReplayed(
  { replies, requests, oldest, newest }: RecordingsSummary,
  startedAt: string,
): string {
  const [from, to] = [oldest.slice(0, 10), newest.slice(0, 10)];
  const when = from === to ? from : `${from} to ${to}`;
  const asked = requests === 0 ? "no request was sent" : `${count(requests, "request")} sent`;
  return `judges: ${count(replies, "reply", "replies")} replayed (recorded ${when}, ${describeAge(oldest, startedAt)}), ${asked}`;
}

/** By the clock of the run; a recording of the future is no fresh one, its clock was wrong. */
export function describeAge(recordedAt: string, now: string): string {
  const age = Date.parse(now) - Date.parse(recordedAt);
  // A run records after it has started.
  if (age < -dayMs) return "in the future: a clock was wrong";
  const days = Math.max(0, Math.floor(age / dayMs));
  return days === 0 ? "less than a day old" : `the oldest ${count(days, "day")} old`;
}

function count(number: number, one: string, many: string = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

function note(code: GateReason["code"], message: string): GateReason {
  return { code, effect: "note", message };
}

import type { TraceStep, TraceTimings, Usage } from "../trace.ts";
import { field, isObject, listField, textField, type Fields } from "../fields.ts";
import { isLogRecord, logSpanId, readAttributes, readEvent, type SpanEvent } from "./otel-records.ts";

/** A span with its attributes as an object, and the events on it, those that were exported as log records too. */
export interface ReadSpan {
  readonly span: unknown;
  readonly attributes: Fields;
  readonly events: readonly SpanEvent[];
}

/**
 * The spans of OTLP JSON, of an exporter's list, or a single one, in the order in which they began, with their log records
 * where `value` has them; `undefined` when it holds anything else.
 */
export function readSpans(value: unknown): readonly ReadSpan[] | undefined {
  const listed = recordsOf(value);
  const logs = listed.filter((one) => isLogRecord(one) && !isSpan(one));
  const spans = listed.filter((one) => !logs.includes(one));
  if (spans.length === 0 || !spans.every(isSpan)) return undefined;
  const begun = spans.map((span) => ({ span, start: spanStart(span) ?? -1n }));
  // Exporters list spans as they end: a parent comes after its children.
  if (begun.every(({ start }) => start >= 0n)) begun.sort((a, b) => Number(a.start - b.start));
  return begun.map(({ span }) => ({
    span,
    attributes: readAttributes(span),
    events: [
      ...(listField(span, "events") ?? []),
      ...logs.filter((log) => logSpanId(log) !== undefined && logSpanId(log) === spanId(span)),
    ].map(readEvent),
  }));
}

function recordsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  const inside = (resources: string, scopes: string, records: string): readonly unknown[] =>
    (listField(value, resources) ?? [])
      .flatMap((resource) => listField(resource, scopes) ?? [])
      .flatMap((scope) => listField(scope, records) ?? []);
  const exported = [
    ...inside("resourceSpans", "scopeSpans", "spans"),
    ...inside("resourceLogs", "scopeLogs", "logRecords"),
    ...(listField(value, "spans") ?? []),
    ...(listField(value, "logRecords") ?? []),
  ];
  return exported.length === 0 ? [value] : exported;
}

/** A span has a name and attributes, as an object (SDK) or as a list of key and value (OTLP). */
function isSpan(value: unknown): boolean {
  const attributes = field(value, "attributes");
  return textField(value, "name") !== undefined && (isObject(attributes) || Array.isArray(attributes));
}

/** Why the span failed, when its status says so. */
export function spanFailure(span: unknown): string | undefined {
  const status = field(span, "status");
  const code = field(status, "code");
  if (code !== 2 && code !== "ERROR" && code !== "STATUS_CODE_ERROR") return undefined;
  return textField(status, "message") || "error";
}

/**
 * The spans that `nameOf` names, as steps. The one span that holds all others is the run itself and no step of it.
 */
export function spanSteps(
  spans: readonly ReadSpan[],
  nameOf: (read: ReadSpan) => string | undefined,
): readonly TraceStep[] {
  const whole = wholeRun(spans);
  return spans.flatMap((read): TraceStep[] => {
    const name = read === whole ? undefined : nameOf(read);
    if (name === undefined) return [];
    const error = spanFailure(read.span);
    const durationMs = spanTimings(read.span)?.durationMs;
    return [
      {
        name,
        status: error === undefined ? "ok" : "error",
        ...(error !== undefined && { error }),
        ...(durationMs !== undefined && { durationMs }),
      },
    ];
  });
}

function wholeRun(spans: readonly ReadSpan[]): ReadSpan | undefined {
  const ids = new Set(spans.map(({ span }) => spanId(span)));
  const roots = spans.filter(({ span }) => {
    const parent = parentId(span);
    return parent === undefined || !ids.has(parent);
  });
  return spans.length > 1 && roots.length === 1 ? roots[0] : undefined;
}

export function spanId(span: unknown): string | undefined {
  // Live spans of the SDK have it in a method, the console exporter calls it `id`, Phoenix `context.span_id`.
  const method = field(span, "spanContext");
  const live: unknown = typeof method === "function" ? Reflect.apply(method, span, []) : method;
  return (
    textField(live, "spanId") ??
    textField(span, "spanId") ??
    textField(field(span, "context"), "span_id") ??
    textField(span, "id")
  );
}

export function parentId(span: unknown): string | undefined {
  return (
    textField(span, "parentSpanId") ??
    textField(field(span, "parentSpanContext"), "spanId") ??
    textField(span, "parentId") ??
    textField(span, "parent_id")
  );
}

/** When the spans began and how long they took together. */
export function runTimings(spans: readonly ReadSpan[]): TraceTimings | undefined {
  const times = spans.flatMap(({ span }) => spanTimings(span) ?? []);
  if (times.length === 0) return undefined;
  const startedAt = Math.min(...times.map((one) => one.startedAt));
  const endedAt = Math.max(...times.map((one) => one.startedAt + one.durationMs));
  return { startedAt, durationMs: endedAt - startedAt };
}

export function spanTimings(
  span: unknown,
): { readonly startedAt: number; readonly durationMs: number } | undefined {
  const start = spanStart(span);
  const end = nanoseconds(
    field(span, "endTime") ?? field(span, "endTimeUnixNano") ?? field(span, "end_time"),
  );
  if (start === undefined || end === undefined || end < start) return undefined;
  return { startedAt: Number(start / 1_000_000n), durationMs: Number(end - start) / 1e6 };
}

function spanStart(span: unknown): bigint | undefined {
  return nanoseconds(
    field(span, "startTime") ?? field(span, "startTimeUnixNano") ?? field(span, "start_time"),
  );
}

/** Times of the SDK are seconds and nanoseconds, those of OTLP nanoseconds, those of Phoenix ISO dates. */
function nanoseconds(time: unknown): bigint | undefined {
  if (Array.isArray(time)) {
    const [seconds, nanos] = time as readonly unknown[];
    if (!Number.isSafeInteger(seconds) || !Number.isSafeInteger(nanos)) return undefined;
    return BigInt(seconds as number) * 1_000_000_000n + BigInt(nanos as number);
  }
  if (typeof time === "number") return Number.isSafeInteger(time) ? BigInt(time) : undefined;
  if (typeof time !== "string") return undefined;
  if (/^\d+$/.test(time)) return BigInt(time);
  const milliseconds = Date.parse(time);
  return Number.isNaN(milliseconds) ? undefined : BigInt(milliseconds) * 1_000_000n;
}

/** The tokens that these attributes of model spans count, summed; `undefined` where none does. */
export function sumUsage(
  spans: readonly ReadSpan[],
  input: readonly string[],
  output: readonly string[],
): Usage | undefined {
  const counts = spans.map(
    ({ attributes }) => [count(attributes, input), count(attributes, output)] as const,
  );
  if (counts.every((pair) => pair.every((one) => one === undefined))) return undefined;
  return {
    inputTokens: counts.reduce((sum, [one = 0]) => sum + one, 0),
    outputTokens: counts.reduce((sum, [, one = 0]) => sum + one, 0),
  };
}

function count(attributes: Fields, names: readonly string[]): number | undefined {
  return names.map((name) => attributes[name]).find((one) => typeof one === "number");
}

import { field, isObject, listField, textField, toText, type Fields } from "../fields.ts";

/** An event on a span, or the log record of one. */
export interface SpanEvent {
  readonly name: string;
  readonly attributes: Fields;
  /** What log records hold beside their attributes. */
  readonly body: unknown;
}

/** The attributes of a span or of a log record: an object (SDK) or a list of key and value (OTLP). */
export function readAttributes(record: unknown): Fields {
  const attributes = field(record, "attributes");
  if (!Array.isArray(attributes)) return isObject(attributes) ? attributes : {};
  return Object.fromEntries(
    attributes.map((attribute) => [textField(attribute, "key") ?? "", otlpValue(field(attribute, "value"))]),
  );
}

/** A log record of an event, of the SDK or of OTLP. */
export function isLogRecord(value: unknown): boolean {
  const attributes = field(value, "attributes");
  return (isObject(attributes) || Array.isArray(attributes)) && eventName(value) !== undefined;
}

export function logSpanId(log: unknown): string | undefined {
  return textField(field(log, "spanContext"), "spanId") ?? textField(log, "spanId");
}

export function readEvent(event: unknown): SpanEvent {
  const body = field(event, "body");
  return {
    name: eventName(event) ?? "",
    attributes: readAttributes(event),
    body: isObject(body) ? otlpBody(body) : body,
  };
}

/** Span events have it as their name, log records as a field, older ones as an attribute. */
function eventName(event: unknown): string | undefined {
  return (
    textField(event, "name") ??
    textField(event, "eventName") ??
    textField(readAttributes(event), "event.name")
  );
}

function otlpBody(body: Fields): unknown {
  const isWrapped = Object.keys(body).length === 1 && Object.keys(body)[0]?.endsWith("Value") === true;
  return isWrapped ? otlpValue(body) : body;
}

function otlpValue(value: unknown): unknown {
  const list = listField(field(value, "arrayValue"), "values");
  if (list !== undefined) return list.map(otlpValue);
  const pairs = listField(field(value, "kvlistValue"), "values");
  if (pairs !== undefined)
    return Object.fromEntries(
      pairs.map((pair) => [toText(field(pair, "key")), otlpValue(field(pair, "value"))]),
    );
  const integer = field(value, "intValue");
  if (integer !== undefined) return Number(integer);
  return field(value, "stringValue") ?? field(value, "doubleValue") ?? field(value, "boolValue");
}

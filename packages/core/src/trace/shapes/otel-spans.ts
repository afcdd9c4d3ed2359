import { field, isObject, listField, textField, toText, type Fields } from "../fields.ts";

/** The spans of OTLP JSON, of an exporter's list, or a single one; `undefined` when `value` holds none. */
export function spansOf(value: unknown): readonly unknown[] | undefined {
  const resources = listField(value, "resourceSpans");
  if (resources !== undefined) {
    const scopes = resources.flatMap((resource) => listField(resource, "scopeSpans") ?? []);
    return scopes.flatMap((scope) => listField(scope, "spans") ?? []);
  }
  const spans = Array.isArray(value) ? value : (listField(value, "spans") ?? [value]);
  return spans.length === 0 ? undefined : spans;
}

/** A span has a name and attributes, as an object (SDK) or as a list of key and value (OTLP). */
export function isSpan(value: unknown): boolean {
  const attributes = field(value, "attributes");
  return textField(value, "name") !== undefined && (isObject(attributes) || Array.isArray(attributes));
}

export function spanAttributes(span: unknown): Fields {
  const attributes = field(span, "attributes");
  if (!Array.isArray(attributes)) return isObject(attributes) ? attributes : {};
  return Object.fromEntries(
    attributes.map((attribute) => [textField(attribute, "key") ?? "", otlpValue(field(attribute, "value"))]),
  );
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

/** Why the span failed, when its status says so. */
export function spanFailure(span: unknown): string | undefined {
  const status = field(span, "status");
  const code = field(status, "code");
  if (code !== 2 && code !== "ERROR" && code !== "STATUS_CODE_ERROR") return undefined;
  return textField(status, "message") || "error";
}

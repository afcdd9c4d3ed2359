import { parentId, spanId, type ReadSpan } from "./otel-spans.ts";

/** The spans that are `of` a kind and lie in no other of it: a framework's span holds that of the client which it uses. */
export function outermost(
  spans: readonly ReadSpan[],
  isOf: (span: ReadSpan) => boolean,
): readonly ReadSpan[] {
  const found = new Set(spans.filter(isOf));
  const above = ancestors(spans);
  return spans.filter((span) => found.has(span) && !above(span).some((one) => found.has(one)));
}

/** Of the spans with messages those that no other one inside of them tells more closely, and that no model's span holds. */
export function speaking(
  spans: readonly ReadSpan[],
  models: readonly ReadSpan[],
  hasMessages: (span: ReadSpan) => boolean,
): readonly ReadSpan[] {
  const found = spans.filter(hasMessages);
  const above = ancestors(spans);
  const holding = new Set(found.flatMap(above));
  const replying = new Set(models);
  return found.filter((span) => !holding.has(span) && !above(span).some((one) => replying.has(one)));
}

function ancestors(spans: readonly ReadSpan[]): (span: ReadSpan) => readonly ReadSpan[] {
  const byId = new Map(spans.map((one) => [spanId(one.span), one]));
  return (span) => {
    const above = new Set<ReadSpan>();
    for (let at = parentOf(span, byId); at !== undefined && !above.has(at); at = parentOf(at, byId))
      above.add(at);
    return [...above];
  };
}

function parentOf({ span }: ReadSpan, byId: ReadonlyMap<string | undefined, ReadSpan>): ReadSpan | undefined {
  const parent = parentId(span);
  return parent === undefined ? undefined : byId.get(parent);
}

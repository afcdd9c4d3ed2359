import { encodeXml } from "./encode-xml.ts";

/** One `<testcase>` before its names are encoded. */
export interface JunitTest {
  readonly classname: string;
  readonly name: string;
  readonly seconds?: number;
  readonly place?: { readonly file: string; readonly line?: number };
  readonly properties?: readonly (readonly [name: string, value: string])[];
  readonly result?: {
    readonly kind: "failure" | "error" | "skipped";
    readonly type?: string;
    readonly message: string;
    readonly body?: string;
  };
}

/** What suites and the whole report count of a test. */
export interface JunitCount {
  readonly seconds?: number;
  readonly result?: Pick<NonNullable<JunitTest["result"]>, "kind">;
}

export interface JunitSuite {
  readonly name: string;
  readonly startedAt: string;
  readonly properties: readonly (readonly [name: string, value: string])[];
  readonly counts: readonly JunitCount[];
  /** Made while they are written: a large run has many. */
  readonly tests: Iterable<JunitTest>;
}

/** One `<testsuite>`, piece by piece; here, and nowhere else, names and texts become XML. */
export function* junitSuite({
  name,
  counts,
  tests,
  startedAt,
  properties,
}: JunitSuite): Generator<string, void, undefined> {
  yield `  <testsuite name="${encodeXml(name)}" ${junitTotals(counts)} timestamp="${encodeXml(startedAt)}">\n`;
  yield `${propertyElements(properties, "    ")}\n`;
  for (const one of tests) yield `${testElement(one)}\n`;
  yield `  </testsuite>\n`;
}

/** The counts that suites and the whole report have as attributes. */
export function junitTotals(counts: readonly JunitCount[]): string {
  const count = (kind: string): number => counts.filter(({ result }) => result?.kind === kind).length;
  const seconds = counts.reduce((sum, one) => sum + (one.seconds ?? 0), 0);
  return `tests="${counts.length}" failures="${count("failure")}" errors="${count("error")}" skipped="${count("skipped")}" time="${seconds.toFixed(3)}"`;
}

// Texts are added to each other: a list of them for every test, joined and joined again, would take longer.
function testElement({ classname, name, seconds = 0, place, properties = [], result }: JunitTest): string {
  let text = `    <testcase classname="${encodeXml(classname)}" name="${encodeXml(name)}" time="${seconds.toFixed(3)}"`;
  if (place !== undefined) text += ` file="${encodeXml(place.file)}"`;
  if (place?.line !== undefined) text += ` line="${place.line}"`;
  text += ">\n";
  if (properties.length > 0) text += `${propertyElements(properties, "      ")}\n`;
  if (result !== undefined) text += `${resultElement(result)}\n`;
  return `${text}    </testcase>`;
}

function propertyElements(properties: readonly (readonly [string, string])[], indent: string): string {
  let text = `${indent}<properties>\n`;
  for (const [name, value] of properties)
    text += `${indent}  <property name="${encodeXml(name)}" value="${encodeXml(value)}"/>\n`;
  return `${text}${indent}</properties>`;
}

function resultElement({ kind, type, message, body }: NonNullable<JunitTest["result"]>): string {
  const what = type === undefined ? "" : ` type="${encodeXml(type)}"`;
  const open = `      <${kind} message="${encodeXml(message)}"${what}`;
  return body === undefined ? `${open}/>` : `${open}>${encodeXml(body)}</${kind}>`;
}

import { canonicalise } from "./untrusted-text.ts";

/** What a judge may be shown beside the judged text. */
export interface MaterialOptions {
  /** What the application was asked. */
  readonly input?: string | undefined;
  /** A right answer. */
  readonly reference?: string | undefined;
  /** What the application had before it. */
  readonly context?: string | readonly string[] | undefined;
}

export interface Material {
  readonly output: string;
  readonly input?: string;
  readonly reference?: string;
  readonly context?: readonly string[];
}

/** The texts as the judge sees them; evidence is looked up in these, too. */
export function readMaterial({
  output,
  input,
  reference,
  context,
}: MaterialOptions & { readonly output: string }): Material {
  const passages = typeof context === "string" ? [context] : context;
  return {
    output: canonicalise(output),
    ...(input !== undefined && { input: canonicalise(input) }),
    ...(reference !== undefined && { reference: canonicalise(reference) }),
    ...(passages !== undefined && { context: passages.map(canonicalise) }),
  };
}

/** Every text of `material`: a nonce must occur in none of them. */
export function textsOf({ output, input = "", reference = "", context = [] }: Material): readonly string[] {
  return [output, input, reference, ...context];
}

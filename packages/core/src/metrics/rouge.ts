import type * as JsRouge from "js-rouge";
import { missingPackage } from "./missing-package.ts";

export interface RougeOptions {
  /** `1` and `2`: unigrams and bigrams; `L`: longest common subsequence. Default `L`. */
  readonly variant?: 1 | 2 | "L";
  /** Tell `Refund` and `refund` apart. Default `false`, as in the original ROUGE script. */
  readonly caseSensitive?: boolean;
}

/**
 * ROUGE F-measure (Lin 2004) of a text against a reference, from 0 to 1, computed by the optional peer `js-rouge`. It counts
 * shared words and knows no meaning: watch it, never gate on it.
 *
 * @throws Error when `js-rouge` is not installed.
 * @example
 * ```ts
 * await rouge("the cat was under the bed", "the cat was found under the bed", { variant: 1 }); // 0.923...
 * ```
 */
export async function rouge(output: string, reference: string, options: RougeOptions = {}): Promise<number> {
  const { variant = "L", caseSensitive = false } = options;
  if (variant !== 1 && variant !== 2 && variant !== "L") {
    throw new RangeError(`Expected \`variant\` to be 1, 2 or "L", got ${String(variant)}.`);
  }
  // The package refuses an empty text, whose overlap is plain.
  if (output.trim() === "" || reference.trim() === "") return output.trim() === reference.trim() ? 1 : 0;
  const { l, n } = await loadRouge();
  return variant === "L"
    ? l(output, reference, { caseSensitive })
    : n(output, reference, { n: variant, caseSensitive });
}

async function loadRouge(): Promise<typeof JsRouge> {
  try {
    return await import("js-rouge");
  } catch (error) {
    throw missingPackage("js-rouge", error);
  }
}

const families: readonly (readonly [pattern: RegExp, family: string])[] = [
  [/gpt|chatgpt|davinci|(?:^|\/)o\d/i, "gpt"],
  [/claude/i, "claude"],
  [/gemini|gemma|palm/i, "gemini"],
  [/llama/i, "llama"],
  [/mi[sx]tral|codestral|ministral|magistral/i, "mistral"],
  [/qwen|qwq/i, "qwen"],
  [/deepseek/i, "deepseek"],
  [/command/i, "command"],
  [/grok/i, "grok"],
  [/phi-?\d/i, "phi"],
];

/** The maker's family that a model's name gives away; else the name itself. */
export function modelFamily(model: string): string {
  return families.find(([pattern]) => pattern.test(model))?.[1] ?? model;
}

import type { AssayConfig } from "../config/assay-config.ts";
import { EvalError } from "../errors/eval-error.ts";
import type { PanelOptions } from "../judges/panel.ts";
import type { ChatModel } from "../models/chat-model.ts";

/** The model that `matcher` asks: its own option, else the configuration's judge. */
export async function resolveJudge(matcher: string, model: ChatModel | undefined): Promise<ChatModel> {
  const judge = model ?? (await configuredJudge());
  if (judge === undefined) {
    throw new EvalError(
      `Failed to use "${matcher}": there is no judge. Set \`judge\` in assay.config.ts, to lexical() for one that needs no key, or pass { model } to the matcher.`,
      { code: "CONFIG_NO_JUDGE" },
    );
  }
  if (typeof judge.complete === "function" && typeof judge.id === "string") return judge;
  throw new EvalError(
    `Failed to use "${matcher}": the judge is no model. Pass one made with openai(), lexical() or fromFunction(), or any object with id, family and complete().`,
    { code: "MATCHER_ARGUMENT" },
  );
}

/** Who judges for `matcher`: a jury, else one model. */
export async function resolvePanel(
  matcher: string,
  { model, jury }: Pick<PanelOptions, "model" | "jury">,
): Promise<Pick<PanelOptions, "model" | "jury">> {
  return jury === undefined ? { model: await resolveJudge(matcher, model) } : { model, jury };
}

async function configuredJudge(): Promise<ChatModel | undefined> {
  configure ??= (await import("../config/worker-config.ts")).workerConfig;
  return (await configure()).judge;
}

/** Kept, because every judged check asks, and import() is dear even when the module is there. */
let configure: (() => Promise<AssayConfig>) | undefined;

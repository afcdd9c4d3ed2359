/** Whether a terminal in this environment shows block characters: a UTF-8 locale, or a terminal of Windows that is new enough. */
export function isUnicodeTerminal(
  environment: { readonly [name: string]: string | undefined } = process.env,
  platform: string = process.platform,
): boolean {
  if (environment["TERM"] === "linux" || environment["TERM"] === "dumb") return false;
  if (platform === "win32")
    return environment["WT_SESSION"] !== undefined || environment["TERM_PROGRAM"] === "vscode";
  const locale = environment["LC_ALL"] || environment["LC_CTYPE"] || environment["LANG"] || "";
  return /utf-?8/i.test(locale) || (platform === "darwin" && locale === "");
}

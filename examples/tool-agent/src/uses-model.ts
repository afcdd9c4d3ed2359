/** Whether the environment names a model: it then serves and judges. Else everything runs offline. */
export function usesModel(): boolean {
  return process.env["OPENAI_API_KEY"] !== undefined || process.env["OPENAI_BASE_URL"] !== undefined;
}

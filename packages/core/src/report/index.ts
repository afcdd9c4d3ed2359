/** A run's summary as text, and the encoders through which untrusted text goes there. */
export { commentMarker } from "./comment-marker.ts";
export { encodeHtml } from "./encode-html.ts";
export { encodeJson } from "./encode-json.ts";
export { encodeMarkdown } from "./encode-markdown.ts";
export { encodeTerminal, encodeTerminalLine } from "./encode-terminal.ts";
export { encodeWorkflowMessage, encodeWorkflowProperty } from "./encode-workflow-command.ts";
export { encodeXml } from "./encode-xml.ts";
export {
  renderAnnotations,
  type AnnotatedPlace,
  type RenderAnnotationsOptions,
} from "./render-annotations.ts";
export { renderCodeQuality, type RenderCodeQualityOptions } from "./render-code-quality.ts";
export { renderComment, type RenderCommentOptions } from "./render-comment.ts";
export { renderCsv, renderCsvPieces } from "./render-csv.ts";
export { renderJunit, renderJunitPieces } from "./render-junit.ts";
export { renderComparison, type RenderComparisonOptions } from "./render-comparison.ts";
export { historyPoint } from "./history-point.ts";
export type { HistoryPoint } from "./html/page-data.ts";
export { renderHtml, renderHtmlPieces, type RenderHtmlOptions } from "./render-html.ts";
export { renderJudgeCheck, type RenderJudgeCheckOptions } from "./render-judge-check.ts";
export { renderMarkdown, type RenderMarkdownOptions } from "./render-markdown.ts";
export { renderMetrics } from "./render-metrics.ts";
export { renderTerminal, type RenderTerminalOptions } from "./render-terminal.ts";
export {
  renderVitestJson,
  renderVitestJsonPieces,
  type RenderVitestJsonOptions,
} from "./render-vitest-json.ts";
export { reportToGithub, type GithubOptions } from "./report-to-github.ts";
export { reproduceCommand } from "./reproduce-command.ts";

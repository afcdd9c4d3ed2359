export { default } from "../assay.config.ts";

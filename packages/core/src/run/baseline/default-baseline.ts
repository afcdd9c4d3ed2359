/** The baseline's name where the configuration gives none. */
export const defaultBaseline = "assay.baseline.json";

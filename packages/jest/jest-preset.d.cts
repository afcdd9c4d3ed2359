import type { Preset } from "./dist/cjs/preset.js";

declare const preset: Promise<Preset>;

export = preset;

/** Assigning what there is costs a fraction of spreading it, and a run has many cases and checks. */
export type Writable<T> = { -readonly [field in keyof T]: T[field] };

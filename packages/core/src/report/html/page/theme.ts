import { h } from "./dom.ts";

const themes = ["auto", "light", "dark"] as const;
type Theme = (typeof themes)[number];
const key = "assay-report-theme";

/** A select for the colours: as the system says, light, or dark; remembered where the browser allows it. */
export function themeSelect(): HTMLElement {
  const select = h(
    "select",
    { id: "theme", "aria-label": "Colours" },
    themes.map((theme) => h("option", { value: theme }, theme)),
  );
  select.value = remembered();
  apply(select.value);
  select.addEventListener("change", () => {
    apply(select.value);
    try {
      localStorage.setItem(key, select.value);
    } catch {
      // A page from disk may have no storage: the choice then lasts until it is closed.
    }
  });
  return select;
}

function apply(theme: string): void {
  document.documentElement.dataset["theme"] = theme;
}

function remembered(): Theme {
  try {
    return themes.find((theme) => theme === localStorage.getItem(key)) ?? "auto";
  } catch {
    return "auto";
  }
}

export interface KeyActions {
  readonly next: () => void;
  readonly previous: () => void;
  readonly back: () => void;
  readonly search: () => void;
}

/** j and k walk, Escape goes back, / searches; none of them while a control has the keys. */
export function listenToKeys(actions: KeyActions): void {
  const byKey: { readonly [key: string]: () => void } = {
    j: actions.next,
    k: actions.previous,
    Escape: actions.back,
    "/": actions.search,
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const inControl =
      event.target instanceof Element && event.target.closest("input, select, textarea") !== null;
    if (inControl && event.key !== "Escape") return;
    const action = byKey[event.key];
    if (action === undefined) return;
    event.preventDefault();
    if (inControl) (event.target as HTMLElement).blur();
    else action();
  });
}

import { showUnprintable } from "../../show-unprintable.ts";

export type Child = Node | string | number | false | null | undefined | readonly Child[];

/** Attributes by name; `on...` are listeners. `false` and `undefined` leave one out, `true` sets it without a value. */
export interface Properties {
  readonly [name: string]: string | number | boolean | undefined | ((event: Event) => void);
}

/** An element. Every text goes in as a text node or an attribute's value, never as markup. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Properties = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  return fill(document.createElement(tag), properties, children);
}

/** {@link h} for the elements of a picture. */
export function svg<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  properties: Properties = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[Tag] {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), properties, children);
}

export function append(parent: Element, children: readonly Child[]): void {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    if (Array.isArray(child)) append(parent, child as readonly Child[]);
    else parent.append(child instanceof Node ? child : showUnprintable(String(child)));
  }
}

export function replaceChildren(parent: Element, ...children: readonly Child[]): void {
  parent.textContent = "";
  append(parent, children);
}

function fill<Made extends Element>(element: Made, properties: Properties, children: readonly Child[]): Made {
  for (const [name, value] of Object.entries(properties)) setProperty(element, name, value);
  append(element, children);
  return element;
}

function setProperty(element: Element, name: string, value: Properties[string]): void {
  if (value === undefined || value === false) return;
  if (typeof value === "function") {
    element.addEventListener(name.slice(2), value);
    return;
  }
  if (name === "href" && !String(value).startsWith("#")) throw new Error("A report links to itself only.");
  element.setAttribute(name, value === true ? "" : showUnprintable(String(value)));
}

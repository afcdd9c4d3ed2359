import type { Constraint, RuleOptions } from "../constraint.ts";
import { findLinks, type FoundLink } from "../find-links.ts";
import { invalidConstraint } from "../invalid-constraint.ts";
import { quoteTerms } from "../terms.ts";

export interface OnlyLinksToOptions extends RuleOptions {
  /** Schemes that are allowed beside `http` and `https`, whatever they point to: `["mailto"]`. */
  readonly schemes?: readonly string[];
}

/** Every link of the text goes to one of `hosts`; none may be there when the list is empty. `*.acme.com` is any name below. */
export function onlyLinksTo(hosts: readonly string[], options: OnlyLinksToOptions = {}): Constraint {
  const { schemes = [] } = options;
  if (!Array.isArray(hosts) || !hosts.every((host) => isHost(host))) {
    throw invalidConstraint(
      "onlyLinksTo",
      `expected a list of hosts such as "acme.com" or "*.acme.com", got ${JSON.stringify(hosts)}`,
    );
  }
  const allowed = hosts.map((host) => host.toLowerCase());
  const isAllowed = ({ scheme, host }: FoundLink): boolean => {
    if (scheme !== "http" && scheme !== "https") return schemes.includes(scheme);
    return allowed.some((one) => (one.startsWith("*.") ? host.endsWith(one.slice(1)) : host === one));
  };
  return {
    id: "onlyLinksTo",
    advisory: options.advisory === true,
    evaluate(text) {
      const links = findLinks(text);
      const refused = links.filter((link) => !isAllowed(link)).map(({ target }) => target.slice(0, 80));
      if (refused.length > 0) return { pass: false, reason: `links to ${quoteTerms(refused)}` };
      return {
        pass: true,
        reason: links.length === 0 ? "has no links" : `${links.length} links, all allowed`,
      };
    },
  };
}

/** A host and nothing else: a rule for "https://acme.com/help" would never be met. */
function isHost(host: unknown): boolean {
  return typeof host === "string" && /^(?:\*\.)?[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/i.test(host);
}

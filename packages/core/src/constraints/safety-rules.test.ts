import { describe, expect, test } from "vitest";
import { constraintsFrom, type ConstraintRules } from "./constraint-rules.ts";
import { constraints } from "./constraints.ts";
import { evaluateConstraints } from "./evaluate-constraints.ts";
import { findLinks } from "./find-links.ts";
import { findPii } from "./find-pii.ts";

const results = (rules: ConstraintRules, text: string): string[] =>
  evaluateConstraints(constraintsFrom(rules), text).map(({ outcome, reason }) => `${outcome}: ${reason}`);

describe("onlyLinksTo", () => {
  const rules = { onlyLinksTo: ["acme.com", "*.acme.com"] };

  test.each([
    "See https://acme.com/help.",
    "See [help](https://docs.acme.com/a?b=c) and ![logo](http://acme.com/logo.png)",
    "See www.acme.com, or [the top](#top), or [help](/help).",
    "Mail jane@evil.com; version 1.2.3; example.com is a name.",
    "nothing",
    '<a href="https://ACME.com/x">x</a>',
  ])("holds for %j", (text) => {
    expect(results(rules, text)[0]).toContain("pass: ");
  });

  test.each([
    ["https://evil.com", "evil.com"],
    ["https://acme.com@evil.com/x", "evil.com"],
    ["https://acme.com.evil.com", "acme.com.evil.com"],
    ["https://notacme.com", "notacme.com"],
    ["![x](//evil.com/pixel.png?q=secret)", "evil.com"],
    ["https:\\\\evil.com", "evil.com"],
    ["https://аcme.com", "xn--cme-5cd.com"],
    ["https://acme。evil.com", "acme.evil.com"],
    ["[a]: https://evil.com 'title'", "evil.com"],
    ["<a href=https://evil.com>", "evil.com"],
    ["ftp://evil.com/x", "evil.com"],
    ["WWW.EVIL.COM", "www.evil.com"],
    ["[x](javascript:alert(1))", ""],
    ["[x](data:text/html,hi)", ""],
    ["<mailto:a@evil.com>", ""],
  ])("is broken by %j", (text, host) => {
    expect(results(rules, text)[0]).toContain("fail: links to");
    expect(findLinks(text).map((link) => link.host)).toContain(host);
  });

  test("allows no link at all with an empty list, and other schemes where named", () => {
    expect(results({ onlyLinksTo: [] }, "https://acme.com")).toEqual(['fail: links to "https://acme.com"']);
    expect(results({ onlyLinksTo: { hosts: [], schemes: ["mailto"] } }, "<mailto:a@b.c>")).toEqual([
      "pass: 1 links, all allowed",
    ]);
  });

  test("refuses a link in place of a host", () => {
    expect(() => constraints().onlyLinksTo(["https://acme.com"])).toThrow("a list of hosts");
    expect(() => constraints().onlyLinksTo("acme.com" as never)).toThrow("a list of hosts");
  });

  test("reads a long text in linear time", () => {
    const startedAt = performance.now();
    findLinks("https://a".repeat(20_000) + "[".repeat(50_000) + "](".repeat(20_000) + "www.".repeat(20_000));

    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});

describe("noPii", () => {
  // Cards: Stripe's test numbers. IBANs: the examples of the SWIFT registry. The rest: numbers kept for fiction.
  test.each([
    ["email", "Write to jane.doe+x@mail.example.co.uk."],
    ["email", "jane\u200b@example.com"],
    ["phone", "Call +44 20 7946 0958"],
    ["phone", "Call (202) 555-0143 or so"],
    ["phone", "Call 1-202-555-0143"],
    ["phone", "Bel 020 794 6095"],
    ["card", "4242 4242 4242 4242"],
    ["card", "5555-5555-5555-4444,"],
    ["card", "378282246310005"],
    ["card", "4242 4242 4242 4242 12/29"],
    ["card", "4242-4242-4242-4242 123"],
    ["card", "charge 5 4242424242424242"],
    ["card", "3782 822463 10005 11/28 1234"],
    ["iban", "DE89 3704 0044 0532 0130 00 AND SO ON"],
    ["iban", "GB29NWBK60161331926819"],
    ["iban", "NO9386011117947"],
    ["card", "4242.4242.4242.4242."],
    ["card", "3782.822463.10005"],
    ["card", "card 4242_4242_4242_4242, thanks"],
    ["iban", "de89 3704 0044 0532 0130 00 and so on"],
    ["iban", "my account is gb29nwbk60161331926819."],
    ["iban", "fr14 2004 1010 0505 0001 3m02 606"],
    ["iban", "Nl91-Abna-0417-1643-00"],
    ["iban", "DE89.3704.0044.0532.0130.00"],
    ["iban", "no93 86011117947 next"],
    ["ssn", "123-45-6789"],
    ["ssn", "123 45 6789"],
  ])("finds %s in %j", (kind, text) => {
    expect(findPii(text).map((finding) => finding.kind)).toContain(kind);
  });

  test.each([
    "4242 4242 4242 4241",
    "DE88 3704 0044 0532 0130 00",
    "de88 3704 0044 0532 0130 00",
    "de89 3704 0044 0532 0130 001",
    "4242.4242.4242.4241 and 1.4242.4242.4242.4242 and 4242.4242.4242.4242.1",
    "3.1415926535897932 and 0.4242424242424242 and 192.168.100.200",
    "at10 of them the rest is not so bad",
    "0000 0000 0000 0000",
    "000-12-3456 and 666-12-3456 and 912-34-5678 and 123-00-4567",
    "Order 12345678, on 2026-11-21 at 10:20:30, 01/02/2026 10:20, for $1,234,567.89",
    "version 1.2.3.4, ISBN 978-3-16-148410-1, 10.0.0.255, 50%",
    "@jane, a@b, foo@bar",
    "UUID 123e4567-e89b-12d3-a456-426614174000",
  ])("finds nothing in %j", (text) => {
    expect(findPii(text)).toEqual([]);
  });

  test("masks what it found", () => {
    const [reason = ""] = results({ noPii: true }, "jane.doe@example.com, 4242 4242 4242 4242");

    expect(reason).toBe("fail: holds email j...@example.com, card ...42");
  });

  test("looks for the kinds that are asked for, and lets through what is allowed", () => {
    expect(results({ noPii: { kinds: ["card"] } }, "jane@example.com")).toEqual(["pass: no card found"]);
    expect(results({ noPii: { allow: ["Support@Acme.com"] } }, "support@acme.com")[0]).toContain("pass: ");
    expect(results({ noPii: { allow: ["support@acme.com"] } }, "x.support@acme.com")[0]).toContain("fail: ");
  });

  test("looks for patterns of the user's own, by name", () => {
    const rules = { noPii: { kinds: [], patterns: { "customer number": /AC-\d{6}/ } } };

    expect(results(rules, "AC-123456")).toEqual(["fail: holds customer number"]);
    expect(results(rules, "AC-1")).toEqual(["pass: no customer number found"]);
  });

  test("refuses what would look for nothing", () => {
    expect(() => constraints().noPii({ kinds: [] })).toThrow("`kinds` to be some of");
    expect(() => constraints().noPii({ kinds: ["name" as never] })).toThrow("`kinds` to be some of");
    expect(() => constraints().noPii({ patterns: { a: "b" as never } })).toThrow('the pattern "a"');
    expect(() => constraintsFrom({ noPii: false } as never)).toThrow("expected true, got false");
  });

  test("reads a long text in linear time", () => {
    const startedAt = performance.now();
    findPii(
      "a".repeat(100_000) +
        "1 ".repeat(50_000) +
        "a.b-".repeat(20_000) +
        "@" +
        "a.".repeat(50_000) +
        "GB29".repeat(10_000),
    );

    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});

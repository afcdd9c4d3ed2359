import { countrySpecs } from "ibantools";
import { expect, test } from "vitest";
import { findIbans } from "./find-ibans.ts";

/** Of the package `ibantools`, which follows SWIFT's registry. */
const countries = Object.entries(countrySpecs).flatMap(([country, { chars }]) =>
  typeof chars === "number" ? [[country, chars] as const] : [],
);

/** A number of `length` characters with the checksum of ISO 13616, in lower case: there the length has to be the country's. */
function ibanOf(country: string, length: number): string {
  const account = "1".repeat(length - 4);
  const digits = [...`${account}${country}00`].map((character) => Number.parseInt(character, 36)).join("");
  const check = 98n - (BigInt(digits) % 97n);
  return `${country}${String(check).padStart(2, "0")}${account}`.toLowerCase();
}

test("the oracle knows the countries of the registry", () => {
  expect(countries.length).toBeGreaterThan(120);
});

test.each(countries)("an IBAN of %s has %i characters", (country, length) => {
  const iban = ibanOf(country, length);

  expect(findIbans(`pay to ${iban}, please`)).toEqual([iban]);
  expect(findIbans(ibanOf(country, length + 1))).toEqual([]);
});

test("a number in capitals is found by its checksum alone, whatever a country's length", () => {
  expect(findIbans(ibanOf("DE", 23).toUpperCase())).toEqual([ibanOf("DE", 23).toUpperCase()]);
  expect(findIbans(ibanOf("XX", 20).toUpperCase())).toEqual([ibanOf("XX", 20).toUpperCase()]);
});

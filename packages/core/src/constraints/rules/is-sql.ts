import type { Constraint, RuleOptions } from "../constraint.ts";
import { invalidConstraint } from "../invalid-constraint.ts";
import { readSql, type SqlReading } from "../read-sql.ts";

export interface IsSqlOptions extends RuleOptions {
  /** The verbs that may be there, inner statements included. Default `["select"]`. */
  readonly statements?: readonly string[];
  /** How many statements there may be. Default 1. */
  readonly maxStatements?: number;
}

/** The whole text is SQL whose statements are of the allowed kinds, as far as their words tell. */
export function isSql(options: IsSqlOptions = {}): Constraint {
  const { statements = ["select"], maxStatements = 1 } = options;
  if (
    !Array.isArray(statements) ||
    statements.length === 0 ||
    !statements.every((verb) => /^[a-z]+$/.test(String(verb)))
  ) {
    throw invalidConstraint(
      "isSql",
      `expected \`statements\` to be verbs such as "select", got ${JSON.stringify(statements)}`,
    );
  }
  if (!Number.isInteger(maxStatements) || maxStatements < 1) {
    throw invalidConstraint(
      "isSql",
      `expected \`maxStatements\` to be a whole number from 1, got ${String(maxStatements)}`,
    );
  }
  return {
    id: "isSql",
    advisory: options.advisory === true,
    evaluate(text) {
      const reading = readSql(text);
      const problem = problemOf(reading, statements, maxStatements);
      if (problem !== undefined) return { pass: false, reason: problem };
      return { pass: true, reason: `is SQL: ${reading.statements.map(({ verb }) => verb).join(", ")}` };
    },
  };
}

function problemOf(
  { statements, problem }: SqlReading,
  allowed: readonly string[],
  maxStatements: number,
): string | undefined {
  if (problem !== undefined) return `is not SQL: ${problem}`;
  if (statements.length === 0) return "holds no statement";
  if (statements.some(({ verb }) => verb === "")) return "is not SQL: it begins with none of its verbs";
  const refused = statements.flatMap(({ verbs }) => verbs).find((verb) => !allowed.includes(verb));
  if (refused !== undefined) return `holds "${refused}", allowed ${allowed.join(", ")}`;
  return statements.length > maxStatements
    ? `${statements.length} statements, at most ${maxStatements} allowed`
    : undefined;
}

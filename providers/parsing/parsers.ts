/**
 * Every parser of foreign bytes, and what else takes as long as its input says, by name. A module's `parse` takes and gives plain values, throws ParseRefused for what it
 * will not read, and runs only in the limited child. A new one (statements, forms) is one line here.
 */
export const PARSERS = {
  mail: () => import('../gmail/mailParser.ts'),
  policy: () => import('../policies/policyParser.ts'),
  statement: () => import('../statements/statementParser.ts'),
  rules: () => import('../matching/ruleTrial.ts'),
};

export type ParserName = keyof typeof PARSERS;
type Parse<Name extends ParserName> = Awaited<ReturnType<(typeof PARSERS)[Name]>>['parse'];
export type ParserInput<Name extends ParserName> = Parameters<Parse<Name>>[0];
export type ParserOutput<Name extends ParserName> = Awaited<ReturnType<Parse<Name>>>;

import type { TSESLint } from '@typescript-eslint/utils';
import type { RuleInfo } from './types.js';

/** What every rule of this plugin carries in `meta.docs`, besides ESLint's own fields. */
export interface RuleDocs {
  readonly info: RuleInfo;
}

/** A rule of this plugin as the index holds it: message ids and options are its own affair. */
export type ApiSecurityRule = TSESLint.RuleModule<string, readonly unknown[], RuleDocs>;

/** Rules by name. */
export type RuleRecord = Readonly<Record<string, ApiSecurityRule>>;

/**
 * Returns what the rule claims about itself.
 * @throws {TypeError} when the rule was built without the factories of src/define and carries no info.
 */
export function ruleInfo(rule: ApiSecurityRule): RuleInfo {
  const info = rule.meta.docs?.info;
  if (info === undefined) throw new TypeError('The rule carries no meta.docs.info');
  return info;
}

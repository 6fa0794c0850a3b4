import { ruleInfo, type ApiSecurityRule } from '../../src/meta/rule.js';
import type { Preset, RuleInfo, RuleKind } from '../../src/meta/types.js';

/** What the pages say about a rule: its info and what ESLint's own metadata adds. */
export interface RuleSummary {
  readonly info: RuleInfo;
  readonly hasSuggestions: boolean;
  readonly fixable: boolean;
}

/**
 * Returns the summary of a rule module.
 * @throws {TypeError} when the rule carries no info.
 */
export function summarize(rule: ApiSecurityRule): RuleSummary {
  const { hasSuggestions, fixable } = rule.meta;
  return { info: ruleInfo(rule), hasSuggestions: hasSuggestions === true, fixable: fixable !== undefined };
}

/** How the pages name the way in which a rule finds its flaws. */
export const kindLabels: Readonly<Record<RuleKind, string>> = {
  flow: 'data flow',
  endpoint: 'endpoints',
  misuse: 'API misuse',
  code: 'code',
};

/** The presets that hold a rule: the one that it names and those that contain it. */
export function presetsHolding(preset: Preset): readonly Preset[] {
  const sizes = ['recommended', 'strict', 'all'] as const;
  return sizes.slice(sizes.indexOf(preset));
}

import type { RuleInfo } from '../meta/types.js';

/** The name under which the scan registers the plugin; findings and `eslint-disable` comments use it as prefix. */
export const NAMESPACE = 'api-security';

/** What the CLI needs of the plugin. It is injected, so that the CLI can be tested without the real rules. */
export interface CliPlugin {
  readonly meta?: { readonly name?: string; readonly version?: string };
  readonly rules: Readonly<Record<string, object>>;
  /** Presets by name; each holds rule settings such as `{ 'api-security/no-sql-injection': 'error' }`. */
  readonly configs: Readonly<Record<string, unknown>>;
}

/** What the report says about a rule. */
export interface RuleFacts {
  readonly info: RuleInfo;
  /** The rule's page, when it has one. */
  readonly url: string | null;
}

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}

function isRuleInfo(value: unknown): value is RuleInfo {
  return typeof property(value, 'owasp') === 'string' && Array.isArray(property(value, 'cwe'));
}

/**
 * Returns what the plugin's rule claims about itself; `ruleId` carries the prefix.
 * @throws {TypeError} when the plugin has no such rule or the rule has no metadata, which a mended plugin cannot have.
 */
export function ruleFacts(plugin: CliPlugin, ruleId: string): RuleFacts {
  const docs = property(property(plugin.rules[ruleId.slice(NAMESPACE.length + 1)], 'meta'), 'docs');
  const info = property(docs, 'info');
  if (!isRuleInfo(info)) throw new TypeError(`Rule ${ruleId} carries no metadata.`);
  const url = property(docs, 'url');
  return { info, url: typeof url === 'string' ? url : null };
}

/** Says whether a message comes from a rule of the plugin; comments can make ESLint report on any other rule. */
export function isOwnRule(plugin: CliPlugin, ruleId: string | null): boolean {
  const [namespace, name = ''] = ruleId?.split('/') ?? [];
  return namespace === NAMESPACE && Object.hasOwn(plugin.rules, name);
}

/** Returns the rule settings of a preset, or undefined when the plugin has no such preset. */
export function presetRules(plugin: CliPlugin, preset: string): Readonly<Record<string, unknown>> | undefined {
  const config = plugin.configs[preset];
  if (config === undefined) return undefined;
  const parts: readonly unknown[] = Array.isArray(config) ? config : [config];
  return Object.assign({}, ...parts.map((part) => property(part, 'rules') ?? {})) as Readonly<Record<string, unknown>>;
}

import { owaspCategories } from '../meta/owasp.js';
import { ruleInfo, type RuleRecord } from '../meta/rule.js';
import type { OwaspCategory, Preset, RuleInfo } from '../meta/types.js';

/** The prefix of every rule id in a configuration, and the key of the plugin there. */
export const namespace = 'api-security';

type OwaspPreset = `owasp-${Lowercase<OwaspCategory>}`;

/** The name of a shareable configuration. */
export type ConfigName = Preset | OwaspPreset;

/**
 * The plugin as far as a configuration's type shows it. The rules stay out of it: ESLint's types and those of
 * typescript-eslint describe them differently, and a configuration has to be accepted under both.
 */
export interface PluginReference {
  readonly meta: { readonly name: string; readonly version: string; readonly namespace: string };
}

/** A flat-config object that stands alone: it brings the plugin along. */
export interface PresetConfig {
  readonly name: string;
  readonly plugins: Record<string, PluginReference>;
  readonly rules: Record<string, Setting>;
}

/** How a configuration sets a rule: with its own defaults, or with options. */
export type Setting = 'error' | ['error', Readonly<Record<string, string | number | boolean>>];

/** The rules that read package.json as well, through ESLint's JSON language. */
const manifestRules = ['no-risky-dependency'] as const;

/** A flat-config object for package.json. The language is that of `@eslint/json`, which the project's own config brings. */
export interface ManifestConfig extends PresetConfig {
  readonly files: string[];
  readonly language: 'json/json';
}

/** Returns the configuration for package.json. It is none of the presets: they are for source files. */
export function manifestConfig(plugin: PluginReference): ManifestConfig {
  return {
    name: `${namespace}/package-json`,
    files: ['**/package.json'],
    language: 'json/json',
    plugins: { [namespace]: plugin },
    rules: Object.fromEntries(manifestRules.map((rule) => [`${namespace}/${rule}`, 'error' as const])),
  };
}

/** Each preset contains the ones before it. */
const sizes = ['recommended', 'strict', 'all'] as const satisfies readonly Preset[];

/** The name of the configuration that holds one category. */
export function owaspPreset(category: OwaspCategory): OwaspPreset {
  return `owasp-${category.toLowerCase() as Lowercase<OwaspCategory>}`;
}

/** The configurations and what each of them holds. A category's configuration holds all of its rules, of every preset. */
function membership(): ReadonlyMap<ConfigName, (info: RuleInfo) => boolean> {
  const members = new Map<ConfigName, (info: RuleInfo) => boolean>();
  for (const [size, preset] of sizes.entries()) members.set(preset, (info) => sizes.indexOf(info.preset) <= size);
  for (const { id } of owaspCategories) members.set(owaspPreset(id), (info) => info.owasp === id);
  return members;
}

/**
 * Computes every shareable configuration from the metadata of the rules.
 * @throws {TypeError} when a rule carries no info.
 */
export function presets(rules: RuleRecord, plugin: PluginReference): Readonly<Record<ConfigName, PresetConfig>> {
  const infos = Object.values(rules).map(ruleInfo);
  const configs = [...membership()].map(([name, holds]): readonly [ConfigName, PresetConfig] => {
    const settings = infos
      .filter(holds)
      .map((info): readonly [string, Setting] => [
        `${namespace}/${info.name}`,
        name === 'recommended' && info.inRecommended ? ['error', info.inRecommended] : 'error',
      ]);
    return [
      name,
      {
        name: `${namespace}/${name}`,
        plugins: { [namespace]: plugin },
        rules: Object.fromEntries(settings),
      },
    ];
  });
  return Object.fromEntries(configs) as Record<ConfigName, PresetConfig>;
}

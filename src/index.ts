import {
  manifestConfig,
  namespace,
  presets,
  type ConfigName,
  type ManifestConfig,
  type PluginReference,
  type PresetConfig,
} from './configs/presets.js';
import { packageIdentity } from './meta/package.js';
import type { RuleRecord } from './meta/rule.js';
import { rules } from './rules/index.js';

export type { ConfigName, ManifestConfig, PresetConfig } from './configs/presets.js';
export type { ApiSecurityRule, RuleRecord } from './meta/rule.js';
export type { OwaspCategory, Preset, RuleInfo, RuleKind } from './meta/types.js';

/** The plugin as a configuration file uses it: `apiSecurity.configs.recommended`. */
export interface ApiSecurityPlugin extends PluginReference {
  readonly rules: RuleRecord;
  readonly configs: Readonly<Record<ConfigName, PresetConfig>> & { readonly 'package-json': ManifestConfig };
}

const base = { meta: { ...packageIdentity(), namespace }, rules };

/** Each configuration names the plugin object itself, so the configurations are added to the object they refer to. */
const plugin: ApiSecurityPlugin = Object.assign(base, {
  configs: { ...presets(rules, base), 'package-json': manifestConfig(base) },
});

export default plugin;

import type { TSESLint } from '@typescript-eslint/utils';
import { Linter } from 'eslint';
import { defineConfig } from 'eslint/config';
import { describe, expect, it } from 'vitest';
import { owaspPreset, presets } from '../../src/configs/presets.js';
import plugin from '../../src/index.js';
import { owaspCategories } from '../../src/meta/owasp.js';
import type { ApiSecurityRule } from '../../src/meta/rule.js';
import type { OwaspCategory, Preset, RuleInfo } from '../../src/meta/types.js';

/** A rule that reports every program, so that a configuration shows which rules it switches on. */
function rule(name: string, preset: Preset, owasp: OwaspCategory): ApiSecurityRule {
  const description = 'Disallow everything';
  const info: RuleInfo = { name, description, kind: 'code', preset, owasp, topics: [], cwe: [] };
  return {
    meta: { type: 'problem', schema: [], messages: { seen: name }, docs: { description, info } },
    create: (context) => ({ Program: (node) => context.report({ node, messageId: 'seen' }) }),
  };
}

const rules = {
  'no-r': rule('no-r', 'recommended', 'API1'),
  'no-s': rule('no-s', 'strict', 'API1'),
  'no-a': rule('no-a', 'all', 'API10'),
};
const meta = { name: 'fake', version: '0.0.0', namespace: 'api-security' };
const fake = { meta, rules };
const built = presets(rules, fake);

describe('presets', () => {
  it('nest: recommended in strict in all', () => {
    expect(Object.keys(built.recommended.rules)).toEqual(['api-security/no-r']);
    expect(Object.keys(built.strict.rules)).toEqual(['api-security/no-r', 'api-security/no-s']);
    expect(Object.keys(built.all.rules)).toEqual(['api-security/no-r', 'api-security/no-s', 'api-security/no-a']);
  });

  it('hold the rules of a category, whatever their size', () => {
    expect(Object.keys(built['owasp-api1'].rules)).toEqual(['api-security/no-r', 'api-security/no-s']);
    expect(Object.keys(built['owasp-api10'].rules)).toEqual(['api-security/no-a']);
    expect(built['owasp-api7'].rules).toEqual({});
  });

  it('stand alone in a flat configuration', () => {
    const messages = new Linter().verify('let x;', [built.strict]);
    expect(messages.map((message) => message.ruleId)).toEqual(['api-security/no-r', 'api-security/no-s']);
  });

  it('refuse a rule without info', () => {
    const bare: ApiSecurityRule = { meta: { type: 'problem', schema: [], messages: {} }, create: () => ({}) };
    expect(() => presets({ bare }, fake)).toThrow(TypeError);
  });
});

describe('options of a preset', () => {
  it('hold in `recommended`, and the defaults of the rule in all others', () => {
    expect(plugin.configs.recommended.rules['api-security/no-type-confusion']).toEqual([
      'error',
      { checks: 'refusals' },
    ]);
    expect(plugin.configs.strict.rules['api-security/no-type-confusion']).toBe('error');
    expect(plugin.configs['owasp-api10'].rules['api-security/no-type-confusion']).toBe('error');
  });
});

describe('the plugin', () => {
  it('offers one configuration for each size and category, and one for package.json', () => {
    const categories = owaspCategories.map(({ id }) => owaspPreset(id));
    expect(Object.keys(plugin.configs)).toEqual(['recommended', 'strict', 'all', ...categories, 'package-json']);
  });

  it('is the very object that its configurations bring along', () => {
    for (const config of Object.values(plugin.configs)) expect(config.plugins['api-security']).toBe(plugin);
  });

  it('nests its own presets', () => {
    const names = (preset: Preset): readonly string[] => Object.keys(plugin.configs[preset].rules);
    expect(names('strict')).toEqual(expect.arrayContaining([...names('recommended')]));
    expect(names('all')).toEqual(expect.arrayContaining([...names('strict')]));
    expect(names('all')).toEqual(Object.keys(plugin.rules).map((name) => `api-security/${name}`));
  });

  it('is accepted by the types and the run time of defineConfig', () => {
    expect(defineConfig(plugin.configs.recommended, [plugin.configs['owasp-api1']])).toHaveLength(2);
    const typescriptEslint: TSESLint.FlatConfig.ConfigArray = [plugin.configs.all];
    expect(typescriptEslint).toHaveLength(1);
  });
});

/**
 * What `ConfigService.get` finds: a variable of the environment, or what the project's own settings say under that path.
 * Settings are functions: registered under a namespace (`registerAs('auth', () => ({ ... }))`), or listed in
 * `ConfigModule.forRoot({ load: [settings] })` (https://docs.nestjs.com/techniques/configuration#custom-configuration-files).
 */
import path from 'node:path';
import { getProperty } from '../../flow/access.js';
import { ofFilesAround } from '../../flow/around.js';
import { Form } from '../../flow/forms.js';
import { moduleExport } from '../../flow/imports.js';
import { sourceValue } from '../../flow/library.js';
import type { Machine } from '../../flow/machine.js';
import { awaited } from '../../flow/promises.js';
import type { Call } from '../../flow/refs.js';
import { resultOf } from '../../flow/types.js';
import { isConst, join, soleText, UNDEFINED, type Value } from '../../flow/value.js';
import { packageAround } from '../../lang/manifests.js';
import { ts, type TS } from '../../lang/ts.js';
import { argument, isCallable } from '../kit.js';
import { checkedIn, checkedSetting, type CheckedSettings } from './settings-schema.js';
import type { Natives } from '../schema.js';

const PACKAGE = '@nestjs/config';

/** A function that makes settings, by the file and the name that it is exported by; `namespace` is '' for the root. */
interface Settings {
  readonly namespace: string;
  readonly file: TS.SourceFile;
  readonly name: string;
}

function isCallOf(node: TS.Node | undefined, name: string): node is TS.CallExpression {
  return node !== undefined && ts.isCallExpression(node) && node.expression.getText() === name;
}

/** Exports that are settings with a namespace of their own. */
function registeredIn(file: TS.SourceFile): readonly Settings[] {
  const made = (name: string, value: TS.Expression | undefined): readonly Settings[] => {
    const [first] = isCallOf(value, 'registerAs') ? value.arguments : [];
    return first && ts.isStringLiteralLike(first) ? [{ namespace: first.text, file, name }] : [];
  };
  return file.statements.flatMap((each) => {
    if (ts.isExportAssignment(each)) return made(each.isExportEquals === true ? '=' : 'default', each.expression);
    return ts.isVariableStatement(each)
      ? each.declarationList.declarations.flatMap(({ name, initializer }) => made(name.getText(), initializer))
      : [];
  });
}

/** Where a name leads that a file imports. */
function imported(m: Machine, file: TS.SourceFile, local: string): Omit<Settings, 'namespace'> | null {
  for (const each of file.statements) {
    if (!ts.isImportDeclaration(each) || !each.importClause || !ts.isStringLiteral(each.moduleSpecifier)) continue;
    const { name, namedBindings } = each.importClause;
    const element =
      namedBindings && ts.isNamedImports(namedBindings)
        ? namedBindings.elements.find((one) => one.name.text === local)
        : undefined;
    if (name?.text !== local && !element) continue;
    const target = m.project.resolve(file, each.moduleSpecifier.text);
    return target.kind === 'source'
      ? { file: target.file, name: element ? (element.propertyName ?? element.name).text : 'default' }
      : null;
  }
  return null;
}

/** Functions of other files that a module of settings loads. */
function loadedIn(m: Machine, file: TS.SourceFile): readonly Settings[] {
  const found: Settings[] = [];
  const visit = (node: TS.Node): void => {
    const [options] = isCallOf(node, 'ConfigModule.forRoot') ? node.arguments : [];
    const load =
      options && ts.isObjectLiteralExpression(options)
        ? options.properties.find((each) => each.name?.getText() === 'load')
        : undefined;
    if (load && ts.isPropertyAssignment(load) && ts.isArrayLiteralExpression(load.initializer))
      for (const each of load.initializer.elements) {
        const target = ts.isIdentifier(each) ? imported(m, file, each.text) : null;
        if (target && !target.file.text.includes(PACKAGE)) found.push({ namespace: '', ...target });
      }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** What the code around a file says of its settings. */
interface Said {
  readonly settings: readonly Settings[];
  readonly checks: readonly { readonly file: TS.SourceFile; readonly found: readonly CheckedSettings[] }[];
}

/** The folder of a file's package: what another package demands of its environment says nothing of this one. */
function packageOf({ fileName }: TS.SourceFile): string {
  return packageAround(path.dirname(fileName))?.folder ?? '';
}

function saidBy(m: Machine, files: readonly TS.SourceFile[]): Said {
  const near = files.filter(({ text }) => text.includes(PACKAGE));
  return {
    settings: near.flatMap((file) => [
      ...(file.text.includes('registerAs(') ? registeredIn(file) : []),
      ...(/\bload\b/.test(file.text) ? loadedIn(m, file) : []),
    ]),
    checks: near.flatMap((file) => (/\bvalidat/.test(file.text) ? [{ file, found: checkedIn(file) }] : [])),
  };
}

/** The settings of the project around a file, found by how they are written: their files are run on demand. */
function settingsAround(m: Machine, near: TS.SourceFile): Said {
  return ofFilesAround(m, 'nest-config.settings', near, (files) => saidBy(m, files));
}

/** What the project's settings say under a path; undefined when they say nothing. */
function setting(m: Machine, call: Call, at: string): Value {
  const asking = call.node.getSourceFile();
  const { settings, checks } = settingsAround(m, asking);
  let sum: Value = UNDEFINED;
  for (const { namespace, file, name } of settings) {
    const inside = namespace === '' ? at : at.startsWith(`${namespace}.`) ? at.slice(namespace.length + 1) : null;
    if (inside === null && at !== namespace) continue;
    const factory = moduleExport(m, file, name);
    if (!factory || !isCallable(factory)) continue;
    const made = awaited(resultOf(m, factory, call.node));
    const value = (inside?.split('.') ?? []).reduce((each, key) => getProperty(m, each, key, call.node), made);
    sum = sum === UNDEFINED ? value : join(sum, value);
  }
  const own = sum === UNDEFINED ? checks.filter(({ file }) => packageOf(file) === packageOf(asking)) : [];
  for (const check of own.flatMap(({ found }) => found)) {
    const value = checkedSetting(m, check, at, call.node);
    sum = sum === UNDEFINED ? value : join(sum, value);
  }
  return sum;
}

export const nestSettingsNatives: Natives = {
  'nest-config.get': (m, call) => {
    const asked = soleText(argument(call, 0));
    const own = asked === null ? UNDEFINED : setting(m, call, asked);
    const isNothing = isConst(own) && own.consts.every(({ value }) => value === undefined);
    const found = isNothing
      ? sourceValue(m, { kind: 'process.env', form: Form.String }, call.node, undefined, asked)
      : own;
    const usual = argument(call, 1);
    return usual === UNDEFINED ? found : join(found, usual);
  },
};

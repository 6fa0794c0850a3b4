// @ts-nocheck
/** Asks the typings of the installed libraries whether they have the names that models speak of. */
import { isBuiltin } from 'node:module';
import path from 'node:path';
import ts from 'typescript';
import type { LibraryModel, MemberSpec, TypeSpec } from '../../src/models/schema.js';

const probe = path.resolve(import.meta.dirname, 'typings-probe.mts');

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  lib: ['lib.es2023.d.ts', 'lib.decorators.d.ts'],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  types: ['node'],
};

function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return 'node';
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/** The package whose declarations a file belongs to, `@types/` removed. */
function packageOfFile(file: string): string | null {
  const name = /\/node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*\/node_modules\/)/.exec(file)?.[1];
  if (name?.startsWith('@types/') !== true) return name ?? null;
  const [scope = '', bare] = name.slice('@types/'.length).split('__');
  return bare === undefined ? scope : `@${scope}/${bare}`;
}

export interface Findings {
  readonly verified: number;
  /** Names that the typings lack: `query`, `Pool.connect`. */
  readonly missing: readonly string[];
  /** Types that the library declares under no such name: inventions of the model. */
  readonly invented: readonly string[];
  /** Places of sinks that the signatures lack: `query(2)`, `send(0.to)`. */
  readonly places: readonly string[];
}

type Scope = readonly ts.Type[];

/** Whether a type says nothing of its properties: `any`, `unknown`, a parameter of its function. */
function isOpen(type: ts.Type): boolean {
  const nothing = ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.TypeParameter;
  return (type.flags & nothing) !== 0 || (type.isIntersection() && type.types.some(isOpen));
}

/** The typings of the packages that models speak of, in one program. */
export class Typings {
  readonly _program: ts.Program;
  readonly _checker: ts.TypeChecker;
  readonly _probe: ts.SourceFile;
  readonly _modules = new Map<string, ts.Symbol>();
  readonly _declared = new Map<string, Map<string, ts.Symbol[]>>();
  readonly _globals: ReadonlyMap<string, ts.Symbol>;
  /** The specifiers that lead to no typings. */
  readonly absent: readonly string[];

  constructor(models: readonly LibraryModel[]) {
    const wanted = [...new Set(models.flatMap((model) => model.packages))].toSorted();
    const host = ts.createCompilerHost(options, true);
    const cache = ts.createModuleResolutionCache(path.dirname(probe), (name) => name, options);
    // A package of types may keep them in a module that is no declaration file: @cloudflare/workers-types.
    const declarations = (name: string): boolean =>
      /\.d\.[cm]?ts$|-types\/index\.ts$/.test(
        ts.resolveModuleName(name, probe, options, host, cache, undefined, ts.ModuleKind.ESNext).resolvedModule
          ?.resolvedFileName ?? '',
      );
    // Packages without an `exports` table are imported by file name from ES modules: `ajv/dist/2020.js`.
    const found = wanted.flatMap((name) => {
      const as = [name, `${name}.js`].find((each) => each.startsWith('node:') || isBuiltin(each) || declarations(each));
      return as === undefined ? [] : [{ name, as }];
    });
    const text = found.map(({ as }, at) => `import * as m${String(at)} from '${as}';\n`).join('');
    const read = host.getSourceFile.bind(host);
    const exists = host.fileExists.bind(host);
    host.fileExists = (name) => name === probe || exists(name);
    host.getSourceFile = (name, ...rest) =>
      name === probe ? ts.createSourceFile(name, text, rest[0], true) : read(name, ...rest);
    this._program = ts.createProgram({ rootNames: [probe], options, host });
    this._checker = this._program.getTypeChecker();
    const file = this._program.getSourceFile(probe);
    if (!file) throw new Error('the probe is no file of its program');
    this._probe = file;
    for (const [at, statement] of file.statements.entries()) {
      const name = found[at]?.name;
      if (name === undefined || !ts.isImportDeclaration(statement)) continue;
      const symbol = this._checker.getSymbolAtLocation(statement.moduleSpecifier);
      if (symbol) this._modules.set(name, symbol);
    }
    this.absent = wanted.filter((name) => !this._modules.has(name));
    this._globals = new Map(
      [ts.SymbolFlags.Type, ts.SymbolFlags.Value]
        .flatMap((meaning) => this._checker.getSymbolsInScope(file, meaning))
        .map((symbol) => [symbol.name, symbol]),
    );
    for (const each of this._program.getSourceFiles()) {
      const owner = packageOfFile(each.fileName);
      if (owner !== null) this._index(owner, each);
    }
  }

  /** Notes what a file declares, at its top or in modules and namespaces. */
  _index(owner: string, file: ts.SourceFile): void {
    const table = this._declared.get(owner) ?? new Map<string, ts.Symbol[]>();
    this._declared.set(owner, table);
    const visit = (statements: readonly ts.Statement[]): void => {
      for (const each of statements) {
        if (ts.isModuleDeclaration(each)) {
          let { body } = each;
          while (body && ts.isModuleDeclaration(body)) body = body.body;
          if (body && ts.isModuleBlock(body)) visit(body.statements);
        } else if (ts.isClassDeclaration(each) || ts.isInterfaceDeclaration(each) || ts.isTypeAliasDeclaration(each)) {
          // The symbol of `export default class Queue` is called `default`: what counts is the written name.
          const symbol = each.name ? this._checker.getSymbolAtLocation(each.name) : undefined;
          if (each.name && symbol) table.set(each.name.text, [...(table.get(each.name.text) ?? []), symbol]);
        }
      }
    };
    visit(file.statements);
  }

  _resolved(symbol: ts.Symbol): ts.Symbol {
    return symbol.flags & ts.SymbolFlags.Alias ? this._checker.getAliasedSymbol(symbol) : symbol;
  }

  _valueType(symbol: ts.Symbol): ts.Type {
    return this._checker.getTypeOfSymbolAtLocation(this._resolved(symbol), this._probe);
  }

  /** Every symbol that importing a package can give: named exports, those of a namespace, members of the default export. */
  _exported(specifier: string): readonly ts.Symbol[] {
    const module = this._modules.get(specifier);
    return module ? this._checker.getExportsOfModule(module) : [];
  }

  /** What a member can be read from: the module itself, its default export, what `export =` names. */
  _roots(specifier: string): Scope {
    const module = this._modules.get(specifier);
    if (!module) return [];
    const equals = module.exports?.get(ts.InternalSymbolName.ExportEquals);
    const own = [this._valueType(module), ...(equals ? [this._valueType(equals)] : [])];
    const first = this._exported(specifier).filter((symbol) => symbol.name === 'default');
    const defaults = first.map((symbol) => this._valueType(symbol));
    const second = defaults.flatMap((type) => this._members([type], 'default'));
    return [...own, ...defaults, ...second];
  }

  /** The types of a member, one for each type that has it; an `any` has every member. */
  _members(scope: Scope, name: string): Scope {
    return scope.flatMap((each) => {
      const plain = this._checker.getNonNullableType(each);
      const type = this._checker.getApparentType(this._checker.getBaseConstraintOfType(plain) ?? plain);
      if (type.flags & ts.TypeFlags.Any) return [type];
      const property =
        this._checker.getPropertyOfType(type, name) ??
        this._checker.getAugmentedPropertiesOfType(type).find((symbol) => symbol.name === name);
      if (property) return [this._valueType(property)];
      if (type.isUnion()) return this._members(type.types, name);
      const index = this._checker.getIndexTypeOfType(type, ts.IndexKind.String);
      return index ? [index] : [];
    });
  }

  /** What instances of a type look like, by the symbol that names it. */
  _instances(symbol: ts.Symbol): Scope {
    const target = this._resolved(symbol);
    const made =
      target.flags & ts.SymbolFlags.Value
        ? this._valueType(target)
            .getConstructSignatures()
            .map((each) => each.getReturnType())
        : [];
    return target.flags & ts.SymbolFlags.Type ? [this._checker.getDeclaredTypeOfSymbol(target), ...made] : made;
  }

  _typeNamed(model: LibraryModel, name: string, type: TypeSpec): Scope {
    const last = name.split('.').at(-1) ?? name;
    const symbols = model.packages.flatMap((specifier) => [
      ...this._exported(specifier).filter((symbol) => symbol.name === last),
      ...(this._declared.get(packageOf(specifier))?.get(last) ?? []),
    ]);
    for (const declared of type.declared ?? []) {
      const [owner = '', own = ''] = declared.split('#');
      const global = owner === 'global' ? this._globals.get(own) : undefined;
      symbols.push(...(global ? [global] : (this._declared.get(owner)?.get(own) ?? [])));
    }
    if (model.globals && symbols.length === 0) symbols.push(...[this._globals.get(name)].filter((each) => !!each));
    const found = symbols.flatMap((symbol) => this._instances(symbol));
    // An `any` of the same name elsewhere in the package would have every member.
    const known = found.filter((each) => (each.flags & ts.TypeFlags.Any) === 0);
    return known.length > 0 ? known : found;
  }

  /** The types that the signatures of a call or of `new` give to a place in it; null when they say nothing. */
  _placed(scope: Scope, slot: string, kind: ts.SignatureKind): Scope | null {
    const signatures = scope.flatMap((type) => this._checker.getSignaturesOfType(type, kind));
    if (signatures.length === 0 || scope.some((type) => type.flags & ts.TypeFlags.Any)) return null;
    const [, digits, rest = ''] = /^(\d+)((?:\.[^.[\]]+|\[\])*)$/.exec(slot) ?? [];
    if (digits === undefined) return null;
    let types: Scope = signatures.flatMap((each) => {
      const at = each.parameters[Number(digits)];
      const last = each.parameters.at(-1);
      const declared = last?.valueDeclaration;
      const isRest = !!declared && ts.isParameter(declared) && !!declared.dotDotDotToken;
      const symbol = isRest && Number(digits) >= each.parameters.length - 1 ? last : at;
      if (!symbol) return [];
      const type = this._valueType(symbol);
      return symbol === last && isRest ? this._items([type]) : [type];
    });
    for (const step of rest.match(/\.[^.[\]]+|\[\]/g) ?? []) {
      types = types.map((type) => this._checker.getNonNullableType(type));
      if (types.some(isOpen)) return null;
      types = /^(?:\[\]|\.\d+)$/.test(step) ? this._items(types) : this._members(types, step.slice(1));
    }
    return types;
  }

  /** What lists hold. */
  _items(scope: Scope): Scope {
    return scope.flatMap((each) => {
      const type = this._checker.getNonNullableType(each);
      if (type.flags & ts.TypeFlags.Any) return [type];
      if (type.isUnion()) return this._items(type.types);
      const item = this._checker.getIndexTypeOfType(type, ts.IndexKind.Number);
      return item ? [item] : [];
    });
  }

  /** Compares a model with the typings of those of its packages that are installed; null when none is. */
  check(model: LibraryModel): Findings | null {
    const present = model.packages.filter((specifier) => this._modules.has(specifier));
    if (present.length === 0 && !model.globals) return null;
    const missing = new Set<string>();
    const invented: string[] = [];
    const places = new Map<string, string>();
    const confirmed = new Set<string>();
    let verified = 0;
    const visit = (scope: Scope, members: Readonly<Record<string, MemberSpec>> | undefined, prefix: string): void => {
      for (const [name, spec] of Object.entries(members ?? {})) {
        if (!/^[\w$]+$/.test(name)) continue;
        const found = this._members(scope, name);
        if (found.length === 0) missing.add(prefix + name);
        else {
          verified++;
          for (const [call, kind] of [
            [spec.call, ts.SignatureKind.Call],
            [spec.construct, ts.SignatureKind.Construct],
          ] as const)
            for (const { at } of call?.sinks ?? []) {
              const placed = this._placed(found, at, kind);
              if (placed && placed.length > 0) confirmed.add(at);
              else if (placed && !places.has(at)) places.set(at, `${prefix}${name}(${at})`);
            }
          visit(found, spec.members, `${prefix}${name}.`);
        }
      }
    };
    const roots = present.flatMap((specifier) => this._roots(specifier));
    if (present.length > 0) {
      const { '=': self, default: main, ...named } = model.exports ?? {};
      visit(roots, named, '');
      visit(roots, main?.members, '');
      visit(roots, self?.members, '');
      for (const [name, type] of Object.entries(model.types ?? {})) {
        const scope = this._typeNamed(model, name, type);
        if (scope.length === 0) invented.push(name);
        else visit(scope, type.members, `${name}#`);
      }
    }
    for (const [name, spec] of Object.entries(model.globals ?? {})) {
      const symbol = this._globals.get(name);
      if (symbol) {
        verified++;
        visit([this._valueType(symbol)], spec.members, `global ${name}.`);
      } else missing.add(`global ${name}`);
    }
    return {
      verified,
      missing: [...missing].toSorted(),
      invented: invented.toSorted(),
      places: [...places].flatMap(([at, place]) => (confirmed.has(at) ? [] : [place])).toSorted(),
    };
  }

  uncovered(model, inherited) {
    const out = [];
    const list = (scope, known, prefix) => {
      const names = new Map();
      for (const each of scope) {
        const t = this._checker.getApparentType(this._checker.getNonNullableType(each));
        if (t.flags & ts.TypeFlags.Any) continue;
        for (const p of this._checker.getPropertiesOfType(t)) {
          if (p.name.startsWith('_') || known.has(p.name)) continue;
          const f = p.declarations?.[0]?.getSourceFile().fileName ?? '';
          if (/typescript\/lib\//.test(f)) continue;
          if (/@types\/node\//.test(f) && !model.packages.some(x=>x.startsWith('node:'))) continue;
          const type = this._valueType(p);
          const sig = this._checker.getSignaturesOfType(this._checker.getNonNullableType(type), ts.SignatureKind.Call)[0];
          const con = this._checker.getSignaturesOfType(this._checker.getNonNullableType(type), ts.SignatureKind.Construct)[0];
          let text = p.name;
          if (sig) text += '(' + sig.parameters.map(q=>q.name).join(',') + ')';
          else if (con) text = 'new ' + text;
          else text = '.' + text;
          names.set(p.name, text);
        }
      }
      if (names.size) out.push(prefix + ': ' + [...names.values()].join(' '));
    };
    const present = model.packages.filter((s) => this._modules.has(s));
    if (!present.length) return ['NOT INSTALLED'];
    const { '=': self, default: main, ...named } = model.exports ?? {};
    const k = new Set([...Object.keys(named), ...Object.keys(main?.members ?? {}), ...Object.keys(self?.members ?? {}), 'default']);
    for (const n of Object.keys(model.types ?? {})) k.add(n);
    list(present.flatMap((s) => this._roots(s)), k, 'EXPORTS');
    for (const [n, t] of Object.entries(model.types ?? {})) {
      const kk = inherited(model, n);
      if (t.anyMember) continue;
      list(this._typeNamed(model, n, t), kk, n);
    }
    return out;
  }
}

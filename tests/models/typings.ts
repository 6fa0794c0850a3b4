/** Asks the typings of the installed libraries whether they have the names that models speak of. */
import { isBuiltin } from 'node:module';
import path from 'node:path';
import ts from 'typescript';
import type { LibraryModel, MemberSpec, TypeSpec } from '../../src/models/schema.js';

const probe = path.resolve(import.meta.dirname, 'typings-probe.mts');

/** Where else packages are: what scripts/verify-models.ts installs. */
export interface Elsewhere {
  /** The folder from which a specifier resolves; undefined for this one. */
  readonly folderOf: (specifier: string) => string | undefined;
}

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  lib: ['lib.es2023.d.ts', 'lib.decorators.d.ts'],
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  types: ['node'],
};

/** The package that a specifier is of; `node` for the modules of Node. */
export function packageOf(specifier: string): string {
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
  readonly #program: ts.Program;
  readonly #checker: ts.TypeChecker;
  readonly #probe: ts.SourceFile;
  readonly #modules = new Map<string, ts.Symbol>();
  readonly #declared = new Map<string, Map<string, ts.Symbol[]>>();
  readonly #globals: ReadonlyMap<string, ts.Symbol>;
  /** The specifiers that lead to no typings. */
  readonly absent: readonly string[];
  /** Those that lead to JavaScript. */
  readonly untyped: readonly string[];

  /** With packages from elsewhere, what has no typings is read in its JavaScript. */
  constructor(models: readonly LibraryModel[], elsewhere?: Elsewhere) {
    const javascript = elsewhere && { ...OPTIONS, allowJs: true, maxNodeModuleJsDepth: 2 };
    const wanted = [...new Set(models.flatMap((model) => model.packages))].toSorted();
    const host = ts.createCompilerHost(OPTIONS, true);
    const cache = ts.createModuleResolutionCache(path.dirname(probe), (name) => name, OPTIONS);
    const resolve = (name: string): ts.ResolvedModuleWithFailedLookupLocations => {
      const folder = elsewhere?.folderOf(name.replace(/(?<=\/.*)\.js$/, '')) ?? elsewhere?.folderOf(name);
      const from = folder === undefined ? probe : path.join(folder, path.basename(probe));
      // A script is found without `allowJs` as well, but typings come first.
      const found = ts.resolveModuleName(name, from, OPTIONS, host, cache, undefined, ts.ModuleKind.ESNext);
      // Folders are imported from CommonJS only: `express-validator/check`.
      return found.resolvedModule || !javascript
        ? found
        : ts.resolveModuleName(name, from, OPTIONS, host, cache, undefined, ts.ModuleKind.CommonJS);
    };
    // A package of types may keep them in a module that is no declaration file: @cloudflare/workers-types.
    const readable = elsewhere ? /\.[cm]?[jt]s$/ : /\.d\.[cm]?ts$|-types\/index\.ts$/;
    const declarations = (name: string): boolean => readable.test(resolve(name).resolvedModule?.resolvedFileName ?? '');
    const scripts = new Set<string>();
    // Packages without an `exports` table are imported by file name from ES modules: `ajv/dist/2020.js`.
    const found = wanted.flatMap((name) => {
      const as = [name, `${name}.js`].find((each) => each.startsWith('node:') || isBuiltin(each) || declarations(each));
      if (as === undefined) return [];
      if (/\.[cm]?js$/.test(resolve(as).resolvedModule?.resolvedFileName ?? '')) scripts.add(name);
      return [{ name, as }];
    });
    this.untyped = [...scripts];
    const options = javascript && scripts.size > 0 ? javascript : OPTIONS;
    const text = found.map(({ as }, at) => `import * as m${String(at)} from '${as}';\n`).join('');
    const read = host.getSourceFile.bind(host);
    const exists = host.fileExists.bind(host);
    host.fileExists = (name) => name === probe || exists(name);
    host.getSourceFile = (name, ...rest) =>
      name === probe ? ts.createSourceFile(name, text, rest[0], true) : read(name, ...rest);
    host.resolveModuleNameLiterals = (literals, file, redirected, own, source) =>
      literals.map((literal) =>
        file === probe
          ? resolve(literal.text)
          : ts.resolveModuleName(
              literal.text,
              file,
              own,
              host,
              cache,
              redirected,
              ts.getModeForUsageLocation(source, literal, own),
            ),
      );
    this.#program = ts.createProgram({ rootNames: [probe], options, host });
    this.#checker = this.#program.getTypeChecker();
    const file = this.#program.getSourceFile(probe);
    if (!file) throw new Error('the probe is no file of its program');
    this.#probe = file;
    for (const [at, statement] of file.statements.entries()) {
      const name = found[at]?.name;
      if (name === undefined || !ts.isImportDeclaration(statement)) continue;
      const symbol = this.#checker.getSymbolAtLocation(statement.moduleSpecifier);
      if (symbol) this.#modules.set(name, symbol);
    }
    this.absent = wanted.filter((name) => !this.#modules.has(name));
    this.#globals = new Map(
      [ts.SymbolFlags.Type, ts.SymbolFlags.Value]
        .flatMap((meaning) => this.#checker.getSymbolsInScope(file, meaning))
        .map((symbol) => [symbol.name, symbol]),
    );
    for (const each of this.#program.getSourceFiles()) {
      const owner = packageOfFile(each.fileName);
      if (owner !== null) this.#index(owner, each);
    }
  }

  /** Notes what a file declares, at its top or in modules and namespaces. */
  #index(owner: string, file: ts.SourceFile): void {
    const table = this.#declared.get(owner) ?? new Map<string, ts.Symbol[]>();
    this.#declared.set(owner, table);
    const visit = (statements: readonly ts.Statement[]): void => {
      for (const each of statements) {
        if (ts.isModuleDeclaration(each)) {
          let { body } = each;
          while (body && ts.isModuleDeclaration(body)) body = body.body;
          if (body && ts.isModuleBlock(body)) visit(body.statements);
        } else if (ts.isClassDeclaration(each) || ts.isInterfaceDeclaration(each) || ts.isTypeAliasDeclaration(each)) {
          // The symbol of `export default class Queue` is called `default`: what counts is the written name.
          const symbol = each.name ? this.#checker.getSymbolAtLocation(each.name) : undefined;
          if (each.name && symbol) table.set(each.name.text, [...(table.get(each.name.text) ?? []), symbol]);
        }
      }
    };
    visit(file.statements);
  }

  #resolved(symbol: ts.Symbol): ts.Symbol {
    return symbol.flags & ts.SymbolFlags.Alias ? this.#checker.getAliasedSymbol(symbol) : symbol;
  }

  #valueType(symbol: ts.Symbol): ts.Type {
    return this.#checker.getTypeOfSymbolAtLocation(this.#resolved(symbol), this.#probe);
  }

  /** Every symbol that importing a package can give: named exports, those of a namespace, members of the default export. */
  #exported(specifier: string): readonly ts.Symbol[] {
    const module = this.#modules.get(specifier);
    return module ? this.#checker.getExportsOfModule(module) : [];
  }

  /** What a member can be read from: the module itself, its default export, what `export =` names. */
  #roots(specifier: string): Scope {
    const module = this.#modules.get(specifier);
    if (!module) return [];
    const equals = module.exports?.get(ts.InternalSymbolName.ExportEquals);
    const own = [this.#valueType(module), ...(equals ? [this.#valueType(equals)] : [])];
    const first = this.#exported(specifier).filter((symbol) => symbol.name === 'default');
    const defaults = first.map((symbol) => this.#valueType(symbol));
    const second = defaults.flatMap((type) => this.#members([type], 'default'));
    return [...own, ...defaults, ...second];
  }

  /** The types of a member, one for each type that has it; an `any` has every member. */
  #members(scope: Scope, name: string): Scope {
    return scope.flatMap((each) => {
      const plain = this.#checker.getNonNullableType(each);
      const type = this.#checker.getApparentType(this.#checker.getBaseConstraintOfType(plain) ?? plain);
      if (type.flags & ts.TypeFlags.Any) return [type];
      const property =
        this.#checker.getPropertyOfType(type, name) ??
        this.#checker.getAugmentedPropertiesOfType(type).find((symbol) => symbol.name === name);
      if (property) return [this.#valueType(property)];
      if (type.isUnion()) return this.#members(type.types, name);
      const index = this.#checker.getIndexTypeOfType(type, ts.IndexKind.String);
      return index ? [index] : [];
    });
  }

  /** What instances of a type look like, by the symbol that names it. */
  #instances(symbol: ts.Symbol): Scope {
    const target = this.#resolved(symbol);
    const made =
      target.flags & ts.SymbolFlags.Value
        ? this.#valueType(target)
            .getConstructSignatures()
            .map((each) => each.getReturnType())
        : [];
    return target.flags & ts.SymbolFlags.Type ? [this.#checker.getDeclaredTypeOfSymbol(target), ...made] : made;
  }

  #typeNamed(model: LibraryModel, name: string, type: TypeSpec): Scope {
    const last = name.split('.').at(-1) ?? name;
    const symbols = model.packages.flatMap((specifier) => [
      ...this.#exported(specifier).filter((symbol) => symbol.name === last),
      ...(this.#declared.get(packageOf(specifier))?.get(last) ?? []),
    ]);
    for (const declared of type.declared ?? []) {
      const [owner = '', own = ''] = declared.split('#');
      const global = owner === 'global' ? this.#globals.get(own) : undefined;
      symbols.push(...(global ? [global] : (this.#declared.get(owner)?.get(own) ?? [])));
    }
    if (model.globals && symbols.length === 0) symbols.push(...[this.#globals.get(name)].filter((each) => !!each));
    const found = symbols.flatMap((symbol) => this.#instances(symbol));
    // An `any` of the same name elsewhere in the package would have every member.
    const known = found.filter((each) => (each.flags & ts.TypeFlags.Any) === 0);
    return known.length > 0 ? known : found;
  }

  /** The types that the signatures of a call or of `new` give to a place in it; null when they say nothing. */
  #placed(scope: Scope, slot: string, kind: ts.SignatureKind): Scope | null {
    const signatures = scope.flatMap((type) => this.#checker.getSignaturesOfType(type, kind));
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
      const type = this.#valueType(symbol);
      return symbol === last && isRest ? this.#items([type]) : [type];
    });
    for (const step of rest.match(/\.[^.[\]]+|\[\]/g) ?? []) {
      types = types.map((type) => this.#checker.getNonNullableType(type));
      if (types.some(isOpen)) return null;
      types = /^(?:\[\]|\.\d+)$/.test(step) ? this.#items(types) : this.#members(types, step.slice(1));
    }
    return types;
  }

  /** What lists hold. */
  #items(scope: Scope): Scope {
    return scope.flatMap((each) => {
      const type = this.#checker.getNonNullableType(each);
      if (type.flags & ts.TypeFlags.Any) return [type];
      if (type.isUnion()) return this.#items(type.types);
      const item = this.#checker.getIndexTypeOfType(type, ts.IndexKind.Number);
      return item ? [item] : [];
    });
  }

  /** Compares a model with the typings of those of its packages that are installed; null when none is. */
  check(model: LibraryModel): Findings | null {
    const present = model.packages.filter((specifier) => this.#modules.has(specifier));
    if (present.length === 0 && !model.globals) return null;
    const missing = new Set<string>();
    const invented: string[] = [];
    const places = new Map<string, string>();
    const confirmed = new Set<string>();
    let verified = 0;
    const visit = (scope: Scope, members: Readonly<Record<string, MemberSpec>> | undefined, prefix: string): void => {
      for (const [name, spec] of Object.entries(members ?? {})) {
        if (!/^[\w$]+$/.test(name)) continue;
        const found = this.#members(scope, name);
        if (found.length === 0) missing.add(prefix + name);
        else {
          verified++;
          for (const [call, kind] of [
            [spec.call, ts.SignatureKind.Call],
            [spec.construct, ts.SignatureKind.Construct],
          ] as const)
            for (const { at } of call?.sinks ?? []) {
              const placed = this.#placed(found, at, kind);
              if (placed && placed.length > 0) confirmed.add(at);
              else if (placed && !places.has(at)) places.set(at, `${prefix}${name}(${at})`);
            }
          visit(found, spec.members, `${prefix}${name}.`);
        }
      }
    };
    const roots = present.flatMap((specifier) => this.#roots(specifier));
    if (present.length > 0) {
      const { '=': self, default: main, ...named } = model.exports ?? {};
      visit(roots, named, '');
      visit(roots, main?.members, '');
      visit(roots, self?.members, '');
      for (const [name, type] of Object.entries(model.types ?? {})) {
        const scope = this.#typeNamed(model, name, type);
        if (scope.length === 0) invented.push(name);
        else visit(scope, type.members, `${name}#`);
      }
    }
    for (const [name, spec] of Object.entries(model.globals ?? {})) {
      const symbol = this.#globals.get(name);
      if (symbol) {
        verified++;
        visit([this.#valueType(symbol)], spec.members, `global ${name}.`);
      } else missing.add(`global ${name}`);
    }
    return {
      verified,
      missing: [...missing].toSorted(),
      invented: invented.toSorted(),
      places: [...places].flatMap(([at, place]) => (confirmed.has(at) ? [] : [place])).toSorted(),
    };
  }
}

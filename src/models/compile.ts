/** Turns models into the semantics that the engine asks. Everything is looked up lazily: an unused library costs nothing. */
import { packageOf } from '../lang/specifiers.js';
import { describing } from './describing.js';
import { attribute, placeNamed, resultNamed } from './names.js';
import { recordSink } from './memory/fields.js';
import { rowValue } from './shared/rows.js';
import type {
  CallSpec,
  Entity,
  EntryReader,
  MemberSpec,
  Native,
  Semantics,
  SinkPolicy,
  TypeSpec,
} from '../flow/semantics.js';
import type { LibraryModel, Natives } from './schema.js';

const NO_MEMBER: MemberSpec = {};

class Library {
  readonly #types = new Map<string, LibraryEntity | null>();
  readonly #exports = new Map<string, LibraryEntity | null>();
  readonly root: LibraryEntity;

  constructor(
    readonly model: LibraryModel,
    readonly world: World,
  ) {
    const spec = model.exports?.['='] ?? NO_MEMBER;
    this.root = new LibraryEntity(
      this,
      this.specifier,
      spec,
      null,
      this.specifier,
      (name) => this.exported(name) ?? this.exportedBeside(name),
    );
  }

  get specifier(): string {
    return this.model.packages[0] ?? '';
  }

  /** What another model of the same package exports. */
  exportedBeside(name: string): LibraryEntity | null {
    if (name === 'default' && this.model.exports?.['='] !== undefined) return null;
    for (const specifier of this.model.packages) {
      for (const other of this.world.beside(specifier, this.model)) {
        const found = other.exported(name);
        if (found) return found;
      }
    }
    return null;
  }

  exported(name: string): LibraryEntity | null {
    let known = this.#exports.get(name);
    if (known === undefined) {
      const table = this.model.exports ?? {};
      const spec = Object.hasOwn(table, name) ? table[name] : undefined;
      const label = name === 'default' ? this.specifier.replace(/^node:/, '') : name;
      known = spec
        ? new LibraryEntity(
            this,
            `${this.specifier}.${name}`,
            spec,
            this.classType(name, spec),
            label,
            name === 'default' ? (other) => (other === 'default' ? null : this.exported(other)) : null,
          )
        : null;
      if (known === null && name !== 'default' && Object.hasOwn(table, 'default'))
        known = this.exported('default')?.ownMember(name) ?? null;
      this.#exports.set(name, known);
    }
    return known;
  }

  /** A class that is exported and described as a type: `extends` sees its members. */
  classType(name: string, spec: MemberSpec): TypeSpec | null {
    if (!spec.construct) return null;
    const made = spec.construct.returns ?? name;
    const types = this.model.types ?? {};
    return Object.hasOwn(types, made) ? (types[made] ?? null) : null;
  }

  type(name: string): LibraryEntity | null {
    let known = this.#types.get(name);
    if (known === undefined) {
      const types = this.model.types ?? {};
      const spec = Object.hasOwn(types, name) ? types[name] : undefined;
      known = spec
        ? new LibraryEntity(
            this,
            `${this.specifier}#${name}`,
            { ...(spec.call ? { call: spec.call } : {}) },
            spec,
            name,
          )
        : null;
      this.#types.set(name, known);
    }
    return known;
  }
}

const implied = new WeakMap<CallSpec, CallSpec>();

/** Whatever becomes a stored record holds stored values: no model has to say both. Making an error fails with no other. */
function completed(spec: CallSpec): CallSpec {
  const records = spec.sinks?.filter((sink) => sink.kind === 'record') ?? [];
  const values = records.map(({ at, when }) => ({ at, kind: 'stored-value', deep: true, ...(when ? { when } : {}) }));
  const presents = spec.roles?.some(({ role }) => role.startsWith('error.')) === true;
  if (values.length === 0 && !presents) return spec;
  return {
    ...spec,
    ...(values.length > 0 ? { sinks: [...(spec.sinks ?? []), ...values] } : {}),
    ...(presents ? { presents } : {}),
  };
}

function withImplied(spec: CallSpec | null): CallSpec | null {
  if (!spec) return null;
  let known = implied.get(spec);
  if (!known) implied.set(spec, (known = completed(spec)));
  return known;
}

class LibraryEntity implements Entity {
  readonly #members = new Map<string, LibraryEntity | null>();

  constructor(
    readonly library: Library,
    readonly id: string,
    readonly spec: MemberSpec,
    readonly type: TypeSpec | null,
    readonly name: string,
    readonly outer: ((name: string) => LibraryEntity | null) | null = null,
  ) {}

  get specifier(): string {
    return this.library.specifier;
  }

  get call(): CallSpec | null {
    return withImplied(this.spec.call ?? this.type?.call ?? null);
  }

  get construct(): CallSpec | null {
    return withImplied(this.spec.construct ?? null);
  }

  readonly member = (name: string): LibraryEntity | null => this.ownMember(name) ?? this.outer?.(name) ?? null;

  ownMember(name: string): LibraryEntity | null {
    let known = this.#members.get(name);
    if (known === undefined) {
      known = this.#find(name);
      this.#members.set(name, known);
    }
    return known;
  }

  #find(name: string): LibraryEntity | null {
    const own = this.spec.members;
    if (own && Object.hasOwn(own, name)) return this.#make(name, own[name] ?? NO_MEMBER, `${this.name}.${name}`);
    if (!this.type) return null;
    const members = this.type.members ?? {};
    if (Object.hasOwn(members, name)) return this.#make(name, members[name] ?? NO_MEMBER, `${this.name}.${name}`);
    for (const parent of (this.type.extends ?? '').split(',')) {
      const found = parent.trim() === '' ? null : (this.typeNamed(parent.trim())?.member(name) ?? null);
      if (found) return found as LibraryEntity;
    }
    const { anyMember } = this.type;
    return anyMember ? this.#make(name, anyMember, `${this.name}.${name}`) : null;
  }

  #make(name: string, spec: MemberSpec, label: string): LibraryEntity {
    return new LibraryEntity(this.library, `${this.id}.${name}`, spec, null, label);
  }

  readonly typeNamed = (name: string): Entity | null => {
    const colon = name.lastIndexOf(':');
    if (colon > 0 && !name.startsWith('node:', colon - 4))
      return this.library.world.typeEntity(name.slice(0, colon), name.slice(colon + 1));
    if (colon > 0) return this.library.world.typeEntity(name.slice(0, colon), name.slice(colon + 1));
    return this.library.type(name);
  };
}

/** Every model, compiled on demand. */
class World implements Semantics {
  readonly #bySpecifier = new Map<string, readonly LibraryModel[]>();
  readonly #libraries = new Map<LibraryModel, Library>();
  readonly #kept = new Map<string, { readonly model: LibraryModel; readonly name: string }>();
  readonly #declared = new Map<string, { readonly model: LibraryModel; readonly name: string }>();
  readonly #globals = new Map<string, LibraryModel>();
  readonly #joined = new Map<string, LibraryModel>();
  readonly #globalEntities = new Map<string, LibraryEntity | null>();
  readonly #describing: ReadonlyMap<string, readonly ReadonlySet<string>[]>;

  readonly #entries: readonly EntryReader[];
  readonly part: Semantics['part'];
  readonly implied: Semantics['implied'];
  readonly parameter: Semantics['parameter'];
  readonly missing: Semantics['missing'];
  readonly undescribed: Semantics['undescribed'];

  constructor(
    models: readonly LibraryModel[],
    readonly natives: Natives,
    readonly policies: ReadonlyMap<string, SinkPolicy>,
    readers: Readers,
  ) {
    this.#entries = readers.entries;
    this.part = readers.part;
    this.implied = readers.implied;
    this.parameter = readers.parameter;
    this.missing = readers.missing;
    this.undescribed = readers.undescribed;
    for (const model of models) {
      for (const specifier of model.packages)
        this.#bySpecifier.set(specifier, [...(this.#bySpecifier.get(specifier) ?? []), model]);
      for (const [name, type] of Object.entries(model.types ?? {})) {
        for (const specifier of model.packages) this.#note(`${packageOf(specifier)}#${name}`, model, name);
        for (const declared of type.declared ?? []) this.#note(declared, model, name);
        if (type.keeps !== undefined) this.#kept.set(type.keeps, { model, name });
      }
      for (const name of Object.keys(model.globals ?? {})) this.#globals.set(name, model);
    }
    this.#describing = describing(models);
  }

  readonly isMember = (name: string): boolean => this.#describing.has(name);

  readonly describesMember = (name: string, packages: ReadonlySet<string>): boolean =>
    this.#describing.get(name)?.some((owners) => [...owners].some((each) => packages.has(each))) === true;

  #note(key: string, model: LibraryModel, name: string): void {
    if (!this.#declared.has(key)) this.#declared.set(key, { model, name });
  }

  #library(model: LibraryModel): Library {
    let library = this.#libraries.get(model);
    if (!library) {
      library = new Library(model, this);
      this.#libraries.set(model, library);
    }
    return library;
  }

  #models(specifier: string): readonly LibraryModel[] {
    return this.#bySpecifier.get(specifier) ?? this.#bySpecifier.get(specifier.replace(/\.js$/, '')) ?? [];
  }

  /** The libraries that other models make of a specifier. */
  beside(specifier: string, model: LibraryModel): readonly Library[] {
    return this.#models(specifier).flatMap((each) => (each === model ? [] : [this.#library(each)]));
  }

  readonly moduleEntity = (specifier: string): Entity | null => {
    const models = this.#models(specifier);
    const [model] = models;
    if (!model) return null;
    if (models.length === 1) return this.#library(model).root;
    let joined = this.#joined.get(specifier);
    if (!joined) {
      joined = joinedModel(models);
      this.#joined.set(specifier, joined);
    }
    return this.#library(joined).root;
  };

  readonly globalEntity = (name: string): Entity | null => {
    let known = this.#globalEntities.get(name);
    if (known === undefined) {
      const model = this.#globals.get(name);
      const spec = model?.globals?.[name];
      known =
        model && spec
          ? new LibraryEntity(this.#library(model), name, spec, this.#library(model).classType(name, spec), name)
          : null;
      this.#globalEntities.set(name, known);
    }
    return known;
  };

  readonly typeEntity = (specifier: string, name: string): Entity | null => {
    if (specifier === 'global') {
      const declared = this.#declared.get(`global#${name}`);
      return declared ? this.#library(declared.model).type(declared.name) : null;
    }
    for (const model of this.#models(specifier)) {
      const found = this.#library(model).type(name);
      if (found) return found;
    }
    const declared = this.#declared.get(`${packageOf(specifier)}#${name}`);
    return declared ? this.#library(declared.model).type(declared.name) : null;
  };

  readonly declaredEntity = (packageName: string, name: string): Entity | null => {
    const declared = this.#declared.get(`${packageName}#${name}`);
    return declared ? this.#library(declared.model).type(declared.name) : null;
  };

  readonly native = (name: string): Native | null =>
    Object.hasOwn(this.natives, name) ? (this.natives[name] ?? null) : null;

  readonly entry: EntryReader = (m, question) => {
    for (const reader of this.#entries) {
      const run = reader(m, question);
      if (run) return run;
    }
    return null;
  };

  readonly placeNamed = placeNamed;
  readonly resultNamed = resultNamed;
  readonly attribute = attribute;

  readonly rowLabels: Semantics['rowLabels'] = (fields, node) => rowValue({ fields }, node).labels;

  readonly keptType = (shape: string): Entity | null => {
    const known = this.#kept.get(shape);
    return known ? this.#library(known.model).type(known.name) : null;
  };

  readonly recordSink = recordSink;

  readonly policy = (kind: string): SinkPolicy | null => this.policies.get(kind) ?? null;
}

/** Several models of one package as one: where two describe the same name, the first one counts. */
function joinedModel(models: readonly LibraryModel[]): LibraryModel {
  const [first, ...others] = models;
  if (!first) throw new RangeError('joinedModel needs a model');
  return others.reduce<LibraryModel>((sum, other) => {
    const members = { ...other.exports?.['default']?.members, ...sum.exports?.['default']?.members };
    const base = sum.exports?.['default'] ?? other.exports?.['default'];
    return {
      packages: sum.packages,
      exports: {
        ...other.exports,
        ...sum.exports,
        ...(base ? { default: Object.keys(members).length > 0 ? { ...base, members } : base } : {}),
      },
      types: { ...other.types, ...sum.types },
    };
  }, first);
}

/** What is told of a program beside the models: who calls its functions, and what things are by their names and use. */
export interface Readers extends Pick<Semantics, 'part' | 'implied' | 'parameter' | 'missing' | 'undescribed'> {
  readonly entries: readonly EntryReader[];
}

const NO_READERS: Readers = {
  entries: [],
  part: () => null,
  implied: () => null,
  parameter: () => null,
  missing: () => null,
  undescribed: () => null,
};

/** Returns the semantics of a set of models. */
export function compileModels(
  models: readonly LibraryModel[],
  natives: Natives,
  policies: readonly SinkPolicy[],
  readers: Readers = NO_READERS,
): Semantics {
  return new World(models, natives, new Map(policies.map((policy) => [policy.kind, policy])), readers);
}

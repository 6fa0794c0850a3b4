/** @nestjs/core: applications, and metadata that decorators leave and guards read. */
import { instanceOf } from '../../flow/classes.js';
import { getProperty } from '../../flow/access.js';
import { elementsOf } from '../../flow/elements.js';
import { callValue, plainCall } from '../../flow/calls.js';
import { Form } from '../../flow/forms.js';
import { entityInstance } from '../../flow/library.js';
import type { Machine } from '../../flow/machine.js';
import { promiseOf } from '../../flow/promises.js';
import type { Call, Obj } from '../../flow/refs.js';
import type { Native } from '../../flow/semantics.js';
import { join, NOTHING, refValue, soleText, UNDEFINED, UNKNOWN, type Value } from '../../flow/value.js';
import type { LibraryModel, MemberSpec, Natives } from '../schema.js';
import { isOwnFunction } from '../shared/chain.js';
import { configuresCors } from '../cors/model.js';
import { reachOrigins } from '../cors/origins.js';
import { keepRegistration, objectOf, ownerOf, registrationsOf } from '../shared/registration.js';
import type { TS } from '../../lang/ts.js';

/** What a decorator of a library leaves on a class or method. */
export interface Mark {
  /** The decorator's name, and the package that it comes from. */
  readonly name: string;
  readonly specifier: string;
  readonly args: readonly Value[];
  readonly node: TS.Node;
}

const MARKS = 'nest.marks';
/** The slot of a handler or class, as guards get it from the context, that holds its marks. */
export const TARGET = 'nest.target';

/** Returns what a decorator leaves. */
export function marksOf(value: Value): readonly Mark[] {
  return value.refs.flatMap((ref) =>
    ref.kind === 'obj' ? ((ref.slots.get(MARKS) as readonly Mark[] | undefined) ?? []) : [],
  );
}

function marking(m: Machine, marks: readonly Mark[]): Value {
  const made = m.alloc('object', null);
  made.slots.set(MARKS, marks);
  return refValue(made, Form.Function);
}

const mark: Native = (m, call) =>
  marking(m, [
    { name: call.entity?.name ?? '', specifier: call.entity?.specifier ?? '', args: call.args, node: call.node },
  ]);

const applyDecorators: Native = (m, call) =>
  marking(
    m,
    call.args.flatMap((each) => marksOf(each)),
  );

/** Where a decorator notes the key under which its metadata is kept. */
const KEY = 'nest.key';

/**
 * `Reflector.createDecorator({ key, transform })`: without a key, the decorator is its own
 * (https://docs.nestjs.com/fundamentals/execution-context#low-level-approach).
 */
const createDecorator: Native = (m, call) => {
  const made = m.alloc('object', null);
  const key = refValue(made, Form.Function);
  const [options = UNDEFINED] = call.args;
  const named = getProperty(m, options, 'key', call.node);
  if (soleText(named) !== null) made.slots.set(KEY, named);
  const transform = getProperty(m, options, 'transform', call.node);
  const kept = (machine: Machine, given: Value): Value =>
    isOwnFunction(transform) ? callValue(machine, transform, plainCall(call.node, UNDEFINED, [given])) : given;
  m.setCell(
    made,
    '%call',
    refValue(
      {
        kind: 'native',
        name: 'decorator',
        props: null,
        call: (machine, use) =>
          marking(machine, [
            {
              name: 'SetMetadata',
              specifier: '@nestjs/common',
              args: [key, kept(machine, use.args[0] ?? UNDEFINED)],
              node: call.node,
            },
          ]),
      },
      Form.Function,
    ),
  );
  return key;
};

/** A key, or the text that stands for the decorator that is one. */
function keyOf(value: Value): Value {
  return (objectOf(value)?.slots.get(KEY) as Value | undefined) ?? value;
}

function sameKey(one: Value, other: Value): boolean | null {
  const a = keyOf(one);
  const b = keyOf(other);
  const [left] = a.refs;
  const [right] = b.refs;
  if (left || right) return left === right;
  const [first] = a.consts;
  const [second] = b.consts;
  return first && second && a.consts.length === 1 && b.consts.length === 1 ? first.value === second.value : null;
}

/** What is known under a key of one target; null when the target or the key is not known. */
function metadata(key: Value, target: Value): Value | null {
  const marks = objectOf(target)?.slots.get(TARGET) as readonly Mark[] | undefined;
  if (!marks) return null;
  let found: Value = UNDEFINED;
  for (const each of marks) {
    if (each.name !== 'SetMetadata') continue;
    const same = sameKey(each.args[0] ?? UNDEFINED, key);
    if (same === null) return null;
    if (same) found = each.args[1] ?? UNDEFINED;
  }
  return found;
}

const read: Native = (_, call) => {
  const [key = UNDEFINED, target = UNDEFINED] = call.args;
  return metadata(key, target) ?? UNKNOWN;
};

/** The first target that has it wins. */
const override: Native = (m, call) => {
  const [key = UNDEFINED, targets = UNDEFINED] = call.args;
  const { known, rest } = elementsOf(m, targets, call.node);
  if (rest !== NOTHING) return UNKNOWN;
  for (const target of known) {
    const found = metadata(key, target);
    if (found === null) return UNKNOWN;
    if (found !== UNDEFINED) return found;
  }
  return UNDEFINED;
};

const merge: Native = (m, call) => {
  const found = override(m, call);
  return found === UNDEFINED ? m.array([], call.node) : join(found, UNKNOWN);
};

/** An application and the module at its root. */
export interface NestApplication {
  readonly app: Obj;
  readonly module: Value;
  readonly node: TS.Node;
}

const APPLICATIONS = 'nest.applications';

export function nestApplications(m: Machine): readonly NestApplication[] {
  return (m.notes.get(APPLICATIONS) as readonly NestApplication[] | undefined) ?? [];
}

const create: Native = (m, call) => {
  const made = call.entity ? entityInstance(m, call.entity, '@nestjs/core:Application', call.node) : UNKNOWN;
  reachOrigins(m, call, getProperty(m, call.args[1] ?? UNDEFINED, 'cors', call.node), 'callback');
  const app = objectOf(made);
  const adapter = objectOf(call.args[1]);
  // What the platform was given before the application was made is in force for it as well.
  if (app && adapter) for (const each of registrationsOf(m, adapter)) keepRegistration(m, app, each);
  if (app && call.args[0]) {
    m.forgetters.set(APPLICATIONS, (isGone) => {
      m.notes.set(
        APPLICATIONS,
        nestApplications(m).filter((each) => !isGone(each.node)),
      );
    });
    m.notes.set(APPLICATIONS, [...nestApplications(m), { app, module: call.args[0], node: call.node }]);
  }
  return promiseOf(made);
};

/** Keeps what is put in force for the whole application. */
function global(kind: string): Native {
  return (m, call: Call) => {
    const owner = ownerOf(call);
    if (owner)
      keepRegistration(m, owner, {
        framework: 'nest',
        kind: 'hook',
        method: kind,
        path: '/',
        handlers: call.args,
        node: call.node,
      });
    return call.self;
  };
}

function globally(kind: string): MemberSpec {
  return { call: { native: `nest.global.${kind}` } };
}

const KINDS = ['guards', 'pipes', 'interceptors', 'filters', 'prefix', 'middleware', 'plugins'];

export const nestCore = {
  packages: ['@nestjs/core'],
  exports: {
    NestFactory: {
      members: {
        create: { call: { native: 'nest.create', roles: [configuresCors('1.cors')] } },
        createMicroservice: { call: { native: 'nest.create' } },
        createApplicationContext: { call: { returns: 'Promise<Application>' } },
      },
    },
    Reflector: {
      construct: { returns: 'Reflector' },
      members: { createDecorator: { call: { native: 'nest.createDecorator' } } },
    },
    APP_GUARD: { value: 'APP_GUARD' },
    APP_PIPE: { value: 'APP_PIPE' },
    APP_INTERCEPTOR: { value: 'APP_INTERCEPTOR' },
    APP_FILTER: { value: 'APP_FILTER' },
  },
  types: {
    Application: {
      declared: [
        '@nestjs/common#INestApplication',
        '@nestjs/platform-express#NestExpressApplication',
        '@nestjs/platform-fastify#NestFastifyApplication',
      ],
      members: {
        useGlobalGuards: globally('guards'),
        useGlobalPipes: globally('pipes'),
        useGlobalInterceptors: globally('interceptors'),
        useGlobalFilters: globally('filters'),
        setGlobalPrefix: globally('prefix'),
        use: { call: { native: 'nest.global.middleware', roles: [{ role: 'middleware.use', parts: { path: '0' } }] } },
        useBodyParser: { call: { sinks: [{ at: '1.limit', kind: 'body-limit' }], returns: 'this' } },
        useStaticAssets: {
          call: { returns: 'this', roles: [{ role: 'files.serve', parts: { root: '0', options: '1' } }] },
        },
        enableCors: { call: { native: 'cors.enable', roles: [configuresCors('0')] } },
        get: { call: { native: 'nest.get' } },
        connectMicroservice: { call: { returns: 'unknown' } },
        register: globally('plugins'),
        listen: { call: { native: 'served.this', returns: 'Promise<unknown>' } },
      },
    },
    Reflector: {
      members: {
        get: { call: { native: 'nest.metadata' } },
        getAllAndOverride: { call: { native: 'nest.metadataOverride' } },
        getAllAndMerge: { call: { native: 'nest.metadataMerge' } },
        getAll: { call: {} },
      },
    },
  },
} as const satisfies LibraryModel;

/** https://docs.nestjs.com/techniques/performance: the platform on which an application runs may be given plugins, too. */
export const nestFastify = {
  packages: ['@nestjs/platform-fastify'],
  exports: { FastifyAdapter: { construct: { returns: 'FastifyAdapter' } } },
  types: { FastifyAdapter: { members: { register: globally('plugins') } } },
} as const satisfies LibraryModel;

export const coreNatives: Natives = {
  'nest.mark': mark,
  'nest.applyDecorators': applyDecorators,
  'nest.setMetadata': (m, call) =>
    marking(m, [{ name: 'SetMetadata', specifier: '@nestjs/common', args: call.args, node: call.node }]),
  'nest.createDecorator': createDecorator,
  'nest.forwardRef': (m, call) => callValue(m, call.args[0] ?? UNKNOWN, plainCall(call.node, UNDEFINED, [])),
  'nest.metadata': read,
  'nest.metadataOverride': override,
  'nest.metadataMerge': merge,
  'nest.create': create,
  /** `app.get(Reflector)`: an instance of the class. */
  'nest.get': (m, call) => {
    const [ref] = call.args[0]?.refs ?? [];
    if (ref?.kind === 'class') return instanceOf(m, ref);
    return ref?.kind === 'lib' && ref.entity.construct?.returns !== undefined
      ? entityInstance(m, ref.entity, ref.entity.construct.returns, call.node)
      : UNKNOWN;
  },
  ...Object.fromEntries(KINDS.map((kind) => [`nest.global.${kind}`, global(kind)])),
};

/** Returns the object by which a guard names a handler or class. */
export function metadataTarget(m: Machine, marks: readonly Mark[]): Value {
  const made = m.alloc('object', null);
  made.slots.set(TARGET, marks);
  return refValue(made, Form.Function);
}

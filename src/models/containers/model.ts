/**
 * Containers that make instances of classes: typedi 0.10 (https://docs.typestack.community/typedi), tsyringe 4
 * (https://github.com/microsoft/tsyringe) and inversify (https://inversify.io/docs/api/container/). What stands
 * under a name or a symbol is what the type argument says.
 */
import type { LibraryModel, MemberSpec } from '../schema.js';

const get: MemberSpec = { call: { native: 'containers.get' } };
const decorator: MemberSpec = { call: {} };

const typediContainer = { get, set: decorator, has: { call: { returns: 'boolean' } }, remove: decorator } as const;

const binding = (how: string): MemberSpec => ({ call: { returns: 'Bound', native: `containers.${how}` } });

export const typedi = {
  packages: ['typedi'],
  exports: {
    Container: { members: { ...typediContainer, of: { call: { returns: 'ContainerInstance' } } } },
    Service: decorator,
    Inject: decorator,
    InjectMany: decorator,
  },
  types: { ContainerInstance: { members: typediContainer } },
} as const satisfies LibraryModel;

export const tsyringe = {
  packages: ['tsyringe'],
  exports: {
    container: { type: 'DependencyContainer' },
    injectable: decorator,
    singleton: decorator,
    inject: decorator,
  },
  types: {
    DependencyContainer: {
      members: { resolve: get, register: decorator, registerSingleton: decorator, registerInstance: decorator },
    },
  },
} as const satisfies LibraryModel;

const resolver = (native: string): MemberSpec => ({ call: { returns: 'BuildResolver', native } });
const same: MemberSpec = { call: { returns: 'this' } };
/** https://github.com/jeffijoe/awilix#api */
export const awilix = {
  packages: ['awilix'],
  exports: {
    createContainer: { call: { returns: 'AwilixContainer', native: 'awilix.container' } },
    asClass: resolver('awilix.asClass'),
    asFunction: resolver('awilix.asFunction'),
    asValue: resolver('awilix.asValue'),
    InjectionMode: { members: { CLASSIC: { value: 'CLASSIC' }, PROXY: { value: 'PROXY' } } },
  },
  types: {
    AwilixContainer: {
      members: {
        register: { call: { native: 'awilix.register' } },
        resolve: { call: { native: 'awilix.resolve' } },
        createScope: same,
      },
    },
    BuildResolver: {
      members: {
        singleton: same,
        scoped: same,
        transient: same,
        inject: same,
        proxy: same,
        disposer: same,
        setLifetime: same,
        classic: { call: { native: 'awilix.classic' } },
      },
    },
  },
} as const satisfies LibraryModel;

export const inversify = {
  packages: ['inversify'],
  exports: { Container: { construct: { returns: 'Container' } }, injectable: decorator, inject: decorator },
  types: {
    Container: {
      members: {
        get,
        getAsync: decorator,
        bind: { call: { returns: 'BindToFluentSyntax', native: 'containers.bind' } },
      },
    },
    BindToFluentSyntax: {
      members: {
        to: binding('class'),
        toSelf: binding('self'),
        toConstantValue: binding('value'),
        toDynamicValue: binding('factory'),
      },
    },
    Bound: {},
  },
} as const satisfies LibraryModel;

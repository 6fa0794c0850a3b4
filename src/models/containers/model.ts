/**
 * Containers that make instances of classes: typedi 0.10 (https://docs.typestack.community/typedi), tsyringe 4
 * (https://github.com/microsoft/tsyringe) and inversify (https://inversify.io/docs/api/container/). What stands
 * under a name or a symbol is what the type argument says.
 */
import type { LibraryModel, MemberSpec } from '../schema.js';

const get: MemberSpec = { call: { native: 'containers.get' } };
const decorator: MemberSpec = { call: {} };

const typediContainer = { get, set: decorator, has: { call: { returns: 'boolean' } }, remove: decorator } as const;

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

export const inversify = {
  packages: ['inversify'],
  exports: { Container: { construct: { returns: 'Container' } }, injectable: decorator, inject: decorator },
  types: { Container: { members: { get, getAsync: decorator, bind: decorator } } },
} as const satisfies LibraryModel;

/**
 * Containers that make instances of classes: typedi 0.10 (https://docs.typestack.community/typedi), tsyringe 4
 * (https://github.com/microsoft/tsyringe) and inversify (https://inversify.io/docs/api/container/).
 */
import type { LibraryModel, MemberSpec } from '../schema.js';

const get: MemberSpec = { call: { native: 'containers.get' } };
/** What a name stands for from here on. */
const registers: MemberSpec = { call: { native: 'containers.register' } };
const decorator: MemberSpec = { call: {} };

const typediContainer = { get, set: registers, has: { call: { returns: 'boolean' } }, remove: decorator } as const;

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
      members: { resolve: get, register: registers, registerSingleton: registers, registerInstance: registers },
    },
  },
} as const satisfies LibraryModel;

export const inversify = {
  packages: ['inversify'],
  exports: { Container: { construct: { returns: 'Container' } }, injectable: decorator, inject: decorator },
  types: { Container: { members: { get, getAsync: decorator, bind: decorator } } },
} as const satisfies LibraryModel;

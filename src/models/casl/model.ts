/** CASL (https://casl.js.org/v6/en/guide/intro): abilities are asked, or throw for what is not allowed. */
import type { LibraryModel, MemberSpec } from '../schema.js';

const ability: MemberSpec = { construct: { returns: 'Ability' }, call: { returns: 'Ability' } };
const asked: MemberSpec = { call: { roles: [{ role: 'policy.asked' }], returns: 'boolean' } };
const refused: MemberSpec = { call: { roles: [{ role: 'policy.refused' }], returns: 'boolean' } };
const asserted: MemberSpec = { call: { roles: [{ role: 'policy.asserted' }], returns: 'void' } };

export const casl = {
  packages: ['@casl/ability', '@casl/prisma'],
  exports: {
    createMongoAbility: ability,
    createPrismaAbility: ability,
    defineAbility: ability,
    Ability: ability,
    PureAbility: ability,
    AbilityBuilder: { construct: { returns: 'AbilityBuilder' } },
    ForbiddenError: {
      construct: { returns: 'ForbiddenError' },
      members: { from: { call: { returns: 'ForbiddenError' } } },
    },
    subject: { call: { flows: [{ from: '1', to: 'return' }] } },
  },
  types: {
    Ability: {
      declared: ['@casl/ability#MongoAbility', '@casl/ability#PureAbility', '@casl/ability#AnyAbility'],
      members: { can: asked, cannot: refused },
    },
    AbilityBuilder: {
      members: {
        can: { call: { returns: 'unknown' } },
        cannot: { call: { returns: 'unknown' } },
        build: { call: { returns: 'Ability' } },
      },
    },
    ForbiddenError: {
      members: { throwUnlessCan: asserted, setMessage: { call: { returns: 'this' } }, unlessCan: refused },
    },
  },
} as const satisfies LibraryModel;

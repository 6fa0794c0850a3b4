/** The mapped types under the names by which several packages of NestJS export them. */
import type { LibraryModel, MemberSpec } from '../schema.js';

export const MAPPED_TYPES: Readonly<Record<string, MemberSpec>> = Object.fromEntries(
  ['PartialType', 'PickType', 'OmitType', 'IntersectionType'].map((name) => [
    name,
    { call: { native: 'class-validator.mapped' } },
  ]),
);

export const nestMappedTypes = {
  packages: ['@nestjs/mapped-types', '@nestjs/swagger'],
  exports: MAPPED_TYPES,
} as const satisfies LibraryModel;

/** Small packages that hash: digests of one function each, and relatives of bcrypt. */
import type { LibraryModel, MemberSpec } from '../schema.js';
import { FAILURE } from '../shared/errors.js';
import { bcrypt } from '../passwords/model.js';

const hash: MemberSpec = { call: { native: 'crypto-js.hash', sinks: [{ at: '0', kind: 'fast-hash' }] } };
/** js-md5 and its kin give the digest in several forms. */
const hashes: MemberSpec = { ...hash, members: { hex: hash, base64: hash, array: hash } };

/** The function is the module itself; some have it under their own name as well (the README of each). */
export const digests: LibraryModel = {
  packages: ['md5', 'blueimp-md5', 'js-md5', 'sha1', 'js-sha1', 'sha256', 'js-sha256', 'js-sha512'],
  exports: {
    '=': hashes,
    default: hashes,
    ...Object.fromEntries(['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'].map((name) => [name, hashes])),
  },
};

const members = bcrypt.exports;
const { roles, sinks = [] } = members.hash.call;
/** https://github.com/shaneGirish/bcrypt-nodejs#api: the callback comes after one that is told how far it is. */
const older: Readonly<Record<string, MemberSpec>> = {
  ...members,
  hash: {
    call: {
      sinks,
      roles: roles ?? [],
      callbacks: ['2', '3'].map((at) => ({ at, args: [FAILURE, 'string'] })),
      returns: 'void',
    },
  },
};
export const bcryptNodejs: LibraryModel = {
  packages: ['bcrypt-nodejs'],
  exports: { default: { members: older }, ...older },
};

/** The functions of bcrypt under the same or one other name (https://github.com/napi-rs/node-rs/tree/main/packages/bcrypt). */
export const bcryptRelatives: LibraryModel = {
  packages: ['@node-rs/bcrypt', 'bcrypt-ts'],
  exports: { ...members, verify: members.compare, verifySync: members.compareSync },
};

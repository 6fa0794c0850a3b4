/** multer 1 and 2 (https://github.com/expressjs/multer): uploads, and where they are put. */
import type { CallSpec, LibraryModel, MemberSpec } from '../schema.js';

const middleware: MemberSpec = { call: { returns: 'express:Middleware' } };
const make: CallSpec = {
  returns: 'Multer',
  roles: [{ role: 'upload.middleware', parts: { options: '0' } }],
  callbacks: [{ at: '0.fileFilter', args: ['express:Request', 'express:UploadedFile', null], when: 'later' }],
};
const diskStorage: MemberSpec = {
  call: {
    returns: 'StorageEngine',
    roles: [{ role: 'upload.storage', parts: { options: '0', filename: '0.filename', destination: '0.destination' } }],
    callbacks: [
      { at: '0.filename', args: ['express:Request', 'express:UploadedFile', null], when: 'later' },
      { at: '0.destination', args: ['express:Request', 'express:UploadedFile', null], when: 'later' },
    ],
  },
};
const memoryStorage: MemberSpec = { call: { returns: 'StorageEngine' } };
const parts = { diskStorage, memoryStorage };

export const multer = {
  packages: ['multer', '@koa/multer'],
  exports: { '=': { call: make, members: parts }, default: { call: make, members: parts }, ...parts },
  types: {
    Multer: {
      members: { single: middleware, array: middleware, fields: middleware, any: middleware, none: middleware },
    },
    StorageEngine: {},
  },
} as const satisfies LibraryModel;

/** multer 1 and 2 (https://github.com/expressjs/multer): uploads, and where they are put. */
import type { CallSpec, LibraryModel, MemberSpec } from '../schema.js';

const middleware: MemberSpec = { call: { returns: 'express:FormParser', roles: [{ role: 'upload.accepts' }] } };
/** Refuses every file. */
const refusing: MemberSpec = { call: { returns: 'express:FormParser', roles: [{ role: 'upload.none' }] } };
const make: CallSpec = {
  returns: 'Multer',
  native: 'uploads.multer',
  roles: [
    {
      role: 'upload.middleware',
      parts: {
        options: '0',
        size: '0.limits.fileSize',
        type: '0.fileFilter',
        storage: '0.storage',
        folder: '0.dest',
      },
    },
  ],
  callbacks: [{ at: '0.fileFilter', args: ['express:Request', 'express:UploadedFile', null], when: 'later' }],
};
const diskStorage: MemberSpec = {
  call: {
    native: 'uploads.storage',
    returns: 'StorageEngine',
    roles: [{ role: 'upload.storage', parts: { options: '0', filename: '0.filename', folder: '0.destination' } }],
    callbacks: [{ at: '0.destination', args: ['express:Request', 'express:UploadedFile', null], when: 'later' }],
  },
};
const memoryStorage: MemberSpec = { call: { returns: 'MemoryStorage' } };
const parts = { diskStorage, memoryStorage };

export const multer = {
  packages: ['multer', '@koa/multer'],
  exports: { '=': { call: make, members: parts }, default: { call: make, members: parts }, ...parts },
  types: {
    Multer: {
      members: { single: middleware, array: middleware, fields: middleware, any: middleware, none: refusing },
    },
    StorageEngine: {},
    /** Files stay in memory, where the handler can look into them. */
    MemoryStorage: { call: { roles: [{ role: 'upload.memory' }] } },
  },
} as const satisfies LibraryModel;

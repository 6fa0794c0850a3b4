/** Parsers of uploads beside multer: express-fileupload, formidable, and the interceptors of NestJS. */
import { Form } from '../../flow/forms.js';
import type { LibraryModel, MemberSpec } from '../schema.js';
import { FAILURE } from '../shared/errors.js';

const fileText: MemberSpec = { source: { kind: 'http.files', form: Form.String } };

const expressUpload: MemberSpec = {
  call: {
    returns: 'Middleware',
    roles: [{ role: 'upload.limited', parts: { size: '0.limits.fileSize', options: '0' } }],
  },
};

/** https://github.com/richardgirges/express-fileupload: the names are the client's, `mv` puts a file where it is told. */
export const expressFileupload: LibraryModel = {
  packages: ['express-fileupload'],
  exports: { '=': expressUpload, default: expressUpload },
  types: {
    Middleware: { call: {} },
    UploadedFile: {
      members: {
        name: fileText,
        mimetype: fileText,
        mv: {
          call: { sinks: [{ at: '0', kind: 'upload-name', what: 'the place of the file' }], returns: 'Promise<void>' },
        },
      },
    },
  },
};

const form = {
  native: 'uploads.formidable',
  returns: 'Form',
  roles: [
    { role: 'upload.form', parts: { size: '0.maxFileSize', type: '0.filter', options: '0', folder: '0.uploadDir' } },
  ],
} as const;

/** https://github.com/node-formidable/formidable: 200 MB of anything unless told otherwise. */
export const formidable: LibraryModel = {
  packages: ['formidable'],
  exports: {
    '=': { call: form },
    default: { call: form },
    formidable: { call: form },
    IncomingForm: { construct: form },
    Formidable: { construct: form },
  },
  types: {
    Form: {
      declared: ['formidable#IncomingForm', 'formidable#Formidable'],
      members: {
        ...Object.fromEntries(['on', 'once'].map((name) => [name, { call: { native: 'uploads.formEvent' } }])),
        parse: {
          call: {
            callbacks: [{ at: '1', args: [FAILURE, 'source:http.body', 'Files'], when: 'later' }],
            returns: 'Promise<Parsed>',
          },
        },
      },
    },
    Parsed: { members: { '0': { source: { kind: 'http.body', form: Form.Object } }, '1': { type: 'Files' } } },
    /** A list under each name since version 3, one file before (https://github.com/node-formidable/formidable/blob/master/VERSION_NOTES.md). */
    Files: { anyMember: { type: 'ParsedFile' } },
    ParsedFile: {
      members: {
        originalFilename: fileText,
        name: fileText,
        mimetype: fileText,
        '0': { type: 'ParsedFile' },
      },
      elements: { type: 'ParsedFile' },
    },
  },
};

const busboyForm = {
  returns: 'Busboy',
  roles: [{ role: 'upload.limited', parts: { size: '0.limits.fileSize', options: '0' } }],
} as const;
const busboyEvent: MemberSpec = { call: { native: 'uploads.busboy' } };
const info: MemberSpec = { source: { kind: 'http.files', form: Form.String } };

/** https://github.com/mscdex/busboy: names, types and values are the client's; file names come without folders unless `preservePath` is set. */
export const busboy: LibraryModel = {
  packages: ['busboy', '@fastify/busboy'],
  exports: { '=': { call: busboyForm, construct: busboyForm }, default: { call: busboyForm, construct: busboyForm } },
  types: {
    Busboy: {
      extends: 'node:stream:Writable',
      members: { on: busboyEvent, once: busboyEvent, addListener: busboyEvent },
    },
    FileInfo: { members: { filename: info, mimeType: info, encoding: info } },
  },
};

function interceptor(at: string): MemberSpec {
  return {
    call: {
      native: 'uploads.options',
      returns: 'Interceptor',
      roles: [
        {
          role: 'upload.interceptor',
          parts: { size: `${at}.limits.fileSize`, type: `${at}.fileFilter`, storage: `${at}.storage`, options: at },
        },
      ],
    },
  };
}

/** Options for the interceptors of the module that imports it. */
const setsOptions = (native: string): MemberSpec => ({ call: { native, roles: [{ role: 'upload.module' }] } });

/** https://docs.nestjs.com/techniques/file-upload */
export const nestUploads: LibraryModel = {
  packages: ['@nestjs/platform-express'],
  exports: {
    FileInterceptor: interceptor('1'),
    FilesInterceptor: interceptor('2'),
    FileFieldsInterceptor: interceptor('1'),
    AnyFilesInterceptor: interceptor('0'),
    MulterModule: {
      members: { register: setsOptions('uploads.options'), registerAsync: setsOptions('uploads.optionsLater') },
    },
  },
  types: { Interceptor: {} },
};

const checks = (what: string): MemberSpec => ({
  construct: { returns: 'FileValidator', roles: [{ role: `upload.checks-${what}` }] },
});
const adds = (what: string): MemberSpec => ({ call: { returns: 'this', roles: [{ role: `upload.checks-${what}` }] } });

export const nestFilePipes: LibraryModel = {
  packages: ['@nestjs/common'],
  exports: {
    MaxFileSizeValidator: checks('size'),
    FileTypeValidator: checks('type'),
    ParseFilePipeBuilder: { construct: { returns: 'ParseFilePipeBuilder' } },
  },
  types: {
    FileValidator: {},
    ParseFilePipeBuilder: {
      members: {
        addMaxSizeValidator: adds('size'),
        addFileTypeValidator: adds('type'),
        addValidator: adds('any'),
        build: { call: { returns: '@nestjs/common:ParseFilePipe' } },
      },
    },
  },
};

import { expect, it } from 'vitest';
import rule from '../../src/rules/no-unrestricted-upload.js';
import { marked, reportsOf } from './marked.js';
import { ruleTester } from './tester.js';

const one = [{ messageId: 'problem' as const }];

function upload(options: string): string {
  return `
import path from 'node:path';
import express from 'express';
import multer, { diskStorage, memoryStorage } from 'multer';
import { options, isImage } from './config.js';

const limits = { fileSize: 1_000_000 };
const images = new Set(['image/png']);
const fileFilter: multer.Options['fileFilter'] = (_req, file, done) => done(null, images.has(file.mimetype));
const EXTENSIONS = new Set(['.png', '.jpg']);
const app = express();
app.use(express.static('public'));
const upload = multer(${options});
app.post('/a', upload.single('file'), (_req, res) => res.end());
`;
}

const named = (body: string): string =>
  upload(
    `{ limits, fileFilter, storage: diskStorage({ destination: 'spool', filename: (_req, file, done) => ${body} }) }`,
  );

ruleTester.run('no-unrestricted-upload: multer', rule, {
  valid: [
    upload(`{ dest: 'spool', limits, fileFilter }`),
    upload('options'),
    upload('{ ...options, limits }'),
    upload(`{ storage: memoryStorage(), limits }`),
    upload(`{ dest: 'public-spool', limits, fileFilter }`),
    upload(`{ dest: 'spool', limits, fileFilter: (_req, file, done) => done(null, isImage(file)) }`),
    named(`done(null, crypto.randomUUID() + '.img')`),
    `import multer from 'multer';\nexport const fields = multer().none();`,
  ],
  invalid: [
    {
      code: upload(`{ dest: 'spool' }`),
      errors: [
        {
          messageId: 'problem',
          line: 13,
          column: 16,
          data: {
            message:
              '`multer` takes files of any size and files of any type. Limit the size, let in the types that are needed, make up a name of your own, and keep the files out of served folders.',
          },
        },
      ],
    },
    { code: upload(`{ dest: 'spool', limits }`), errors: one },
    { code: upload(`{ dest: 'spool', fileFilter }`), errors: one },
    { code: upload(`{ dest: 'spool', limits, fileFilter: (_req, _file, done) => done(null, true) }`), errors: one },
    { code: upload(`{ dest: 'public/uploads', limits, fileFilter }`), errors: one },
    { code: named(`done(null, file.originalname)`), errors: one },
    { code: named(`done(null, crypto.randomUUID() + path.extname(file.originalname))`), errors: one },
  ],
});

function nest(parameter: string, options = ''): string {
  return `
import { Controller, FileTypeValidator, MaxFileSizeValidator, ParseFilePipe, Post, UploadedFile, UseInterceptors } from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { limits, pipe } from './config.js';

@Controller('files')
export class Files {
  @UseInterceptors(FileInterceptor('file'${options}))
  @Post()
  upload(@UploadedFile(${parameter}) file: Express.Multer.File) {
    return file.size;
  }
}
`;
}

ruleTester.run('no-unrestricted-upload: others', rule, {
  valid: [
    nest(
      `new ParseFilePipe({ validators: [new MaxFileSizeValidator({ maxSize: 1 }), new FileTypeValidator({ fileType: 'image/png' })] })`,
    ),
    nest('pipe'),
    nest('', ', limits'),
    `import fileUpload from 'express-fileupload';\nexport const parser = fileUpload({ limits: { fileSize: 1_000 } });`,
    `import formidable from 'formidable';
export const form = formidable({ maxFileSize: 1_000, filter: ({ mimetype }) => mimetype === 'image/png' });`,
  ],
  invalid: [
    { code: nest(''), errors: one },
    { code: nest('new ParseFilePipe()'), errors: one },
    { code: nest(`new ParseFilePipe({ validators: [new MaxFileSizeValidator({ maxSize: 1 })] })`), errors: one },
    { code: `import fileUpload from 'express-fileupload';\nexport const parser = fileUpload();`, errors: one },
    {
      code: `import formidable from 'formidable';\nexport const form = formidable({ maxFileSize: 1_000 });`,
      errors: one,
    },
  ],
});

marked(
  'no-unrestricted-upload',
  'the filter is asked before the storage',
  `
import { Module } from '@nestjs/common';
import { MulterModule } from '@nestjs/platform-express';
import multer, { diskStorage } from 'multer';
const filter = (request, file, callback) => {
  if (!file.originalname.match(/\\.(jpg|jpeg|png|gif)$/i)) return callback(new Error('type'), false);
  callback(null, true);
};
const byType = (request, file, callback) => { callback(null, file.mimetype.startsWith('image/')); };
const inner = (request, file, callback) => { callback(null, /(jpg|png)/.test(file.originalname)); };
const limits = { fileSize: 1_000_000 };
@Module({
  imports: [
    MulterModule.registerAsync({
      useFactory: () => ({
        fileFilter: filter,
        limits,
        storage: diskStorage({ destination: './a', filename: (request, file, callback) => {
          callback(null, \`x.\${file.originalname.split('.').pop()?.toLowerCase()}\`); // quiet
        } }),
      }),
    }),
    MulterModule.registerAsync({
      useFactory: () => ({
        fileFilter: byType,
        limits,
        storage: diskStorage({ destination: './b', filename: (request, file, callback) => {
          callback(null, \`x.\${file.originalname.split('.').pop()?.toLowerCase()}\`); // report
        } }),
      }),
    }),
  ],
})
export class Files {}
multer({ fileFilter: filter, limits, storage: diskStorage({ destination: './c', filename: (request, file, callback) => {
  callback(null, String(Date.now()) + '.' + file.originalname.split('.').pop()); // quiet
} }) });
multer({ limits, fileFilter: inner, storage: diskStorage({ destination: './d', filename: (request, file, callback) => {
  callback(null, String(Date.now()) + '.' + file.originalname.split('.').pop()); // report
} }) });
multer({ fileFilter: filter, limits, storage: diskStorage({ destination: './e', filename: (request, file, callback) => {
  callback(null, file.originalname); // report
} }) });
`,
);

/** A form whose files are checked, or not, by a function of the file. */
function form(check: string): string {
  return `
import formidable from 'formidable';
import { readFileSync } from 'node:fs';
function read(file: formidable.File, types: readonly string[]) {
  ${check}
  return readFileSync(file.filepath);
}
export default function handler(req, res) {
  formidable({ maxFileSize: 1_000 }).parse(req, (error, fields, files) => {
    if (error || !files.file) throw new Error('No file');
    res.json({ size: read(files.file[0], ['image/png']).length });
  });
}
`;
}

it('a form whose files are looked at afterwards may take all types', () => {
  const lines = (check: string): readonly number[] =>
    reportsOf('no-unrestricted-upload', form(check), 'pages/api/upload.ts').map(({ line }) => line);
  expect(lines(`if (!types.includes(file.mimetype || '')) throw new Error('Not a picture');`)).toEqual([]);
  expect(lines(`if (file.mimetype !== 'image/png') throw new Error('Not a picture');`)).toEqual([]);
  expect(lines(`if (file.originalFilename === '') throw new Error('Without a name');`)).toEqual([9]);
});

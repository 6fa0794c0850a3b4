/** Packages that read or write a file that they are told the name of. */
import { Form } from '../../flow/forms.js';
import type { LibraryModel, MemberSpec, SinkSpec } from '../schema.js';
import { FAILURE } from '../shared/errors.js';
import { members } from '../stores/parts.js';

/** A text is the name of a file; bytes are the content itself. */
const named = (at: string): SinkSpec => ({ at, kind: 'path', when: [{ at, form: Form.String }] });
const reads = (...slots: readonly string[]): MemberSpec => ({
  call: {
    sinks: slots.map(named),
    callbacks: ['1', '2'].map((at) => ({ at, args: [FAILURE, null] })),
    returns: 'Promise<unknown>',
  },
});

/** https://github.com/jprichardson/node-jsonfile */
const jsonfileMembers = members('readFile readFileSync writeFile writeFileSync', reads('0'));
/** Functions of one file, as the module itself (the README of each). */
const alone = members('loadJsonFile loadJsonFileSync writeJsonFile writeJsonFileSync', reads('0'));

/** https://docs.sheetjs.com/docs/api/parse-options, https://docs.sheetjs.com/docs/api/write-options */
const sheetMembers: Readonly<Record<string, MemberSpec>> = {
  readFile: reads('0'),
  ...members('writeFile writeFileXLSX', reads('1')),
};

/** https://github.com/exceljs/exceljs#reading-xlsx */
const workbookFile = { members: members('readFile writeFile', reads('0')) } as const;

/** https://github.com/mwilliamson/mammoth.js#api */
const documents = members('convertToHtml convertToMarkdown extractRawText', reads('0.path'));

/** https://jimp-dev.github.io/jimp/api/jimp/functions/read/: a file or an address. */
const opensPicture: MemberSpec = {
  call: { sinks: [named('0'), { at: '0', kind: 'address' }], returns: 'Promise<unknown>' },
};

export const FILE_MODELS: readonly LibraryModel[] = [
  { packages: ['jsonfile'], exports: { default: { members: jsonfileMembers }, ...jsonfileMembers } },
  {
    packages: ['load-json-file', 'write-json-file', 'write-file-atomic', 'read-last-lines'],
    exports: {
      '=': { ...reads('0'), members: { sync: reads('0') } },
      default: { ...reads('0'), members: { sync: reads('0') } },
      ...alone,
    },
  },
  { packages: ['xlsx'], exports: { default: { members: sheetMembers }, ...sheetMembers } },
  {
    packages: ['exceljs'],
    exports: {
      default: { members: { Workbook: { construct: { returns: 'Workbook' } } } },
      Workbook: { construct: { returns: 'Workbook' } },
    },
    types: { Workbook: { members: { xlsx: { type: 'BookFile' }, csv: { type: 'BookFile' } } }, BookFile: workbookFile },
  },
  { packages: ['mammoth'], exports: { default: { members: documents }, ...documents } },
  {
    packages: ['jimp'],
    exports: { default: { members: { read: opensPicture } }, Jimp: { members: { read: opensPicture } } },
  },
];

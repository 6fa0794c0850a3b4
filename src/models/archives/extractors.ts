/** Libraries that unpack a whole archive: which of them look at the names of entries, and what switches that off. */
import { Form } from '../../flow/forms.js';
import type { CallSpec, LibraryModel, MemberSpec, SinkSpec } from '../schema.js';

const NAME: MemberSpec = { source: { kind: 'archive.entry', form: Form.String } };
const target = (at: string): SinkSpec => ({ at, kind: 'path' });
/** A text names the archive; bytes are the archive. */
const archive: SinkSpec = { ...target('0'), when: [{ at: '0', form: Form.String }] };
const unchecked = (at: string, when: NonNullable<SinkSpec['when']>): SinkSpec => ({
  at,
  kind: 'archive-options',
  any: true,
  when,
});

/** Entries that leave the folder end the extraction (https://github.com/max-mapper/extract-zip, index.js of 2.0.1). */
const extracts: MemberSpec = { call: { sinks: [archive, target('1.dir')], returns: 'Promise<void>' } };
export const extractZip = {
  packages: ['extract-zip'],
  exports: { '=': extracts, default: extracts },
} as const satisfies LibraryModel;

/** What it writes is checked (index.js of 4.2.1); what is answered without a folder has the names as they stand in the archive (https://github.com/kevva/decompress). */
const decompresses: MemberSpec = {
  call: {
    sinks: [archive, { ...target('1'), when: [{ at: '1', form: Form.String }] }],
    callbacks: ['1', '2'].flatMap((at) => ['filter', 'map'].map((name) => ({ at: `${at}.${name}`, args: ['File'] }))),
    returns: 'Promise<File[]>',
  },
};
export const decompress = {
  packages: ['decompress'],
  exports: { '=': decompresses, default: decompresses },
  types: { File: { declared: ['decompress#decompress.File'], members: { path: NAME, type: { type: 'string' } } } },
} as const satisfies LibraryModel;

/** Entries are put below the folder whatever their names say; a function that looks at headers gets the names as they are (https://github.com/mafintosh/tar-fs, index.js of 3.1). */
const unpacks: CallSpec = {
  sinks: [target('0'), unchecked('1', [{ at: '1.validateSymlinks', is: [false] }])],
  callbacks: [
    { at: '1.map', args: ['Headers'] },
    { at: '1.mapStream', args: ['node:stream:Readable', 'Headers'] },
    { at: '1.ignore', args: ['string', 'Headers'] },
    { at: '1.filter', args: ['string', 'Headers'] },
  ],
  returns: 'node:stream:Writable',
};
const tarFsNames: Readonly<Record<string, MemberSpec>> = {
  extract: { call: unpacks },
  pack: { call: { sinks: [target('0'), target('1.entries[]')], returns: 'node:stream:Readable' } },
};
export const tarFs = {
  packages: ['tar-fs'],
  exports: { default: { members: tarFsNames }, ...tarFsNames },
  types: { Headers: { members: { name: NAME, type: { type: 'string' } } } },
} as const satisfies LibraryModel;

/** Names are checked when the archive is read unless the options say otherwise (https://github.com/antelle/node-stream-zip#options). */
const opens: CallSpec = {
  sinks: [target('0.file'), unchecked('0', [{ at: '0.skipEntryNameValidation', truthy: true }])],
  returns: 'StreamZip',
};
const zips: MemberSpec = { construct: opens, members: { async: { construct: opens } } };
export const nodeStreamZip = {
  packages: ['node-stream-zip'],
  exports: { '=': zips, default: zips },
  types: {
    StreamZip: {
      extends: 'node:events:EventEmitter',
      declared: ['node-stream-zip#StreamZipAsync'],
      members: { extract: { call: { sinks: [target('1')], returns: 'Promise<unknown>' } } },
    },
  },
} as const satisfies LibraryModel;

export const EXTRACTOR_MODELS: readonly LibraryModel[] = [decompress, extractZip, nodeStreamZip, tarFs];

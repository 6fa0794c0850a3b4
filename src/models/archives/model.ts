/** Archives: the names of entries are what their author wrote, and may lead out of any folder. */
import { Form } from '../../flow/forms.js';
import type { CallSpec, LibraryModel, MemberSpec, SinkSpec, SourceSpec } from '../schema.js';
import { FAILURE } from '../shared/errors.js';
import { members } from '../stores/parts.js';
import { EXTRACTOR_MODELS } from './extractors.js';

const NAME: SourceSpec = { kind: 'archive.entry', form: Form.String };
const name: MemberSpec = { source: NAME };
const PATH = 'path';
const target = (at: string): SinkSpec => ({ at, kind: PATH });
const stream: MemberSpec = { call: { returns: 'node:stream:Writable' } };

/** `extractAllTo` cleans names, the entries themselves do not (https://github.com/cthackers/adm-zip/wiki). */
const zip: MemberSpec = {
  construct: { sinks: [{ ...target('0'), when: [{ at: '0', form: Form.String }] }], returns: 'AdmZip' },
  call: { returns: 'AdmZip' },
};
export const admZip: LibraryModel = {
  packages: ['adm-zip'],
  exports: {
    '=': zip,
    default: zip,
  },
  types: {
    AdmZip: {
      members: {
        getEntries: { call: { returns: 'Entry[]' } },
        getEntry: { call: { returns: 'Entry' } },
        forEach: { call: { callbacks: [{ at: '0', args: ['Entry'] }] } },
        readFile: { call: { returns: 'unknown' } },
        addLocalFile: { call: { sinks: [target('0')], returns: 'void' } },
        addLocalFolder: { call: { sinks: [target('0')], returns: 'void' } },
        addLocalFolderAsync: { call: { sinks: [target('0')], returns: 'void' } },
        addLocalFolderPromise: { call: { sinks: [target('0')], returns: 'Promise<void>' } },
        writeZip: { call: { sinks: [target('0')], returns: 'void' } },
        writeZipPromise: { call: { sinks: [target('0')], returns: 'Promise<boolean>' } },
        extractAllTo: { call: { sinks: [target('0')], returns: 'void' } },
        extractAllToAsync: { call: { sinks: [target('0')], returns: 'void' } },
        extractEntryTo: { call: { sinks: [target('1')], returns: 'boolean' } },
      },
    },
    Entry: {
      declared: ['adm-zip#IZipEntry'],
      members: {
        entryName: name,
        name: { source: { ...NAME, facts: [{ pattern: '[/]', flags: '', matches: false }] } },
        isDirectory: { type: 'boolean' },
        getData: { call: { returns: 'unknown' } },
      },
    },
  },
};

/** `Extract` checks where entries go, `Parse` and `Open` hand them over (https://github.com/ZJONSSON/node-unzipper). */
const unzipperEvents: MemberSpec = { call: { native: 'archives.entryEvent' } };
const opens: MemberSpec = { call: { returns: 'Promise<Directory>' } };
const opensFile: MemberSpec = { call: { sinks: [target('0')], returns: 'Promise<Directory>' } };
export const unzipper: LibraryModel = {
  packages: ['unzipper'],
  exports: {
    default: {
      members: {
        Parse: { call: { returns: 'Parser' }, construct: { returns: 'Parser' } },
        ParseOne: { call: { returns: 'Parser' } },
        Extract: { call: { sinks: [target('0.path')], returns: 'Parser' } },
        Open: { members: { buffer: opens, file: opensFile, url: opens, s3: opens } },
      },
    },
  },
  types: {
    Parser: {
      declared: ['unzipper#ParseStream'],
      extends: 'node:stream:Duplex',
      elements: { type: 'Entry' },
      members: { on: unzipperEvents, '[]': { type: 'Entry' } },
    },
    Directory: {
      declared: ['unzipper#CentralDirectory'],
      members: { files: { type: 'Entry[]' }, extract: { call: { sinks: [target('0.path')], returns: 'unknown' } } },
    },
    Entry: {
      declared: ['unzipper#File'],
      members: {
        path: name,
        props: { type: 'Props' },
        type: { type: 'string' },
        autodrain: { call: { returns: 'unknown' } },
        buffer: { call: { returns: 'Promise<unknown>' } },
        stream: { call: { returns: 'node:stream:Readable' } },
        pipe: { call: { returns: 'unknown' } },
      },
    },
    Props: { members: { path: name } },
  },
};

/** Names are checked unless they are asked for as bytes (https://github.com/thejoshwolfe/yauzl#readme). */
const yauzlOpen: MemberSpec = { call: { native: 'archives.yauzl' } };
export const yauzl: LibraryModel = {
  packages: ['yauzl'],
  exports: {
    default: {
      members: {
        open: { call: { sinks: [target('0')], native: 'archives.yauzl' } },
        fromBuffer: yauzlOpen,
        fromFd: yauzlOpen,
        fromRandomAccessReader: yauzlOpen,
        validateFileName: { call: { guards: [{ at: '0', when: 'false', clears: [PATH] }], returns: 'string' } },
      },
    },
  },
  types: {
    CheckedZip: {
      members: {
        on: { call: { callbacks: [{ at: '1', args: ['CheckedEntry'], when: 'later' }], returns: 'this' } },
        readEntry: { call: { returns: 'void' } },
        openReadStream: { call: { callbacks: [{ at: '1', args: [FAILURE, null] }] } },
      },
    },
    CheckedEntry: { members: { fileName: { type: 'string' } } },
    RawZip: {
      members: {
        on: { call: { callbacks: [{ at: '1', args: ['RawEntry'], when: 'later' }], returns: 'this' } },
        readEntry: { call: { returns: 'void' } },
        openReadStream: { call: { callbacks: [{ at: '1', args: [FAILURE, null] }] } },
      },
    },
    RawEntry: { members: { fileName: name, fileNameRaw: name } },
  },
};
/** Absolute paths and `..` are left out unless `preservePaths` asks for them (https://github.com/isaacs/node-tar). */
const extracts: CallSpec = {
  sinks: [
    target('0.cwd'),
    target('0.C'),
    target('0.file'),
    ...['preservePaths', 'P'].map((option): SinkSpec => ({
      at: '0',
      kind: 'archive-options',
      any: true,
      when: [{ at: `0.${option}`, truthy: true }],
    })),
  ],
  callbacks: [
    { at: '0.onentry', args: ['Entry'] },
    { at: '0.onReadEntry', args: ['Entry'] },
    { at: '0.filter', args: [null, 'Entry'] },
  ],
  returns: 'unknown',
};
const lists: CallSpec = {
  sinks: [target('0.file')],
  callbacks: [
    { at: '0.onentry', args: ['Entry'] },
    { at: '0.onReadEntry', args: ['Entry'] },
  ],
  returns: 'node:stream:Writable',
};
/** Names that begin with `@` are archives to read (https://github.com/isaacs/node-tar#tarcoptions-filelist-callback). */
const packs: CallSpec = {
  sinks: [target('0.file'), target('0.f'), target('0.cwd'), target('0.C'), target('1[]')],
  returns: 'unknown',
};
const tarMembers: Readonly<Record<string, MemberSpec>> = {
  x: { call: extracts },
  extract: { call: extracts },
  ...members('c create r replace u update', { call: packs }),
  t: { call: lists },
  list: { call: lists },
};
export const tar: LibraryModel = {
  packages: ['tar'],
  exports: {
    default: { members: tarMembers },
    ...tarMembers,
    Parser: { construct: { ...lists, returns: 'Parser' } },
    Parse: { construct: { ...lists, returns: 'Parser' } },
    Unpack: { construct: extracts },
  },
  types: {
    Parser: { extends: 'node:stream:Writable', members: { on: unzipperEvents } },
    Entry: {
      extends: 'node:stream:Readable',
      declared: ['tar#ReadEntry'],
      members: { path: name, linkpath: name, type: { type: 'string' } },
    },
  },
};

const tarStreamEvents: MemberSpec = {
  call: { callbacks: [{ at: '1', args: ['Header', 'node:stream:Readable', null], when: 'later' }], returns: 'this' },
};
export const tarStream: LibraryModel = {
  packages: ['tar-stream'],
  exports: {
    default: { members: { extract: { call: { returns: 'Extract' } }, pack: stream } },
    extract: { call: { returns: 'Extract' } },
  },
  types: {
    Extract: { extends: 'node:stream:Writable', elements: { type: 'EntryStream' }, members: { on: tarStreamEvents } },
    EntryStream: {
      declared: ['tar-stream#Entry'],
      extends: 'node:stream:Readable',
      members: { header: { type: 'Header' } },
    },
    Header: { declared: ['tar-stream#Headers'], members: { name, linkname: name, type: { type: 'string' } } },
  },
};

/** What comes out may be a thousand times as large, and no option bounds it (https://github.com/nodeca/pako, https://github.com/101arrowz/fflate). */
const expanded: MemberSpec = {
  call: { sinks: [{ at: '0', kind: 'compressed' }], flows: [{ from: '0', to: 'return', as: 'made' }] },
};
const pakoMembers = members('inflate inflateRaw ungzip', expanded);
export const pako: LibraryModel = {
  packages: ['pako'],
  exports: { default: { members: pakoMembers }, ...pakoMembers },
};

/** fflate answers an object whose keys are the names of the entries (https://github.com/101arrowz/fflate). */
const files: MemberSpec = {
  call: {
    source: { kind: 'archive.entry', form: Form.Object },
    callbacks: [
      { at: '1', args: [FAILURE, 'Files'] },
      { at: '2', args: [FAILURE, 'Files'] },
    ],
  },
};
export const fflate: LibraryModel = {
  packages: ['fflate'],
  exports: {
    ...members('gunzipSync inflateSync unzlibSync decompressSync', expanded),
    unzipSync: files,
    unzip: files,
  },
  types: { Files: {} },
};

/** Entries carry the name as it was written apart from the cleaned one (https://stuk.github.io/jszip/documentation/upgrade_guide.html). */
const jszipMembers: Readonly<Record<string, MemberSpec>> = {
  loadAsync: { call: { returns: 'Promise<Archive>' } },
  forEach: { call: { callbacks: [{ at: '0', args: [null, 'Entry'] }], returns: 'void' } },
  file: { call: { returns: 'Entry' } },
};
export const jszip: LibraryModel = {
  packages: ['jszip'],
  exports: {
    '=': { construct: { returns: 'Archive' }, members: jszipMembers },
    default: { construct: { returns: 'Archive' }, members: jszipMembers },
  },
  types: {
    Archive: { declared: ['jszip#JSZip'], members: jszipMembers },
    Entry: {
      declared: ['jszip#JSZipObject'],
      members: { unsafeOriginalName: name, async: { call: { returns: 'Promise<unknown>' } } },
    },
  },
};

/** Files and folders that are packed (https://www.archiverjs.com/docs/archiver). */
export const archiver: LibraryModel = {
  packages: ['archiver'],
  exports: {
    '=': { call: { returns: 'Archiver' } },
    default: { call: { returns: 'Archiver' }, members: { create: { call: { returns: 'Archiver' } } } },
  },
  types: {
    Archiver: {
      extends: 'node:stream:Duplex',
      members: {
        file: { call: { sinks: [target('0')], returns: 'this' } },
        directory: { call: { sinks: [target('0')], returns: 'this' } },
        glob: { call: { sinks: [target('0'), target('1.cwd')], returns: 'this' } },
        append: { call: { returns: 'this' } },
        finalize: { call: { returns: 'Promise<void>' } },
      },
    },
  },
};

export const ARCHIVE_MODELS: readonly LibraryModel[] = [
  admZip,
  archiver,
  fflate,
  pako,
  jszip,
  tar,
  tarStream,
  unzipper,
  yauzl,
  ...EXTRACTOR_MODELS,
];

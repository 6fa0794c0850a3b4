/** Pictures, films and documents: files that are read and written by name, and pages that become a PDF. */
import { Form } from '../../flow/forms.js';
import type { CallSpec, LibraryModel, MemberSpec, SinkSpec } from '../schema.js';
import { members } from '../stores/parts.js';

/** A text is the name of a file; bytes and streams are the content itself. */
const named = (at: string): SinkSpec => ({ at, kind: 'path', when: [{ at, form: Form.String }] });
const file = (at: string): SinkSpec => ({ at, kind: 'path' });
/** Numbers of pixels; an object is taken apart, so the whole of it is none. */
const sizes = (...slots: readonly string[]): readonly SinkSpec[] =>
  slots.map((at) => ({ at, kind: 'size', what: 'the size of the picture', when: [{ at, form: Form.Number }] }));
const CHAIN: MemberSpec = { call: { returns: 'this' } };

/** https://sharp.pixelplumbing.com/api-constructor/, api-output/ */
const opens: MemberSpec = { call: { sinks: [named('0'), named('0[]')], returns: 'Sharp' } };
export const sharp = {
  packages: ['sharp'],
  exports: { '=': opens, default: opens },
  types: {
    Sharp: {
      extends: 'node:stream:Duplex',
      members: {
        toFile: { call: { sinks: [file('0')], returns: 'Promise<unknown>' } },
        // Memory is taken for every pixel (https://sharp.pixelplumbing.com/api-resize/, api-output/#tile).
        resize: { call: { sinks: sizes('0', '0.width', '0.height', '1', '2.width', '2.height'), returns: 'this' } },
        extend: { call: { sinks: sizes('0', '0.top', '0.bottom', '0.left', '0.right'), returns: 'this' } },
        composite: { call: { sinks: [named('0[].input')], returns: 'this' } },
        ...members('toBuffer metadata stats', { call: { returns: 'Promise<unknown>' } }),
      },
      anyMember: CHAIN,
    },
  },
} as const satisfies LibraryModel;

/** https://github.com/fluent-ffmpeg/node-fluent-ffmpeg#creating-an-ffmpeg-command: options are arguments of ffmpeg. */
const command: CallSpec = { sinks: [named('0'), named('0.source')], returns: 'FfmpegCommand' };
const reads: MemberSpec = { call: { sinks: [named('0')], returns: 'this' } };
const writes: MemberSpec = { call: { sinks: [named('0')], returns: 'this' } };
const options: MemberSpec = {
  call: { sinks: [{ at: '*', kind: 'argument', deep: true, what: 'the options of ffmpeg' }], returns: 'this' },
};
const probes: MemberSpec = { call: { sinks: [named('0')], returns: 'unknown' } };
const ffmpegNames: MemberSpec = {
  call: command,
  construct: command,
  members: { ffprobe: probes },
};
export const ffmpeg = {
  packages: ['fluent-ffmpeg'],
  exports: { '=': ffmpegNames, default: ffmpegNames, ffprobe: probes },
  types: {
    FfmpegCommand: {
      extends: 'node:events:EventEmitter',
      members: {
        ...members('input addInput mergeAdd', reads),
        ...members('output addOutput save saveToFile mergeToFile concatenate concat', writes),
        ...members('inputOption inputOptions addInputOption addInputOptions withInputOption withInputOptions', options),
        ...members('outputOption outputOptions addOutputOption addOutputOptions addOption addOptions', options),
        ...members('withOutputOption withOutputOptions withOption withOptions', options),
        ...members('run kill', { call: { returns: 'void' } }),
      },
      anyMember: CHAIN,
    },
  },
} as const satisfies LibraryModel;

/** https://aheckmann.github.io/gm/docs.html: the first argument names a file unless it is a stream or a buffer. */
const picture: CallSpec = { sinks: [named('0')], returns: 'State' };
const pictures: MemberSpec = { call: picture, members: { subClass: { call: { returns: 'SubClass' } } } };
export const gm = {
  packages: ['gm'],
  exports: { '=': pictures, default: pictures },
  types: {
    SubClass: { call: picture },
    State: {
      members: {
        write: { call: { sinks: [file('0')], returns: 'void' } },
        ...members('composite append mosaic', { call: { sinks: [named('0')], returns: 'this' } }),
      },
      anyMember: CHAIN,
    },
  },
} as const satisfies LibraryModel;

/** https://pdfkit.org/docs/images.html, text.html#fonts */
export const pdfkit = {
  packages: ['pdfkit'],
  exports: { '=': { construct: { returns: 'PDFDocument' } }, default: { construct: { returns: 'PDFDocument' } } },
  types: {
    PDFDocument: {
      declared: ['pdfkit#PDFKit.PDFDocument'],
      extends: 'node:stream:Readable',
      members: {
        ...members('image font', { call: { sinks: [named('0')], returns: 'this' } }),
        ...members('registerFont', { call: { sinks: [named('1')], returns: 'this' } }),
        file: { call: { sinks: [named('0')], returns: 'unknown' } },
      },
      anyMember: CHAIN,
    },
  },
} as const satisfies LibraryModel;

const page = (at: string): SinkSpec => ({ at, kind: 'html', what: 'the page' });
/** A page of markup is loaded by a browser beside the service, which follows its addresses (https://github.com/marcbachmann/node-html-pdf). */
const creates: MemberSpec = { call: { sinks: [page('0')], returns: 'CreateResult' } };
export const htmlPdf = {
  packages: ['html-pdf'],
  exports: { create: creates, default: { members: { create: creates } } },
  types: {
    CreateResult: { members: { toFile: { call: { sinks: [named('0')], returns: 'void' } } }, anyMember: CHAIN },
  },
} as const satisfies LibraryModel;

/** https://github.com/mrafiqk/html-pdf-node#using-html-pdf-node */
function generates(at: string): MemberSpec {
  return {
    call: { sinks: [page(`${at}.content`), { at: `${at}.url`, kind: 'address' }], returns: 'Promise<unknown>' },
  };
}
const htmlPdfNodeNames = { generatePdf: generates('0'), generatePdfs: generates('0[]') };
export const htmlPdfNode = {
  packages: ['html-pdf-node'],
  exports: { ...htmlPdfNodeNames, default: { members: htmlPdfNodeNames } },
} as const satisfies LibraryModel;

export const MEDIA_MODELS: readonly LibraryModel[] = [ffmpeg, gm, htmlPdf, htmlPdfNode, pdfkit, sharp];

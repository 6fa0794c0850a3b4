/** Older template engines, and packages that lead to one of several. */
import type { LibraryModel, MemberSpec, SinkSpec } from '../schema.js';

const SOURCE: SinkSpec = { at: '0', kind: 'template' };
const takes: MemberSpec = { call: { sinks: [SOURCE], returns: 'unknown' } };
const file: MemberSpec = { call: { sinks: [{ at: '0', kind: 'path' }], returns: 'unknown' } };

/** pug under its former name (https://pugjs.org/api/migration-v2.html), and engines after its pattern. */
const jadeMembers: Readonly<Record<string, MemberSpec>> = {
  compile: takes,
  compileClient: takes,
  render: takes,
  renderFile: file,
  compileFile: file,
};
/** https://github.com/node-swig/swig-templates, https://github.com/kazupon/vash, https://github.com/baryshev/ect */
export const engines: LibraryModel = {
  packages: ['jade', 'swig', 'swig-templates', 'vash', 'haml'],
  exports: { default: { members: jadeMembers }, ...jadeMembers },
};

/** https://github.com/twigjs/twig.js/wiki: the source stands in `data`. */
const twigMembers: Readonly<Record<string, MemberSpec>> = {
  twig: {
    call: {
      sinks: [
        { at: '0.data', kind: 'template' },
        { at: '0.path', kind: 'path' },
      ],
      returns: 'unknown',
    },
  },
  renderFile: file,
};
export const twig: LibraryModel = {
  packages: ['twig'],
  exports: { default: { members: twigMembers }, ...twigMembers },
};

/** https://github.com/pillarjs/hbs: handlebars for Express. */
const partials: Readonly<Record<string, MemberSpec>> = {
  registerPartial: { call: { sinks: [{ at: '1', kind: 'template' }], returns: 'void' } },
};
const hbsMembers: Readonly<Record<string, MemberSpec>> = { compile: takes, ...partials };
export const hbs: LibraryModel = {
  packages: ['hbs'],
  exports: {
    default: { members: { ...partials, handlebars: { members: hbsMembers } } },
    ...partials,
    handlebars: { members: hbsMembers },
  },
};

/** https://github.com/tj/consolidate.js: each engine is a function of a file, with `render` for a source. */
const engine: MemberSpec = { ...file, members: { render: takes } };
const names =
  'atpl dot dust ejs eco ect haml handlebars hogan jade liquid lodash mustache nunjucks pug swig twig underscore vash whiskers';
const consolidateMembers = Object.fromEntries(names.split(' ').map((name) => [name, engine]));
export const consolidate: LibraryModel = {
  packages: ['consolidate', '@ladjs/consolidate'],
  exports: { default: { members: consolidateMembers }, ...consolidateMembers },
};

export const OLDER_TEMPLATE_MODELS: readonly LibraryModel[] = [consolidate, engines, hbs, twig];

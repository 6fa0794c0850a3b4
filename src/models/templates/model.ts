/** Template engines: a template is a program, and most engines read options from the object that also carries the data. */
import type { CallSpec, LibraryModel, MemberSpec, SinkSpec } from '../schema.js';
import { FAILURE } from '../shared/errors.js';

const SOURCE: SinkSpec = { at: '0', kind: 'template' };
const takes = (returns = 'unknown', ...sinks: readonly SinkSpec[]): MemberSpec => ({
  call: { sinks: [SOURCE, ...sinks], returns },
});
/** The same, where what a constant template writes unescaped is part of the text. */
const fills = (native: string, returns = 'string', ...sinks: readonly SinkSpec[]): MemberSpec => ({
  call: { sinks: [SOURCE, ...sinks], returns, native: `templates.${native}` },
});
/** An object whose shape the client chose: settings of the engine are among its properties. */
function options(at: string, when?: SinkSpec['when']): SinkSpec {
  return { at, kind: 'template-options', shape: true, ...(when ? { when } : {}) };
}
const escapes: MemberSpec = {
  call: {
    flows: [
      { from: '0', to: 'return', as: 'made', form: 1, facts: [{ pattern: '^[^<>"\']*$', flags: '', matches: true }] },
    ],
    returns: 'string',
  },
};

/** ejs takes settings from the data when no third argument is given (https://ejs.co/#docs). */
const ejsMembers: Readonly<Record<string, MemberSpec>> = {
  compile: fills('ejs.compile', 'unknown', options('1')),
  render: fills('ejs', 'string', options('1', [{ at: '2', absent: true }]), options('2')),
  renderFile: {
    call: {
      sinks: [{ at: '0', kind: 'path' }, options('1')],
      callbacks: [{ at: '*', args: [FAILURE, 'string'] }],
      returns: 'Promise<string>',
    },
  },
  escapeXML: escapes,
  Template: { construct: { sinks: [SOURCE, options('1')], returns: 'unknown' } },
};
export const ejs: LibraryModel = { packages: ['ejs'], exports: { default: { members: ejsMembers } } };

/** Data and settings are one object (https://pugjs.org/api/reference.html). */
const pugMembers: Readonly<Record<string, MemberSpec>> = {
  compile: fills('pug.compile', 'unknown', options('1')),
  compileClient: takes('string', options('1')),
  compileClientWithDependenciesTracked: takes('unknown', options('1')),
  render: fills('pug', 'string', options('1')),
  renderFile: { call: { sinks: [{ at: '0', kind: 'path' }, options('1')], returns: 'string' } },
  compileFile: { call: { sinks: [{ at: '0', kind: 'path' }, options('1')], returns: 'unknown' } },
};
export const pug: LibraryModel = { packages: ['pug'], exports: { default: { members: pugMembers } } };

const handlebarsMembers: Readonly<Record<string, MemberSpec>> = {
  compile: fills('mustache.compile', 'unknown'),
  precompile: takes(),
  parse: takes(),
  template: { call: { sinks: [SOURCE], returns: 'unknown' } },
  registerPartial: { call: { sinks: [{ at: '1', kind: 'template' }], returns: 'void' } },
  escapeExpression: escapes,
  Utils: { members: { escapeExpression: escapes } },
  create: { call: { returns: 'Handlebars' } },
};
export const handlebars: LibraryModel = {
  packages: ['handlebars'],
  exports: { default: { members: handlebarsMembers } },
  types: { Handlebars: { members: handlebarsMembers } },
};

const nunjucksMembers: Readonly<Record<string, MemberSpec>> = {
  renderString: fills('nunjucks'),
  compile: takes(),
  precompileString: takes('string'),
  configure: { call: { returns: 'Environment', native: 'templates.nunjucks.environment' } },
};
export const nunjucks: LibraryModel = {
  packages: ['nunjucks'],
  exports: {
    default: { members: nunjucksMembers },
    Environment: { construct: { returns: 'Environment', native: 'templates.nunjucks.environment' } },
    Template: { construct: { sinks: [SOURCE], returns: 'unknown' } },
  },
  types: { Environment: { members: { renderString: fills('nunjucks') } } },
};

/** It only tells the parts of a template, and compiles nothing (https://github.com/janl/mustache.js#pre-parsing-and-caching-templates). */
const parses: MemberSpec = { call: { returns: 'unknown' } };
const mustacheMembers: Readonly<Record<string, MemberSpec>> = {
  render: fills('mustache', 'string', { at: '2', kind: 'template', deep: true }),
  parse: parses,
  escape: escapes,
};
export const mustache: LibraryModel = {
  packages: ['mustache'],
  exports: { default: { members: mustacheMembers }, Writer: { construct: { returns: 'Writer' } } },
  types: { Writer: { members: { render: takes('string'), parse: parses } } },
};

const etaMembers: Readonly<Record<string, MemberSpec>> = {
  renderString: fills('eta'),
  renderStringAsync: fills('eta', 'Promise<string>'),
  compile: takes(),
  loadTemplate: { call: { sinks: [{ at: '1', kind: 'template' }], returns: 'void' } },
};
/** Eta 2 and before render a source by functions of the module, Eta 3 by methods of an instance (https://eta.js.org). */
export const eta: LibraryModel = {
  packages: ['eta'],
  exports: {
    Eta: { construct: { returns: 'Eta' } },
    default: {
      members: { render: takes('string'), renderAsync: takes('Promise<string>'), compile: takes(), parse: takes() },
    },
  },
  types: { Eta: { members: etaMembers } },
};

const dustMembers: Readonly<Record<string, MemberSpec>> = {
  renderSource: takes(),
  compile: takes('string'),
  compileFn: takes(),
  loadSource: { call: { sinks: [{ at: '0', kind: 'code' }], returns: 'unknown' } },
};
export const dust: LibraryModel = {
  packages: ['dustjs-linkedin'],
  exports: { default: { members: dustMembers } },
};

export const liquid: LibraryModel = {
  packages: ['liquidjs'],
  exports: { Liquid: { construct: { returns: 'Liquid' } } },
  types: {
    Liquid: {
      members: {
        parse: takes(),
        parseAndRender: takes('Promise<string>'),
        parseAndRenderSync: takes('string'),
        evalValue: takes('Promise<unknown>'),
        evalValueSync: takes(),
      },
    },
  },
};

const compiles: Readonly<Record<string, MemberSpec>> = { compile: takes(), render: takes('string'), template: takes() };
const engine: CallSpec = { sinks: [SOURCE], returns: 'unknown' };
/** Engines that share their words: the source is the first argument of `template`, `compile` and `render`. */
export const otherEngines: LibraryModel = {
  packages: ['dot', 'hogan.js', 'squirrelly', 'art-template', 'velocityjs'],
  exports: { '=': { call: engine }, default: { call: engine, members: compiles } },
};

/** A component with a `template` is compiled where it is used (https://vuejs.org/api/options-rendering.html#template). */
const component: MemberSpec = { call: { sinks: [{ at: '0.template', kind: 'template' }], returns: 'unknown' } };
export const vue: LibraryModel = {
  packages: ['vue', '@vue/server-renderer'],
  exports: {
    createSSRApp: component,
    createApp: component,
    defineComponent: component,
    compile: takes(),
  },
};

export const TEMPLATE_MODELS: readonly LibraryModel[] = [
  dust,
  ejs,
  eta,
  handlebars,
  liquid,
  mustache,
  nunjucks,
  otherEngines,
  pug,
  vue,
];

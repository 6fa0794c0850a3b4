/** Loggers: lines of text can be forged, JSON cannot. winston asks its format; pino and bunyan write JSON. */
import { LOGGED, members } from '../stores/parts.js';
import type { LibraryModel, MemberSpec } from '../schema.js';

const roles = [{ role: 'log.write', parts: { message: '0', values: '*' } }] as const;

/** Whatever is logged is kept, and read by more people than the data itself. */
const sinks = [LOGGED];

const format: MemberSpec = { call: { native: 'winston.format' } };
const formats: Readonly<Record<string, MemberSpec>> = Object.fromEntries(
  [
    'simple',
    'cli',
    'prettyPrint',
    'logstash',
    'json',
    'printf',
    'combine',
    'timestamp',
    'colorize',
    'splat',
    'align',
    'errors',
    'label',
    'metadata',
    'ms',
    'uncolorize',
    'padLevels',
  ].map((name) => [name, format]),
);
const written: MemberSpec = { call: { sinks, native: 'winston.write', roles } };
/** The levels of npm; a logger knows those of syslog as well. */
const npmLevels = members('log error warn info http verbose debug silly', written);
const syslogLevels = members('emerg alert crit warning notice', written);
const transport: MemberSpec = { construct: { native: 'winston.transport' } };
const logger: MemberSpec = { call: { native: 'winston.logger' } };

const winstonExports: Readonly<Record<string, MemberSpec>> = {
  createLogger: logger,
  format: { call: { returns: 'unknown' }, members: formats },
  transports: { members: { Console: transport, File: transport, Http: transport, Stream: transport } },
  loggers: { members: members('get add', { call: { returns: 'Logger' } }) },
  addColors: { call: { returns: 'void' } },
  ...npmLevels,
};

export const winston: LibraryModel = {
  packages: ['winston', 'logform'],
  exports: { default: { members: winstonExports }, ...winstonExports },
  types: {
    Format: {},
    Transport: {},
    Logger: {
      declared: ['winston#Logger'],
      members: {
        ...npmLevels,
        ...syslogLevels,
        child: { call: { returns: 'this' } },
        add: { call: { returns: 'this' } },
        close: { call: { returns: 'this' } },
      },
    },
  },
};

const jsonLevels = members('trace debug info warn error fatal', {
  call: { returns: 'void', native: 'pino.write', roles },
});
const makesLogger: MemberSpec = { call: { returns: 'Logger', native: 'pino.make' } };
const jsonLogger: MemberSpec = {
  call: { returns: 'Logger', native: 'pino.make' },
  construct: { returns: 'Logger', native: 'pino.make' },
  members: {
    pino: makesLogger,
    destination: { call: { returns: 'unknown' } },
    transport: { call: { returns: 'unknown' } },
  },
};

export const pino: LibraryModel = {
  packages: ['pino'],
  exports: { '=': jsonLogger, default: jsonLogger, pino: jsonLogger },
  types: {
    Logger: {
      declared: ['pino#BaseLogger', 'pino#LoggerExtras'],
      members: { ...jsonLevels, child: { call: { returns: 'Logger', native: 'pino.child' } } },
    },
  },
};

const bunyanLogger: MemberSpec = { construct: { returns: 'Logger', native: 'pino.make' } };
/** https://github.com/trentm/node-bunyan */
export const bunyan: LibraryModel = {
  packages: ['bunyan'],
  exports: {
    '=': bunyanLogger,
    default: { ...bunyanLogger, members: { createLogger: makesLogger } },
    createLogger: makesLogger,
  },
  types: {
    Logger: { members: { ...jsonLevels, child: { call: { returns: 'Logger', native: 'pino.child' } } } },
  },
};

/** Loggers that print lines. */
const line: MemberSpec = { call: { sinks, native: 'console.print', roles } };
const makesLine: MemberSpec = { call: { returns: 'Logger' } };

/** https://log4js-node.github.io/log4js-node/api.html: layouts are patterns of text. */
const log4jsNames: Readonly<Record<string, MemberSpec>> = { getLogger: makesLine, configure: { call: {} } };
export const log4js: LibraryModel = {
  packages: ['log4js'],
  exports: { default: { members: log4jsNames }, ...log4jsNames },
  types: { Logger: { members: members('log trace debug info warn error fatal mark', line) } },
};

const loglevelMembers = {
  ...members('trace debug log info warn error', line),
  setLevel: { call: { returns: 'void' } },
} as const;
const loglevelRoot = { ...loglevelMembers, getLogger: makesLine } as const;
/** https://github.com/pimterry/loglevel */
export const loglevel: LibraryModel = {
  packages: ['loglevel'],
  exports: { default: { members: loglevelRoot }, ...loglevelRoot },
  types: { Logger: { members: loglevelMembers } },
};

const consolaMembers: Readonly<Record<string, MemberSpec>> = members(
  'log info success ready start warn error fail fatal debug trace verbose box',
  line,
);
const makesConsola: MemberSpec = { call: { returns: 'ConsolaInstance' } };
const consolaEntry: MemberSpec = { members: { ...consolaMembers, create: makesConsola, withTag: makesConsola } };
/** https://github.com/unjs/consola */
export const consola: LibraryModel = {
  packages: ['consola'],
  exports: { consola: consolaEntry, default: consolaEntry, createConsola: makesConsola },
  types: { ConsolaInstance: { members: { ...consolaMembers, create: makesConsola, withTag: makesConsola } } },
};

/** https://tslog.js.org */
export const tslog: LibraryModel = {
  packages: ['tslog'],
  exports: { Logger: { construct: { returns: 'Logger' } } },
  types: {
    Logger: {
      members: {
        ...members('silly trace debug info warn error fatal', line),
        getSubLogger: makesLine,
      },
    },
  },
};

/**
 * What debug prints goes to the terminal of whoever asks for it with DEBUG (https://github.com/debug-js/debug#usage): it is
 * no log that anybody relies on, and a forged line deceives nobody. Secrets in it are another matter.
 */
const debugEntry: MemberSpec = { call: { returns: 'Debugger' } };
export const debug: LibraryModel = {
  packages: ['debug'],
  exports: { '=': debugEntry, default: debugEntry, debug: debugEntry },
  types: { Debugger: { call: { sinks, returns: 'void', roles }, members: { extend: debugEntry } } },
};

/** What is reported to Sentry is kept there, with what is attached (https://docs.sentry.io/platforms/javascript/guides/node/enriching-events/). */
const report: MemberSpec = { call: { sinks, returns: 'string' } };
export const sentry: LibraryModel = {
  packages: ['node', 'core', 'nestjs', 'nextjs', 'aws-serverless', 'bun', 'deno', 'cloudflare'].map(
    (name) => `@sentry/${name}`,
  ),
  exports: {
    ...members('withScope withIsolationScope', {
      call: { callbacks: [{ at: '0', args: ['Scope'], returns: 'return' }] },
    }),
    ...members('getCurrentScope getIsolationScope getGlobalScope', { call: { returns: 'Scope' } }),
    // https://docs.sentry.io/platforms/javascript/guides/node/logs/
    logger: { members: members('trace debug info warn error fatal', report) },
    ...Object.fromEntries(
      [
        'captureMessage',
        'captureException',
        'addBreadcrumb',
        'setContext',
        'setExtra',
        'setExtras',
        'setTag',
        'setTags',
        'setUser',
        'captureEvent',
      ].map((name) => [name, report]),
    ),
  },
  types: {
    Scope: {
      declared: ['@sentry/core#Scope'],
      members: {
        ...members('setContext setExtra setExtras setTag setTags setUser addBreadcrumb', {
          call: { sinks, returns: 'this' },
        }),
        ...members('captureMessage captureException captureEvent', report),
        clone: { call: { returns: 'this' } },
      },
    },
  },
};

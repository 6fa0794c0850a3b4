/** Loggers: lines of text can be forged, JSON cannot. winston asks its format; pino and bunyan write JSON. */
import { LOGGED } from '../stores/parts.js';
import type { LibraryModel, MemberSpec } from '../schema.js';

const LEVELS = [
  'log',
  'error',
  'warn',
  'info',
  'http',
  'verbose',
  'debug',
  'silly',
  'emerg',
  'alert',
  'crit',
  'warning',
  'notice',
  'trace',
  'fatal',
  'mark',
] as const;
const roles = [{ role: 'log.write', parts: { message: '0', values: '*' } }] as const;

/** Whatever is logged is kept, and read by more people than the data itself. */
const sinks = [LOGGED];

function levels(spec: MemberSpec): Readonly<Record<string, MemberSpec>> {
  return Object.fromEntries(LEVELS.map((name) => [name, spec]));
}

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
const winstonLevels = levels({ call: { sinks, native: 'winston.write', roles } });
const transport: MemberSpec = { construct: { native: 'winston.transport' } };
const logger: MemberSpec = { call: { native: 'winston.logger' } };

const winstonExports: Readonly<Record<string, MemberSpec>> = {
  createLogger: logger,
  format: { call: { returns: 'unknown' }, members: formats },
  transports: { members: { Console: transport, File: transport, Http: transport, Stream: transport } },
  addColors: { call: { returns: 'void' } },
  ...winstonLevels,
};

export const winston: LibraryModel = {
  packages: ['winston', 'logform'],
  exports: { default: { members: winstonExports }, ...winstonExports, ...formats },
  types: {
    Format: {},
    Transport: {},
    Logger: {
      declared: ['winston#Logger'],
      members: {
        ...winstonLevels,
        child: { call: { returns: 'this' } },
        add: { call: { returns: 'this' } },
        close: { call: { returns: 'this' } },
      },
    },
  },
};

const jsonLevels = levels({ call: { returns: 'void', native: 'pino.write', roles } });
const makesLogger: MemberSpec = { call: { returns: 'Logger', native: 'pino.make' } };
const jsonLogger: MemberSpec = {
  call: { returns: 'Logger', native: 'pino.make' },
  construct: { returns: 'Logger', native: 'pino.make' },
  members: {
    pino: makesLogger,
    createLogger: makesLogger,
    destination: { call: { returns: 'unknown' } },
    transport: { call: { returns: 'unknown' } },
  },
};

export const pino: LibraryModel = {
  packages: ['pino', 'bunyan', 'roarr', 'pino-http', 'express-pino-logger'],
  exports: { '=': jsonLogger, default: jsonLogger, pino: jsonLogger, createLogger: makesLogger },
  types: {
    Logger: {
      declared: ['pino#Logger', 'pino#BaseLogger', 'pino#LoggerExtras', 'bunyan#Logger'],
      members: { ...jsonLevels, child: { call: { returns: 'Logger', native: 'pino.child' } } },
    },
  },
};

/** Loggers that print lines: log4js (pattern layouts), loglevel, debug, signale, npmlog, tracer, consola. */
const lineLevels = levels({ call: { sinks, native: 'console.print', roles } });
const lineLogger: MemberSpec = {
  call: { returns: 'LineLogger' },
  construct: { returns: 'LineLogger' },
  members: { ...lineLevels, getLogger: { call: { returns: 'LineLogger' } } },
};

export const lineLoggers: LibraryModel = {
  packages: ['log4js', 'loglevel', 'signale', 'npmlog', 'tracer', 'consola', 'tslog', 'electron-log'],
  exports: {
    default: lineLogger,
    '=': lineLogger,
    ...lineLevels,
    getLogger: { call: { returns: 'LineLogger' } },
    configure: { call: { returns: 'LineLogger' } },
    Logger: lineLogger,
    consola: lineLogger,
    Signale: lineLogger,
    console: { call: { returns: 'LineLogger' } },
    colorConsole: { call: { returns: 'LineLogger' } },
  },
  types: {
    LineLogger: {
      declared: ['log4js#Logger', 'loglevel#Logger'],
      members: {
        ...lineLevels,
        child: { call: { returns: 'this' } },
        getLogger: { call: { returns: 'LineLogger' } },
        setLevel: { call: { returns: 'void' } },
      },
    },
  },
};

const debugEntry: MemberSpec = { call: { returns: 'Debugger' } };
export const debug: LibraryModel = {
  packages: ['debug'],
  exports: { '=': debugEntry, default: debugEntry, debug: debugEntry },
  types: { Debugger: { call: { sinks, native: 'console.print', roles }, members: { extend: debugEntry } } },
};

/** What is reported to Sentry is kept there, with what is attached (https://docs.sentry.io/platforms/javascript/guides/node/enriching-events/). */
const report: MemberSpec = { call: { sinks, returns: 'string' } };
export const sentry: LibraryModel = {
  packages: ['node', 'core', 'nestjs', 'nextjs', 'aws-serverless', 'bun', 'deno', 'cloudflare'].map(
    (name) => `@sentry/${name}`,
  ),
  exports: Object.fromEntries(
    [
      'captureMessage',
      'captureException',
      'addBreadcrumb',
      'setContext',
      'setExtra',
      'setExtras',
      'setTag',
      'setTags',
    ].map((name) => [name, report]),
  ),
};

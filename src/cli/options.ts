import { Command, CommanderError, Option } from 'commander';
import { inventoryCommand, type InventoryOptions } from './inventory/options.js';

/** The output formats, the default first. */
export const FORMATS = ['text', 'json'] as const;
export type Format = (typeof FORMATS)[number];

/** The presets: from metadata, each holding the ones before it, and one for each OWASP category. */
export const PRESETS = [
  'recommended',
  'strict',
  'all',
  ...Array.from({ length: 10 }, (_unused, index) => `owasp-api${index + 1}`),
] as const;

export interface ScanOptions {
  readonly format: Format;
  readonly preset: string;
  readonly typed: boolean;
  readonly quietProgress: boolean;
}

export interface DependencyCommandOptions {
  readonly format: Format;
  readonly audit: boolean;
}

/** What the commands do. */
export interface Commands {
  readonly scan: (paths: readonly string[], options: ScanOptions) => Promise<void>;
  readonly dependencies: (folder: string, options: DependencyCommandOptions) => Promise<void>;
  readonly inventory: (folder: string, options: InventoryOptions) => void;
}

export interface ProgramIO {
  readonly version: string;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

const AFTER_HELP = `
Exit codes: 0 nothing found, 1 findings, 2 trouble (wrong usage, a file or project that cannot be read).
`;

function formatOption(): Option {
  return new Option('-f, --format <format>', 'how findings are printed').choices(FORMATS).default('text');
}

/**
 * Returns the command line's grammar. Scanning is the root command; commands added later stand beside it. Parsing throws
 * commander's `CommanderError` instead of ending the process.
 */
export function buildProgram({ version, out, err }: ProgramIO, { scan, dependencies, inventory }: Commands): Command {
  const program = new Command('api-security')
    .description('Finds API security flaws in TypeScript and JavaScript services. Needs no configuration.')
    .version(version)
    // What stands behind the name of a command is its own.
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({ writeOut: out, writeErr: err })
    .showHelpAfterError('Run api-security --help for the options.')
    .argument('[paths...]', 'files and folders to scan (default: the current folder)')
    .addOption(formatOption())
    .addOption(new Option('-p, --preset <preset>', 'which rules run').choices(PRESETS).default('recommended'))
    .option('--no-typed', 'do not use types even where a tsconfig.json is found')
    .option('--quiet-progress', 'show no progress bar on a terminal', false)
    .addHelpText('after', AFTER_HELP)
    .action(scan);
  program
    .command('dependencies')
    .description(
      'Checks what package.json declares, and asks the registry about what the lock file installs (npm audit).',
    )
    .argument('[folder]', 'the folder of the package (default: the current folder)', '.')
    .addOption(formatOption())
    .option('--no-audit', 'do not ask the registry')
    .addHelpText('after', AFTER_HELP)
    .action(dependencies);
  return program.addCommand(inventoryCommand(inventory).copyInheritedSettings(program));
}

/** Says whether parsing ended early because help or the version was asked for, which is no trouble. */
export function isAnswered(error: unknown): boolean {
  return error instanceof CommanderError && error.exitCode === 0;
}

/** Says whether commander refused the arguments; it has printed why. */
export function isUsageError(error: unknown): boolean {
  return error instanceof CommanderError && error.exitCode !== 0;
}

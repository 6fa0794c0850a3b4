import { colorsFor } from './colors.js';
import { checkDependencies } from './dependencies.js';
import { formatDependenciesJson, formatDependenciesText } from './format/dependencies.js';
import { formatJson } from './format/json.js';
import { formatText } from './format/text.js';
import type { InventoryOptions } from './inventory/options.js';
import { runInventory } from './inventory/run.js';
import { buildProgram, isAnswered, isUsageError, type DependencyCommandOptions, type ScanOptions } from './options.js';
import type { CliPlugin } from './plugin.js';
import { progressBar, silentProgress } from './progress.js';
import { scan } from './scan.js';
import { describeTrouble, isWarning, TroubleError, type Trouble } from './trouble.js';

/** 0: nothing found. 1: findings. 2: trouble, with findings or without. */
export type ExitCode = 0 | 1 | 2;

/** Everything that a run reads of the world and writes to it, apart from the files that it scans. */
export interface CliContext {
  readonly plugin: CliPlugin;
  readonly cwd: string;
  /** The arguments after the program's name. */
  readonly argv: readonly string[];
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
  /** Whether a person watches: colours and a progress bar. */
  readonly isTTY: boolean;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs the command line and returns its exit code. Rejects only on a defect of the program itself. */
export async function runCli({ plugin, cwd, argv, stdout, stderr, isTTY, env = {} }: CliContext): Promise<ExitCode> {
  let exitCode: ExitCode = 0;

  const complain = (troubles: readonly Trouble[]): void => {
    for (const trouble of troubles) stderr.write(`api-security: ${describeTrouble(trouble)}\n`);
    if (troubles.some((each) => !isWarning(each))) exitCode = 2;
  };

  const runScan = async (paths: readonly string[], options: ScanOptions): Promise<void> => {
    const { format, preset, typed, quietProgress } = options;
    const progress = isTTY && !quietProgress ? progressBar(stderr) : silentProgress;
    const report = await scan({ plugin, cwd, paths, preset, typed, progress });
    stdout.write(format === 'json' ? formatJson(report) : formatText(report, colorsFor(isTTY, env)));
    if (report.findings.length > 0) exitCode = 1;
    complain(report.troubles);
  };

  const runDependencies = async (folder: string, { format, audit }: DependencyCommandOptions): Promise<void> => {
    const report = await checkDependencies({ cwd, folder, audit, env });
    const { findings, advisories, troubles } = report;
    stdout.write(
      format === 'json' ? formatDependenciesJson(report) : formatDependenciesText(report, colorsFor(isTTY, env)),
    );
    if (findings.length > 0 || advisories.length > 0) exitCode = 1;
    complain(troubles);
  };

  const listEndpoints = (folder: string, options: InventoryOptions): void => {
    const { differences, troubles } = runInventory({ cwd, stdout, stderr, isTTY, env }, folder, options);
    if (differences > 0) exitCode = 1;
    complain(troubles);
  };

  const io = {
    version: plugin.meta?.version ?? 'unknown',
    out: (text: string) => void stdout.write(text),
    err: (text: string) => void stderr.write(text),
  };
  try {
    await buildProgram(io, { scan: runScan, dependencies: runDependencies, inventory: listEndpoints }).parseAsync(
      [...argv],
      { from: 'user' },
    );
  } catch (error) {
    if (error instanceof TroubleError) complain(error.troubles);
    else if (isUsageError(error)) exitCode = 2;
    else if (!isAnswered(error)) throw error;
  }
  return exitCode;
}

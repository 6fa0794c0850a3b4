/** Reads the nearest tsconfig.json for path aliases. Knows nothing of programs or ESLint. */
import path from 'node:path';
import { ts, type TS } from './ts.js';

export interface ConfigResult {
  /** Compiler options of the nearest tsconfig, or empty options when there is none. */
  readonly options: TS.CompilerOptions;
  /** One clear sentence when the file exists and cannot be used; null otherwise. */
  readonly trouble: string | null;
  readonly file: string | null;
}

const cache = new Map<string, { readonly stamp: string; readonly result: ConfigResult }>();

/** A host that lists no files: only the options are wanted, and scanning a tree costs seconds. */
const optionsOnlyHost: TS.ParseConfigHost = {
  useCaseSensitiveFileNames: true,
  fileExists: (file) => ts.sys.fileExists(file),
  readFile: (file) => ts.sys.readFile(file),
  readDirectory: () => [],
};

function read(file: string): ConfigResult {
  const parsed = ts.readConfigFile(file, (name) => ts.sys.readFile(name));
  if (parsed.error) {
    const text = ts.flattenDiagnosticMessageText(parsed.error.messageText, ' ');
    return {
      options: {},
      file,
      trouble: `Cannot read ${file}: ${text} Mend the file; path aliases are ignored until then.`,
    };
  }
  const { options, errors } = ts.parseJsonConfigFileContent(parsed.config, optionsOnlyHost, path.dirname(file));
  // 18002 and 18003 say that no input files were found, which is what the host above arranges.
  const error = errors.find((candidate) => candidate.code !== 18002 && candidate.code !== 18003);
  const trouble = error
    ? `Cannot use ${file}: ${ts.flattenDiagnosticMessageText(error.messageText, ' ')} Mend the file; what could be read is used.`
    : null;
  return { options, file, trouble };
}

/** Returns the compiler options that hold for a source file by the nearest tsconfig.json above it; never throws. */
export function configFor(sourceFile: string): ConfigResult {
  const file = ts.findConfigFile(path.dirname(sourceFile), (name) => ts.sys.fileExists(name));
  if (file === undefined) return { options: {}, file: null, trouble: null };
  const stamp = String(ts.sys.getModifiedTime?.(file)?.getTime());
  const known = cache.get(file);
  if (known?.stamp === stamp) return known.result;
  let result: ConfigResult;
  try {
    result = read(file);
  } catch (error) {
    result = {
      options: {},
      file,
      trouble: `Cannot read ${file}: ${String(error)} Mend the file; path aliases are ignored until then.`,
    };
  }
  cache.set(file, { stamp, result });
  return result;
}

import type { OwaspCategory } from '../meta/types.js';
import type { Trail } from '../report/trail.js';
import type { Trouble } from './trouble.js';

/** A safe rewrite that a rule proposes: replace `text.slice(start, end)` of the file by `text`. */
export interface Suggestion {
  readonly description: string;
  readonly edit: { readonly start: number; readonly end: number; readonly text: string };
}

/** The lines around a finding. */
export interface Excerpt {
  /** The number of the first line. */
  readonly firstLine: number;
  readonly lines: readonly string[];
}

/** One finding. Lines and columns count from 1; paths are relative to the folder of the scan, with forward slashes. */
export interface Finding {
  readonly rule: string;
  readonly owasp: OwaspCategory;
  readonly cwe: readonly number[];
  readonly url: string | null;
  readonly message: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** The flow, when the message tells one. */
  readonly trail: Trail | null;
  readonly suggestions: readonly Suggestion[];
  readonly excerpt: Excerpt;
}

/** What a scan found. */
export interface ScanReport {
  readonly preset: string;
  readonly findings: readonly Finding[];
  readonly troubles: readonly Trouble[];
  readonly typedFiles: number;
  /** Files without types, by the reason. */
  readonly untypedFiles: { readonly noProject: number; readonly outsideProjects: number; readonly byOption: number };
}

/** Returns the number of files that were to be scanned, those with trouble included. */
export function countFiles({ typedFiles, untypedFiles }: ScanReport): number {
  return typedFiles + untypedFiles.noProject + untypedFiles.outsideProjects + untypedFiles.byOption;
}

/** Reads the inventory of a folder: with types where a tsconfig.json is found, without elsewhere. */
import { surveyText, surveyTyped } from '../../analysis/survey.js';
import { buildInventory, NO_TYPES, type Types } from '../../inventory/build.js';
import type { Inventory } from '../../inventory/types.js';
import type { Survey } from '../../analysis/survey.js';
import { DeclaredTypes } from '../../lang/declared-types.js';
import { hasTestName } from '../../lang/environment.js';
import { configFor } from '../../lang/tsconfig.js';
import { displayPath } from '../../report/place.js';
import { filesToScan } from '../files.js';
import type { Progress } from '../progress.js';
import { deploymentTroubles, troubleIn, type Trouble } from '../trouble.js';

export interface InventoryRequest {
  readonly cwd: string;
  readonly folder: string;
  readonly typed: boolean;
  readonly progress: Progress;
}

export interface Collected {
  readonly inventory: Inventory;
  /** A tsconfig.json that could not be used. */
  readonly troubles: readonly Trouble[];
}

interface Part {
  readonly survey: Survey;
  readonly types: Types;
}

function groupsOf(files: readonly string[], typed: boolean): ReadonlyMap<string | null, readonly string[]> {
  const groups = new Map<string | null, string[]>();
  for (const file of files) {
    const config = typed ? configFor(file).file : null;
    const group = groups.get(config);
    if (group) group.push(file);
    else groups.set(config, [file]);
  }
  return groups;
}

/**
 * Returns the inventory of the files below a folder.
 * @throws {TroubleError} when the folder does not exist or holds no source file.
 */
export function collectInventory({ cwd, folder, typed, progress }: InventoryRequest): Collected {
  const files = filesToScan(cwd, [folder]).filter((file) => !hasTestName(file));
  const parts: Part[] = [];
  const troubles: Trouble[] = [...deploymentTroubles(files, (file) => displayPath(cwd, file))];
  try {
    for (const [config, group] of groupsOf(files, typed)) {
      const part = config === null ? null : withTypes(config, group, progress);
      if (part instanceof Error && config !== null)
        troubles.push(
          troubleIn(
            'tsconfig',
            displayPath(cwd, config),
            `${part.message.replace(/[.!]?\s*$/, '.')} The inventory goes on without types.`,
          ),
        );
      parts.push(
        part === null || part instanceof Error
          ? { survey: surveyText({ files: group, progress }), types: NO_TYPES }
          : part,
      );
    }
  } finally {
    progress.stop();
  }
  return { inventory: buildInventory(parts, cwd), troubles };
}

function withTypes(config: string, files: readonly string[], progress: Progress): Part | Error {
  try {
    const types = new DeclaredTypes(config, files);
    const program = types.program();
    const survey = program ? surveyTyped(program, { files, progress }) : surveyText({ files, progress });
    return { survey, types: { schemaAt: (node) => types.schemaAt(node), resultOf: (node) => types.resultOf(node) } };
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

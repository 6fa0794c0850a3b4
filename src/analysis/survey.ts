/** The door for the inventory: a survey of all files of a project. */
import { surveyFiles, type Progress, type Survey } from '../endpoints/survey/index.js';
import { Machine } from '../flow/machine.js';
import { LightProject } from '../lang/light-project.js';
import { typedProject } from '../lang/project.js';
import type { TS } from '../lang/ts.js';
import { semantics, userModels } from '../models/index.js';

export type {
  InputPlace,
  SeenService,
  SeenStore,
  SeenUse,
  Survey,
  SurveyedEndpoint,
} from '../endpoints/survey/index.js';
export { anyOf, completed, saysNothing, type JsonSchema } from '../lang/json-schema.js';

export interface SurveyOptions {
  /** Absolute paths. */
  readonly files: readonly string[];
  /** Models that users have added, as they are written in their settings. */
  readonly models?: unknown;
  readonly progress: Progress;
}

/** Returns a survey of files of a typed program; those that it does not hold are left out. */
export function surveyTyped(program: TS.Program, { files, models, progress }: SurveyOptions): Survey {
  const project = typedProject(program);
  const machine = new Machine(project, semantics(userModels(models).models));
  const sources = files.flatMap((file) => project.sourceFile(file) ?? []);
  return surveyFiles(machine, sources, (file) => project.filesAround(file), progress);
}

/** Returns a survey of files without types. */
export function surveyText({ files, models, progress }: SurveyOptions): Survey {
  const project = new LightProject();
  const machine = new Machine(project, semantics(userModels(models).models));
  const sources = files.flatMap((file) => project.sourceFile(file) ?? []);
  return surveyFiles(machine, sources, (file) => project.filesAround(file), progress);
}

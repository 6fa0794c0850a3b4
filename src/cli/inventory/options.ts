/** The grammar of the command `inventory`. */
import { Command, Option } from 'commander';

export const INVENTORY_FORMATS = ['table', 'json', 'csv', 'markdown', 'html', 'openapi'] as const;
export type InventoryFormat = (typeof INVENTORY_FORMATS)[number];

export interface InventoryOptions {
  /** Undefined unless it was chosen: the table. */
  readonly format?: InventoryFormat;
  readonly output?: string;
  readonly openapi?: string;
  readonly typed: boolean;
  readonly quietProgress: boolean;
}

const AFTER_HELP = `
Exit codes: 0 done, 1 the service and the document of --openapi differ, 2 trouble.
`;

/** Returns the command; `run` is given the folder. */
export function inventoryCommand(run: (folder: string, options: InventoryOptions) => void): Command {
  return new Command('inventory')
    .description('Lists every endpoint: who may call it, what is validated, which data it reaches.')
    .argument('[folder]', 'the folder to look at', '.')
    .addOption(new Option('-f, --format <format>', 'how it is printed (default: table)').choices(INVENTORY_FORMATS))
    .option('-o, --output <file>', 'write to a file')
    .option('--openapi <file>', 'compare with an OpenAPI document (JSON or YAML)')
    .option('--no-typed', 'do not use types even where a tsconfig.json is found')
    .option('--quiet-progress', 'show no progress bar on a terminal', false)
    .addHelpText('after', AFTER_HELP)
    .action(run);
}

import pc from 'picocolors';

/** Functions that colour text for a terminal, or return it as it is. */
export type Colors = ReturnType<typeof pc.createColors>;

/** Returns colours for a terminal unless the user asked for none (https://no-color.org/). */
export function colorsFor(isTTY: boolean, env: NodeJS.ProcessEnv): Colors {
  return pc.createColors(isTTY && (env['NO_COLOR'] ?? '') === '');
}

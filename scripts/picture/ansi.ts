/** Text with the escape sequences of a terminal, as lines of runs that look the same (ECMA-48, select graphic rendition). */

export type Colour = 'red' | 'green' | 'yellow' | 'cyan';

export interface Style {
  readonly bold: boolean;
  readonly dim: boolean;
  readonly colour: Colour | null;
}

export interface Run {
  readonly text: string;
  readonly style: Style;
  /** The column that it begins in, counted from 0. */
  readonly column: number;
}

export const PLAIN: Style = { bold: false, dim: false, colour: null };

const COLOURS: ReadonlyMap<number, Colour | null> = new Map([
  [31, 'red'],
  [32, 'green'],
  [33, 'yellow'],
  [36, 'cyan'],
  [39, null],
]);

/** Returns the style after a code. Throws for one that the command line never prints. */
function after(style: Style, code: number): Style {
  if (code === 0) return PLAIN;
  if (code === 1) return { ...style, bold: true };
  if (code === 2) return { ...style, dim: true };
  if (code === 22) return { ...style, bold: false, dim: false };
  const colour = COLOURS.get(code);
  if (colour === undefined) throw new RangeError(`unknown code ${String(code)}`);
  return { ...style, colour };
}

/**
 * Returns the lines of a terminal of this width: longer lines go on in the next one, as terminals do. Throws a `RangeError`
 * for codes that it does not know.
 */
export function linesOf(text: string, width: number): readonly (readonly Run[])[] {
  let style = PLAIN;
  return text.split('\n').flatMap((line) => {
    const rows: Run[][] = [[]];
    let column = 0;
    for (const part of line.split(/(\u001B\[[\d;]*m)/)) {
      if (part.startsWith('\u001B[')) {
        for (const code of part.slice(2, -1).split(';')) style = after(style, Number(code));
        continue;
      }
      for (let rest = part; rest !== '';) {
        if (column === width) {
          rows.push([]);
          column = 0;
        }
        const own = rest.slice(0, width - column);
        rows.at(-1)?.push({ text: own, style, column });
        column += own.length;
        rest = rest.slice(own.length);
      }
    }
    return rows;
  });
}

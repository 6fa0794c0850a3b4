/**
 * Views that a service renders by name: `views/search.ejs` for `render('search')`. Express looks in the folder `views` of where
 * it was started (https://expressjs.com/en/4x/api.html#app.settings.table); other places are customs of projects.
 */
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { believing } from './remembering.js';
import { upwards } from './upwards.js';

export interface View {
  /** The file's name without its folders. */
  readonly name: string;
  readonly extension: string;
  readonly text: string;
}

const PLACES = ['views', 'src/views', 'app/views', 'server/views', 'templates', 'src/templates'];
const EXTENSIONS = ['.ejs', '.pug', '.jade', '.hbs', '.handlebars', '.mustache'];
const MAX_UP = 4;
const MAX_BYTES = 200_000;
/** Views are edited while an editor's process goes on: how long what was read is believed, in milliseconds. */
const BELIEVED = 2_000;

function read(file: string): string | null {
  try {
    const seen = statSync(file);
    return seen.isFile() && seen.size <= MAX_BYTES ? readFileSync(file, 'utf8') : null;
  } catch {
    return null;
  }
}

function viewIn(folder: string, name: string): View | null {
  const own = path.extname(name);
  const files = EXTENSIONS.includes(own) ? [name] : EXTENSIONS.map((extension) => `${name}${extension}`);
  for (const place of PLACES) {
    for (const file of files) {
      const text = read(path.join(folder, place, file));
      if (text !== null) return { name: path.basename(file), extension: path.extname(file), text };
    }
  }
  return null;
}

const SEPARATOR = '\0';

const find = believing(BELIEVED, (asked): View | null => {
  const [folder = '', name = ''] = asked.split(SEPARATOR);
  let up = 0;
  for (const each of upwards(folder)) {
    const found = viewIn(each, name);
    if (found) return found;
    if (++up > MAX_UP) break;
  }
  return null;
});

/** Returns the view of this name that is nearest to a file; null where none is in sight. Never throws. */
export function viewNear(fileName: string, name: string): View | null {
  if (!/^[\w./-]+$/.test(name) || name.includes('..')) return null;
  return find(`${path.dirname(path.resolve(fileName))}${SEPARATOR}${name}`);
}

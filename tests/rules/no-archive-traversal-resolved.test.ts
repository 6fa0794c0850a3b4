import { marked } from './marked.js';

marked(
  'no-archive-traversal',
  'a path is where the resolved one is that was looked at',
  `
import AdmZip from 'adm-zip';
import path from 'node:path';
import { promises as fs } from 'node:fs';

const base = path.resolve('/srv/uploads');
const inside = (name: string): boolean => {
  if (!/^[\\w/. -]{1,500}$/.test(name)) return false;
  const resolved = path.resolve(name);
  return resolved === base || resolved.startsWith(base + path.sep);
};
const nearly = (name: string): boolean => path.resolve(name).startsWith(base);
const known = (name: string): boolean => name === base || /^[\\w/. -]{1,500}$/.test(name);
export async function unpack(archive: Buffer, out: string) {
  for (const entry of new AdmZip(archive).getEntries()) {
    const full = path.join(out, entry.entryName).replace(/\\\\/g, '/');
    if (!inside(full)) throw new Error('outside');
    await fs.mkdir(path.dirname(full), { recursive: true }); // quiet
    await fs.writeFile(full, entry.getData()); // quiet
  }
}
export async function unpackNearly(archive: Buffer, out: string) {
  for (const entry of new AdmZip(archive).getEntries()) {
    const full = path.join(out, entry.entryName);
    if (!nearly(full)) throw new Error('outside');
    await fs.writeFile(full, entry.getData()); // report
  }
}
export async function unpackKnown(archive: Buffer, out: string) {
  for (const entry of new AdmZip(archive).getEntries()) {
    const full = path.join(out, entry.entryName);
    if (!known(full)) throw new Error('outside');
    await fs.writeFile(full, entry.getData()); // report
  }
}
export async function unpackOther(archive: Buffer, out: string) {
  for (const entry of new AdmZip(archive).getEntries()) {
    if (!inside(path.join(base, path.basename(entry.entryName)))) throw new Error('outside');
    await fs.writeFile(path.join(out, entry.entryName), entry.getData()); // report
  }
}
`,
);

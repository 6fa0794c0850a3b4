/** Thrown when a page lacks the marks between which generated text belongs. */
export class MissingBlockError extends Error {
  constructor(page: string, block: string) {
    super(`${page} lacks the lines "${beginMark(block)}" and "${endMark(block)}"`);
    this.name = 'MissingBlockError';
  }
}

/** The line that opens a generated block. */
export function beginMark(block: string): string {
  return `<!-- begin generated ${block} -->`;
}

/** The line that closes a generated block. */
export function endMark(block: string): string {
  return `<!-- end generated ${block} -->`;
}

/**
 * Returns the page with the text between the marks of a block replaced.
 * @throws {MissingBlockError} when the page lacks one of the marks.
 */
export function replaceBlock(page: string, text: string, block: string, content: string): string {
  const begin = text.indexOf(beginMark(block));
  const end = text.indexOf(endMark(block));
  if (begin < 0 || end < begin) throw new MissingBlockError(page, block);
  const head = text.slice(0, begin + beginMark(block).length);
  return `${head}\n\n${content.trim()}\n\n${text.slice(end)}`;
}

/** The most characters of a secret that a message may show, and the largest part of it. */
const MOST_SHOWN = 4;
const LARGEST_PART_SHOWN = 0.25;

/** A secret for a message: its first characters (four at most and a quarter at most), an ellipsis and its length. */
export function maskSecret(text: string): string {
  const shown = Math.min(MOST_SHOWN, Math.floor(text.length * LARGEST_PART_SHOWN));
  return `${text.slice(0, shown)}… (${String(text.length)} characters)`;
}

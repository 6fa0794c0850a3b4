/** Texts that are nothing but a slot for a value: `<your-key>`, `{{ key }}`, `${KEY}`, `$KEY`, `%KEY%`, `[KEY]`, `__KEY__`. */
const SLOT =
  /^(?:<[^<>]*>|\{\{?[^{}]*\}?\}|\$\{[^{}]*\}|\$\([^()]*\)|\$[A-Z_][A-Z0-9_]*|%[\w.-]+%|\[[^[\]]*\]|#\{[^{}]*\}|@@?[\w.-]+@@?|__\w+__)$/;

/** Slots inside a longer text. */
const SLOT_INSIDE = /\$\{[^{}]*\}|\{\{[^{}]*\}\}|<[a-z][\w .-]*>|%\([\w.]+\)s/i;

/** Texts without content: masks, dots and repeated signs. */
const BLANK = /^[\s*.…_xX0#?•-]*$/;

/** Stretches that random keys do not have. */
const MASK_INSIDE = /\*{3}|\.{3}|…|•{2}|[xX]{5}|(.)\1{7}/u;

/** Words of documentation and of templates to be filled in. */
const SPEAKING = [
  /example/i,
  /placeholder/i,
  /^(?:dummy|fake)[A-Z]\w*$/,
  /^(?:no|not|un)[\s._-]?(?:defined|set|configured|available|provided)$/i,
  /(?:^|[^a-z])your[\s._-]?(?:own[\s._-]?)?(?:[a-z0-9]{1,20}[\s._-]){0,3}(?:key|token|secret|password|pass|id|here|value|account|project|domain)\b/i,
  /(?:^|[^a-z])your[A-Z]\w*/,
  /(?:^|[^a-z])(?:insert|replace|put|add|fill|enter|set|paste)[\s._-]?(?:in[\s._-]?|with[\s._-]?)?(?:[a-z0-9]{1,20}[\s._-]){0,3}(?:here|me|this|with|key|token|secret)(?![a-z])/i,
  /(?:^|[^a-z])(?:redacted|dummy|fake|sample|removed|hidden|masked|todo|fixme|not-?a-?real|notreal)(?![a-z])/i,
];

/** Whether `length` neighbouring characters count up (`0123456789`, `abcdefgh`), which random keys do not. */
function countsUp(text: string, length: number): boolean {
  let run = 1;
  for (let index = 1; index < text.length; index += 1) {
    const [before, here] = [text.charCodeAt(index - 1), text.charCodeAt(index)];
    const follows = here === before + 1 || (before === 0x39 && here === 0x30);
    run = follows && /[0-9a-z]/i.test(text[index] ?? '') ? run + 1 : 1;
    if (run >= length) return true;
  }
  return false;
}

/** Whether a text is a mere slot, such as `<your-key>` or `${KEY}`, or has no content. */
export function isSlot(text: string): boolean {
  const trimmed = text.trim();
  return SLOT.test(trimmed) || BLANK.test(trimmed);
}

/**
 * Whether a text stands for a key that somebody has to fill in, or is one of the documentation's examples. Meant for
 * texts with the form of a provider's key; `changeme` or `secret` as a session secret are real secrets, bad ones.
 */
export function isPlaceholder(text: string): boolean {
  const trimmed = text.trim();
  if (isSlot(trimmed) || SLOT_INSIDE.test(trimmed) || MASK_INSIDE.test(trimmed)) return true;
  return SPEAKING.some((pattern) => pattern.test(trimmed));
}

/** Fewest different characters that a random key of some length has. */
const FEWEST_DIFFERENT = 6;

/** Whether the random part of a key is too regular to be random: few different characters, or counting up. */
export function isTooRegular(body: string): boolean {
  if (body.length < 12) return false;
  return new Set(body).size < FEWEST_DIFFERENT || countsUp(body, 9);
}

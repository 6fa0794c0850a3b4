import { config } from '../config.js';

/** The page of the web application that a text names; its start page when the text leads to another host. */
export function returnAddress(text: string): string {
  if (!URL.canParse(text, config.webOrigin)) {
    return config.webOrigin;
  }
  const target = new URL(text, config.webOrigin);
  return target.origin === config.webOrigin ? target.href : config.webOrigin;
}

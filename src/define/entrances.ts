/** Endpoints by which somebody comes in or goes: whoever calls them need not be known. They are told by what they do. */
import type { Application, Endpoint } from '../analysis/analysis.js';
import { isPasswordName } from '../analysis/sensitive.js';
import { oncePer } from './endpoint-rule.js';

/** Passwords and codes that a request brings along: whoever sends one is on her way in, not yet known. */
const BRINGS = ['password.compared', 'password.stored', 'password.hashed', 'otp.compared'];

/** A password that is held against the stored one. */
const PROVES = ['auth.password', 'password.compared'];

/** `/reset/:token`: the path carries what the mailbox was sent. The word only makes the rule quieter. */
const CARRIES_SECRET = /[:{[][^/]*(?:token|code|key)/i;

/**
 * It is about somebody whom the path names: what is stored is found by a part of it. Whoever takes a password for her is no
 * login and no registration.
 */
function isAboutNamed({ path, handling }: Endpoint): boolean {
  if (CARRIES_SECRET.test(path ?? '')) return false;
  return handling().shown?.calls.some(({ access }) => access?.from === 'http.params') === true;
}

/** What a mailbox was sent to be confirmed. The word only makes the rule quieter. */
const CONFIRMS = /(?:^|[/.-])(?:confirm\w*|verif\w*|activat\w*|unsubscribe|invit\w*)(?=[/.-]|$)/i;

/** True for `/confirm/:code`: who has the code that the path carries, and by which a record is found, has been sent it. */
export function confirms({ path, handling }: Endpoint): boolean {
  if (!CARRIES_SECRET.test(path ?? '') || !CONFIRMS.test(path ?? '')) return false;
  return handling().shown?.calls.some(({ access }) => access?.from === 'http.params') === true;
}

function folderOf({ path }: Endpoint): string | null {
  const folder = path?.slice(0, path.lastIndexOf('/')) ?? '';
  return folder === '' ? null : folder;
}

/** The folders of paths in which somebody is asked for a role. */
const privileged = oncePer(
  ({ endpoints }): ReadonlySet<string> =>
    new Set(
      endpoints.flatMap((each) =>
        each.steps.some(({ shown }) => shown?.asksRole === true) ? (folderOf(each) ?? []) : [],
      ),
    ),
);

/** What paths of logins and registrations end with. The word only makes the rule quieter. */
const ENTRANCE = /(?:^|[/.])(?:log-?in|sign-?in|sign-?up|register|registration|auth|authenticate|magic-?link)\/?$/i;

/** Somebody who is found by what she can be reached at, and given something random: it is sent there. */
function isContact(field: string): boolean {
  return /e-?mail|phone|mobile/i.test(field);
}

/** `/login-email`, `/request-password`: what draws something random there sends a link. The word only makes the rule quieter. */
const WAY_IN = /(?:log-?in|sign-?in|magic|recover\w*|(?:request|forgot|reset)[-_]?password)[^/]*\/?$/i;

/** A part of a path that says the same, whatever is behind it: `/login/send-otp`. The word only makes the rule quieter. */
const ON_THE_WAY_IN =
  /(?:^|[/.])(?:log-?in|sign-?in|sign-?up|register|registration|magic-?link|forgot[-_]?password)\//i;

/** It reads a password of the request: what it hands that to may be out of sight. */
function readsPassword(reads: ReadonlySet<string>): boolean {
  return [...reads].some((each) => each.startsWith('http.body ') && isPasswordName(each.slice('http.body '.length)));
}

/** True for what sets a cookie of something drawn by chance, or signs a token beside one: whoever was let in carries it from now on. */
export function beginsSession({ handling }: Endpoint): boolean {
  const { shown } = handling();
  if (!shown) return false;
  if (shown.roles.has('auth.issue') && (shown.cookies.length > 0 || shown.roles.has('cookie.set'))) return true;
  if (!shown.roles.has('random.strong')) return false;
  // A cookie whose name is made up as well is not among those that are known.
  return shown.cookies.some(({ made }) => made) || (shown.cookies.length === 0 && shown.roles.has('cookie.set'));
}

/** True for a login, registration or recovery by the program's own means: about nobody whom the path or a role names. */
export function takesCredentials(endpoint: Endpoint, application: Application): boolean {
  if (!['POST', 'MUTATION', 'QUERY', 'ANY', 'ACTION'].includes(endpoint.method) || isAboutNamed(endpoint)) return false;
  const { shown } = endpoint.handling();
  // Whoever gives out roles makes accounts for others.
  if (!shown || shown.roles.has('role.granted')) return false;
  // Whoever is given a token for a password that was right has come in, whatever stands beside it.
  if (!shown.asksRole && shown.roles.has('auth.issue') && PROVES.some((role) => shown.roles.has(role))) return true;
  if (privileged(application).has(folderOf(endpoint) ?? '')) return false;
  // A record that is found by a token which the request brings along belongs to whoever has it: a refresh, a logout.
  if (shown.calls.some(({ access }) => access?.bySecret === true) || confirms(endpoint)) return true;
  // A cart, a visit: what a cookie names was handed out to whoever sends it.
  if (shown.calls.some(({ access }) => access?.from === 'http.cookies')) return true;
  if (BRINGS.some((role) => shown.roles.has(role)) || readsPassword(shown.reads)) return true;
  if (beginsSession(endpoint)) return true;
  // A link that lets in whoever gets it: what sends it is not always in sight, so the path may say what it is for.
  const draws =
    shown.roles.has('secret.named') ||
    (['random.strong', 'random.weak'].some((role) => shown.roles.has(role)) && shown.roles.has('store.update'));
  if (draws && (WAY_IN.test(endpoint.path ?? '') || shown.calls.some(({ asked }) => asked.some(isContact))))
    return true;
  if (shown.roles.has('secret.named') && ENTRANCE.test(endpoint.path ?? '')) return true;
  return shown.roles.has('mail.send') && (shown.roles.has('secret.named') || ON_THE_WAY_IN.test(endpoint.path ?? ''));
}

/** True for a logout: it ends the session of whoever asks, or has the browser forget the cookie, and does nothing else. */
export function endsSession({ path, handling }: Endpoint): boolean {
  const { shown, effects } = handling();
  if (!shown) return false;
  const isOfSender = ![...shown.reads].some((each) => CHOSEN.test(each));
  // A session may end by an assignment that is no call, and be kept in a store, which is told. The word only makes the rule quieter.
  if (LEAVING.test(path ?? '') && isOfSender) return true;
  if (effects.length > 0) return false;
  // Without a word of the request it concerns nobody but the sender.
  return shown.roles.has('session.end') || (shown.roles.has('cookie.clear') && isOfSender);
}

const LEAVING = /(?:^|[/.])(?:log|sign)[-_]?out\/?$/i;
/** What a client sends to say what it means; cookies and headers say who sends it. */
const CHOSEN = /^(?:http\.(?!(?:cookies|headers) )|message\.)/;

/** What named parts of a request are: headers that say a host or an address, credentials in an address, what is said of a file. */
import { Form } from '../flow/forms.js';
import type { PartSpec } from '../flow/semantics.js';

/** The client writes them, and proxies pass them on unless told otherwise (RFC 9110, 7.2; MDN, X-Forwarded-Host). */
const HOST_HEADER =
  /^(?:host|origin|forwarded|x-forwarded-host|x-forwarded-server|x-host|x-original-host|:authority)$/i;
/** Where a request says that it comes from (MDN, X-Forwarded-For; RFC 7239). */
const ADDRESS_HEADER =
  /^(?:x-forwarded-for|x-real-ip|x-client-ip|x-cluster-client-ip|true-client-ip|x-originating-ip|x-remote-ip|x-remote-addr)$/i;
/** Names under which an address carries a lasting credential; `token` and `code` stand for links that work once. */
const CREDENTIAL =
  /^(?:password|passwd|passphrase|pwd|secret|client[_-]?secret|(?:x-)?api[_-]?key|apikey|access[_-]?token|auth[_-]?token|refresh[_-]?token|private[_-]?key|session[_-]?token|jwt)$/i;

/** What the head of a part of a form says of a file, as multer names it (https://github.com/expressjs/multer#file-information). */
const FILE_FACT = /^(?:fieldname|originalname|encoding|mimetype)$/;

/**
 * What the server itself says of a file that it has stored (the same page of multer; formidable: `filepath`, `newFilename`;
 * express-fileupload: `tempFilePath`). A name that is made of the client's is judged where it is made.
 */
const FILE_PLACE = /^(?:path|destination|size|filepath|newFilename|tempFilePath)$/;

/** The status of the answer that an error is about, or is to be answered with: a number that says nothing of the inside (RFC 9110, 15). */
const STATUS = /^status(?:Code)?$/;

const STORED: PartSpec = { own: true };
const FILE_TEXT: PartSpec = { form: Form.String };
const HOST: PartSpec = { kind: 'http.host' };
const ADDRESS: PartSpec = { kind: 'http.address' };
const CREDENTIAL_READ: PartSpec = { sink: 'url-credential' };

/** Returns what a named part of a source is, or null when it is what the whole is. */
export function partOfSource(kind: string, name: string): PartSpec | null {
  switch (kind) {
    case 'http.headers':
      return HOST_HEADER.test(name) ? HOST : ADDRESS_HEADER.test(name) ? ADDRESS : null;
    case 'http.query':
    case 'http.params':
      return CREDENTIAL.test(name) ? CREDENTIAL_READ : null;
    case 'http.files':
      return FILE_PLACE.test(name) ? STORED : FILE_FACT.test(name) ? FILE_TEXT : null;
    case 'error.caught':
      return STATUS.test(name) ? STORED : null;
    default:
      return null;
  }
}

/** Which names say that a field holds a secret, for rules. */
export {
  isMakerName,
  isPrincipalName,
  isRoleName,
  isPasswordName,
  isPersonalName,
  isSecretCookie,
  isSecretHeader,
  isSecretName,
  isSecretSetting,
  isServerName,
} from '../models/sensitive.js';
export { isKeeperName } from '../models/stores/owners.js';

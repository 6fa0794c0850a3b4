/**
 * Decorators that accept nothing but texts, whatever else they ask: their checks begin with `typeof value === 'string'`
 * (https://github.com/typestack/class-validator, src/decorator/string; validator.js takes no other values).
 */
export const TEXTS: ReadonlySet<string> = new Set(
  (
    'Contains NotContains IsAlpha IsAlphanumeric IsAscii IsBIC IsBase32 IsBase58 IsBase64 IsBooleanString ' +
    'IsBtcAddress IsByteLength IsCreditCard IsCurrency IsDataURI IsDateString IsDecimal IsEAN IsEmail ' +
    'IsEthereumAddress IsFQDN IsFirebasePushId IsFullWidth IsHSL IsHalfWidth IsHash IsHexColor IsHexadecimal IsIBAN ' +
    'IsIP IsISBN IsISIN IsISO31661Alpha2 IsISO31661Alpha3 IsISO4217CurrencyCode IsISO6391 IsISO8601 IsISRC IsISSN ' +
    'IsIdentityCard IsJSON IsJWT IsLocale IsLowercase IsMACAddress IsMagnetURI IsMilitaryTime IsMimeType ' +
    'IsMobilePhone IsMongoId IsMultibyte IsNumberString IsOctal IsPassportNumber IsPhoneNumber IsPort IsPostalCode ' +
    'IsRFC3339 IsRgbColor IsSemVer IsStrongPassword IsSurrogatePair IsTaxId IsTimeZone IsUppercase IsUrl ' +
    'IsVariableWidth Matches MinLength'
  ).split(' '),
);

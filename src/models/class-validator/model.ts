/** class-validator and class-transformer: decorators on classes, functions that apply them, and the types made from classes. */
import { VALIDATING_FUNCTIONS } from './functions.js';
import type { LibraryModel, MemberSpec, Natives } from '../schema.js';
import { withTextRules } from '../shared/text-rules.js';
import { globalPipeNatives } from './global-pipes.js';
import { mappedNatives } from './mapped.js';
import { pipeNatives } from './pipe.js';
import { validateNatives } from './validate.js';

const decorator: MemberSpec = { call: {} };

function decorators(names: string): Readonly<Record<string, MemberSpec>> {
  return Object.fromEntries(names.split(' ').map((name) => [name, decorator]));
}

export const classValidator = {
  packages: ['class-validator'],
  exports: {
    ...withTextRules(
      'decorators',
      decorators(
        'ArrayContains ArrayMaxSize ArrayMinSize ArrayNotContains ArrayNotEmpty ArrayUnique Allow Equals IsDefined IsEmpty IsIn IsLatLong IsLatitude IsLongitude IsNotEmpty IsNotIn IsOptional NotEquals Validate ValidateBy ValidateIf ValidateNested ValidatePromise MaxDate MinDate ' +
          'IsDivisibleBy IsNegative IsPositive Max Min IsInstance IsNotEmptyObject Contains IsAlpha IsAlphanumeric IsAscii IsBIC IsBase32 IsBase58 IsBase64 IsBooleanString IsBtcAddress IsByteLength IsCreditCard IsCurrency IsDataURI IsDateString IsDecimal IsEAN IsEmail IsEthereumAddress IsFQDN ' +
          'IsFirebasePushId IsFullWidth IsHSL IsHalfWidth IsHash IsHexColor IsHexadecimal IsIBAN IsIP IsISBN IsISIN IsISO31661Alpha2 IsISO31661Alpha3 IsISO31661Numeric IsISO8601 IsISRC IsISSN IsISO4217CurrencyCode IsISO6391 IsIdentityCard IsJSON IsJWT IsLocale IsLowercase IsMACAddress IsMagnetURI ' +
          'IsMilitaryTime IsMimeType IsMobilePhone IsMongoId IsMultibyte IsNumberString IsOctal IsPassportNumber IsPhoneNumber IsPort IsPostalCode IsRFC3339 IsRgbColor IsSemVer IsStrongPassword IsSurrogatePair IsTaxId IsTimeZone IsUUID IsUppercase IsUrl IsVariableWidth Length Matches MaxLength MinLength NotContains ' +
          'IsArray IsBoolean IsDate IsEnum IsInt IsNumber IsObject IsString ValidatorConstraint',
      ),
    ),
    ...VALIDATING_FUNCTIONS,
    validate: { call: { native: 'class-validator.validate' } },
    validateSync: { call: { native: 'class-validator.validate' } },
    validateOrReject: { call: { native: 'class-validator.validate' } },
    registerDecorator: { call: { returns: 'void' } },
    Validator: { construct: { returns: 'Validator' } },
    ValidationError: { construct: { returns: 'ValidationError' } },
  },
  types: {
    Validator: {
      members: {
        validate: { call: { native: 'class-validator.validate' } },
        validateSync: { call: { native: 'class-validator.validate' } },
        validateOrReject: { call: { native: 'class-validator.validate' } },
      },
    },
    ValidationError: {},
  },
} satisfies LibraryModel;

export const classTransformer = {
  packages: ['class-transformer'],
  exports: {
    ...decorators(
      'Type Transform Expose Exclude TransformInstanceToInstance TransformInstanceToPlain TransformPlainToInstance',
    ),
    plainToInstance: { call: { native: 'class-transformer.instance' } },
    plainToClass: { call: { native: 'class-transformer.instance' } },
    instanceToPlain: { call: { flows: [{ from: '0', to: 'return' }] } },
    classToPlain: { call: { flows: [{ from: '0', to: 'return' }] } },
    instanceToInstance: { call: { flows: [{ from: '0', to: 'return' }] } },
  },
} as const satisfies LibraryModel;

export const classValidatorNatives: Natives = {
  ...validateNatives,
  ...mappedNatives,
  ...pipeNatives,
  ...globalPipeNatives,
};

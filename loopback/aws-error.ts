// The one error a request can end with, and the one table that gives each code its HTTP status.
export type ServiceName = "sts" | "iam" | "s3";

/** HTTP status by error code; a pair is [S3's, STS's and IAM's] where they differ. */
const statuses = {
  AccessControlListNotSupported: 400,
  AccessDenied: 403,
  AuthorizationHeaderMalformed: 400,
  AuthorizationQueryParametersError: 400,
  BadDigest: 400,
  BadRequest: 400,
  BucketAlreadyExists: 409,
  BucketAlreadyOwnedByYou: 409,
  BucketNotEmpty: 409,
  ConditionalRequestConflict: 409,
  CrossLocationLoggingProhibitted: 403,
  DeleteConflict: 409,
  EntityAlreadyExists: 409,
  EntityTooLarge: 400,
  EntityTooSmall: 400,
  ExpiredToken: [400, 403],
  ExpiredTokenException: 400,
  FeatureDisabled: 404,
  FeatureEnabled: 409,
  IDPCommunicationError: 400,
  IdMismatch: 400,
  IllegalLocationConstraintException: 400,
  IllegalVersioningConfigurationException: 400,
  IncompleteBody: 400,
  IncompleteSignature: 400,
  InternalError: 500,
  InternalFailure: 500,
  InvalidAccessKeyId: 403,
  InvalidAction: 400,
  InvalidArgument: 400,
  InvalidAuthenticationCode: 403,
  InvalidAuthorizationMessageException: 400,
  InvalidBucketAclWithBlockPublicAccessError: 400,
  InvalidBucketAclWithObjectOwnership: 400,
  InvalidBucketName: 400,
  InvalidBucketOwnerAWSAccountID: 400,
  InvalidBucketState: 409,
  InvalidChunkSizeError: 400,
  InvalidClientTokenId: 403,
  InvalidDigest: 400,
  InvalidEncryptionAlgorithmError: 400,
  InvalidIdentityToken: 400,
  InvalidInput: 400,
  InvalidLocationConstraint: 400,
  InvalidObjectState: 403,
  InvalidParameterValue: 400,
  InvalidPart: 400,
  InvalidPartNumber: 416,
  InvalidPartOrder: 400,
  InvalidPolicyDocument: 400,
  InvalidRange: 416,
  InvalidRequest: 400,
  InvalidS3DestinationBucket: 400,
  InvalidStorageClass: 400,
  InvalidTag: 400,
  InvalidTargetBucketForLogging: 400,
  InvalidToken: 400,
  InvalidURI: 400,
  KeyTooLongError: 400,
  LimitExceeded: 409,
  MalformedACLError: 400,
  MalformedInput: 400,
  MalformedPOSTRequest: 400,
  MalformedPolicy: 400,
  MalformedPolicyDocument: 400,
  MalformedQueryString: 400,
  MalformedTrailerError: 400,
  MalformedXML: 400,
  MaxMessageLengthExceeded: 400,
  MaxPostPreDataLengthExceededError: 400,
  MetadataTooLarge: 400,
  MethodNotAllowed: 405,
  MissingAction: 400,
  MissingAuthenticationToken: 403,
  MissingContentLength: 411,
  MissingSecurityHeader: 400,
  NoSuchBucket: 404,
  NoSuchBucketPolicy: 404,
  NoSuchCORSConfiguration: 404,
  NoSuchConfiguration: 404,
  NoSuchEntity: 404,
  NoSuchKey: 404,
  NoSuchLifecycleConfiguration: 404,
  NoSuchObjectLockConfiguration: 404,
  NoSuchPublicAccessBlockConfiguration: 404,
  NoSuchTagSet: 404,
  NoSuchUpload: 404,
  NoSuchVersion: 404,
  NoSuchWebsiteConfiguration: 404,
  NotImplemented: 501,
  NotModified: 304,
  ObjectLockConfigurationNotFoundError: 404,
  OutboundWebIdentityFederationDisabledException: 403,
  OwnershipControlsNotFoundError: 404,
  PackedPolicyTooLarge: 400,
  PasswordPolicyViolation: 400,
  PermanentRedirect: 301,
  PolicyEvaluation: 500,
  PreconditionFailed: 412,
  RegionDisabledException: 403,
  ReplicationConfigurationNotFoundError: 404,
  ReportNotPresent: 410,
  RequestEntityTooLarge: 413,
  RequestHeaderSectionTooLarge: 400,
  RequestTimeTooSkewed: 403,
  RequestTimeout: 400,
  ServiceFailure: 500,
  SessionDurationEscalationException: 403,
  SignatureDoesNotMatch: 403,
  SlowDown: 503,
  Throttling: 400,
  TooManyConfigurations: 400,
  TooManyTags: 400,
  UnexpectedContent: 400,
  UnresolvableGrantByEmailAddress: 400,
  ValidationError: 400,
  XAmzContentSHA256Mismatch: 400,
} as const satisfies Record<string, number | readonly [number, number]>;

export type ErrorCode = keyof typeof statuses;

/** An AWS error answer: its code, its message and the further elements S3 puts into the body. */
export class AwsError extends Error {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, string>>;
  /** HTTP headers of the answer, in lower case. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: ErrorCode,
    message: string,
    details: Readonly<Record<string, string>> = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.name = code;
    this.code = code;
    this.details = details;
    this.headers = headers;
  }

  /** The HTTP status with which a service sends this error. */
  status(service: ServiceName): number {
    const status = statuses[this.code];
    return typeof status === "number" ? status : status[service === "s3" ? 0 : 1];
  }
}

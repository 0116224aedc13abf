// The policy documents that the program is expected to deploy, character by character.

/** The policy of a bucket. */
export const bucketPolicy = (bucket: string) =>
  `{"Version":"2012-10-17","Statement":[{"Sid":"DenyPlainHttp","Effect":"Deny","Principal":"*","Action":"s3:*",` +
  `"Resource":["arn:aws:s3:::${bucket}","arn:aws:s3:::${bucket}/*"],` +
  `"Condition":{"Bool":{"aws:SecureTransport":"false"}}}]}`;

/** The broker's policy, scoped to the bucket that got the name federation-bucket-5eed123. */
export const scopedPolicy =
  '{"Version":"2012-10-17","Statement":[' +
  '{"Sid":"ListTheBucket","Effect":"Allow","Action":"s3:ListBucket",' +
  '"Resource":"arn:aws:s3:::federation-bucket-5eed123"},' +
  '{"Sid":"FederateUsers","Effect":"Allow","Action":"sts:GetFederationToken*",' +
  '"Resource":"arn:aws:sts::111122223333:federated-user/*"}]}';

/** The broker's policy in AWS's guide, and the ceiling of every broker. */
export const guidePolicy =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow",' +
  '"Action":["s3:ListBucket","sts:GetFederationToken*"],"Resource":"*"}]}';

// The classifier against literal answers, in the shapes in which the SDK throws them.
import { describe, expect, test } from "vitest";
import type { Facts } from "../../../smoke/answers/observation.ts";
import { classify } from "../../../smoke/answers/outcome.ts";

const getObject = { action: "s3:GetObject", passes: ["NoSuchKey"] };
const listUsers = { action: "iam:ListUsers", passes: [] };
const getFederationToken = { action: "sts:GetFederationToken", passes: [] };

const broker: Facts = { temporary: false, identified: false, signed: true };
const session: Facts = { temporary: true, identified: true, signed: true };

/** An error that the service sent, as the SDK throws it. */
function answered(status: number, name: string, message: string): { thrown: Error } {
  const thrown = Object.assign(new Error(message), {
    name,
    Code: name,
    $fault: status < 500 ? "client" : "server",
    $metadata: { httpStatusCode: status, requestId: "R1", attempts: 1, totalRetryDelay: 0 },
  });
  return { thrown };
}

/** An error of the network, as the SDK throws it. */
function broken(name: string, code: string, message: string): { thrown: Error } {
  return {
    thrown: Object.assign(new Error(message), {
      name,
      code,
      $metadata: { attempts: 3, totalRetryDelay: 90 },
    }),
  };
}

const NOT_AUTHORIZED =
  'User: arn:aws:sts::111122223333:federated-user/User1 is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::b/k" because no session policy allows the s3:GetObject action';
const TOKEN_INVALID = "The security token included in the request is invalid";

describe("allowed", () => {
  test("an answer that only the service sends", () => {
    expect(classify(getObject, { answer: { genuine: true, shows: ["k"] } }, session)).toEqual({
      outcome: "allowed",
      reason: "",
      shows: ["k"],
    });
  });

  test("an error that only an authorized caller gets", () => {
    expect(
      classify(getObject, answered(404, "NoSuchKey", "The specified key does not exist."), session),
    ).toEqual({
      outcome: "allowed",
      reason: "authorization passed: NoSuchKey",
      shows: [],
      requestId: "R1",
    });
  });
});

describe("denied", () => {
  test("AccessDenied that names the probed action", () => {
    expect(classify(getObject, answered(403, "AccessDenied", NOT_AUTHORIZED), session)).toEqual({
      outcome: "denied",
      by: "session",
      explicit: false,
      reason: "no session policy allows the s3:GetObject action",
      shows: [],
      requestId: "R1",
    });
  });

  test("an explicit deny, with the policy's ARN behind it", () => {
    const message =
      'User: arn:aws:iam::111122223333:user/b is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::b/k" with an explicit deny in a resource-based policy: arn:aws:s3:::b';
    expect(classify(getObject, answered(403, "AccessDenied", message), broker)).toMatchObject({
      outcome: "denied",
      by: "resource",
      explicit: true,
      reason: "with an explicit deny in a resource-based policy",
    });
  });

  test("IAM's InvalidClientTokenId, when GetCallerIdentity works with the same session", () => {
    expect(classify(listUsers, answered(403, "InvalidClientTokenId", TOKEN_INVALID), session)).toMatchObject({
      outcome: "denied",
      by: "principal",
      reason: TOKEN_INVALID,
    });
  });

  test("a session that federates", () => {
    const message = "Cannot call GetFederationToken with session credentials";
    expect(classify(getFederationToken, answered(403, "AccessDenied", message), session)).toMatchObject({
      outcome: "denied",
      by: "principal",
      reason: message,
    });
  });
});

describe("rejected, and never denied", () => {
  test.for([
    [403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records."],
    [
      403,
      "SignatureDoesNotMatch",
      "The request signature we calculated does not match the signature you provided.",
    ],
    [400, "ExpiredToken", "The provided token has expired."],
    [400, "InvalidToken", "The provided token is malformed or otherwise invalid."],
    [403, "InvalidClientTokenId", TOKEN_INVALID],
    [403, "MissingAuthenticationToken", "Request is missing Authentication Token"],
  ] as const)("%i %s", ([status, code, message]) => {
    expect(classify(getObject, answered(status, code, message), session)).toMatchObject({
      outcome: "rejected",
      reason: `${code}: ${message}`,
    });
  });

  test("IAM's InvalidClientTokenId, when GetCallerIdentity does not work either", () => {
    const unidentified = { temporary: true, identified: false, signed: true };
    const result = answered(403, "InvalidClientTokenId", TOKEN_INVALID);
    expect(classify(listUsers, result, unidentified).outcome).toBe("rejected");
  });

  test("IAM's InvalidClientTokenId, when the caller is no session", () => {
    const user = { temporary: false, identified: true, signed: true };
    expect(classify(listUsers, answered(403, "InvalidClientTokenId", TOKEN_INVALID), user).outcome).toBe(
      "rejected",
    );
  });
});

describe("inconclusive, with its cause", () => {
  test.for([
    [
      "AccessDenied without a reason",
      answered(403, "AccessDenied", "Access Denied"),
      "AWS denied something, but its message does not name the probed action (403 AccessDenied Access Denied)",
    ],
    [
      "a denial of another action",
      answered(403, "AccessDenied", NOT_AUTHORIZED.replaceAll("s3:GetObject", "s3:ListBucket")),
      /^AWS denied s3:ListBucket, which says nothing about s3:GetObject/,
    ],
    [
      "another operation's session text",
      answered(403, "AccessDenied", "Cannot call GetSessionToken with session credentials"),
      /does not name the probed action/,
    ],
    [
      "a missing bucket",
      answered(404, "NoSuchBucket", "The specified bucket does not exist"),
      "the bucket does not exist: deploy the stack again (404 NoSuchBucket The specified bucket does not exist)",
    ],
    [
      "a throttle of S3",
      answered(503, "SlowDown", "Please reduce your request rate."),
      /^AWS throttled the call/,
    ],
    ["a throttle of IAM", answered(400, "Throttling", "Rate exceeded"), /^AWS throttled the call/],
    [
      "a failure of the service",
      answered(500, "InternalError", "We encountered an internal error."),
      /^the service failed/,
    ],
    [
      "a redirect",
      answered(301, "PermanentRedirect", "The bucket must be addressed using the specified endpoint."),
      /^AWS sent the call to another region/,
    ],
    [
      "a signature for another region",
      answered(400, "AuthorizationHeaderMalformed", "the region 'us-east-1' is wrong; expecting 'eu-west-1'"),
      /^AWS sent the call to another region/,
    ],
    [
      "a skewed clock, to S3",
      answered(
        403,
        "RequestTimeTooSkewed",
        "The difference between the request time and the current time is too large.",
      ),
      /^this machine's clock/,
    ],
    [
      "a skewed clock, to STS",
      answered(
        403,
        "SignatureDoesNotMatch",
        "Signature expired: 20250101T000000Z is now earlier than 20250101T010000Z (20250101T011500Z - 15 min.)",
      ),
      /^this machine's clock/,
    ],
    [
      "an operation that is not offered",
      answered(501, "NotImplemented", "A header you provided implies functionality that is not implemented"),
      /^the endpoint does not offer this operation/,
    ],
    [
      "a refused connection",
      broken("Error", "ECONNREFUSED", "connect ECONNREFUSED 127.0.0.1:9"),
      "nothing listens at the endpoint (ECONNREFUSED connect ECONNREFUSED 127.0.0.1:9)",
    ],
    [
      "an unknown host",
      broken("Error", "ENOTFOUND", "getaddrinfo ENOTFOUND nowhere.invalid"),
      /^the endpoint's name does not resolve/,
    ],
    ["a reset connection", broken("TimeoutError", "ECONNRESET", "socket hang up"), /^the connection broke/],
    [
      "no answer in time",
      broken("TimeoutError", "ETIMEDOUT", "a request has exceeded the configured 10000 ms requestTimeout."),
      /^no answer came in time/,
    ],
    [
      "a certificate of one's own",
      broken("Error", "SELF_SIGNED_CERT_IN_CHAIN", "self-signed certificate in certificate chain"),
      /certificate is not trusted/,
    ],
    [
      "an unknown code",
      answered(400, "InvalidRequest", "Missing required header"),
      "the answer says nothing about permission (400 InvalidRequest Missing required header)",
    ],
  ] as const)("%s", ([, result, reason]) => {
    const observation = classify(getObject, result, session);
    expect(observation.outcome).toBe("inconclusive");
    expect(observation.reason).toMatch(reason);
  });

  test("a proxy's 403 in HTML", () => {
    // What the SDK throws when the body is not the XML it expects.
    const thrown = Object.assign(
      new Error(
        "@aws-sdk XML parse error: mismatched tags <br> and </body>.\n  Deserialization error: to see the raw response, ...",
      ),
      { $metadata: { httpStatusCode: 403, attempts: 1, totalRetryDelay: 0 } },
    );
    expect(classify(getObject, { thrown }, session)).toEqual({
      outcome: "inconclusive",
      reason:
        "something between here and AWS, such as a proxy, refused the call (403 @aws-sdk XML parse error: mismatched tags <br> and </body>.)",
      shows: [],
    });
  });

  test("a 403 without a body", () => {
    const result = answered(403, "Unknown", "UnknownError");
    expect(classify(getObject, result, session).reason).toMatch(/^something between here and AWS/);
  });

  test("a 200 that the service did not send, such as a captive portal's", () => {
    expect(classify(getObject, { answer: { genuine: false, shows: [] } }, session)).toEqual({
      outcome: "inconclusive",
      reason: "the call succeeded, but the answer is not what the AWS service sends: is a proxy answering?",
      shows: [],
    });
  });

  test("something thrown that is not an Error", () => {
    expect(classify(getObject, { thrown: "oops" }, session)).toMatchObject({
      outcome: "inconclusive",
      reason: "the answer says nothing about permission (oops)",
    });
  });
});

describe("what only looks like an answer to this call", () => {
  const user1 = { ...session, arn: "arn:aws:sts::111122223333:federated-user/User1" };

  test("a denial of the caller is a denial", () => {
    expect(classify(getObject, answered(403, "AccessDenied", NOT_AUTHORIZED), user1).outcome).toBe("denied");
  });

  test("a denial of somebody else is not, such as of a proxy that signs again", () => {
    const message = NOT_AUTHORIZED.replace("federated-user/User1", "federated-user/Other");
    expect(classify(getObject, answered(403, "AccessDenied", message), user1)).toMatchObject({
      outcome: "inconclusive",
      reason: expect.stringMatching(
        /^AWS denied it to arn:aws:sts::111122223333:federated-user\/Other, but the caller must be arn:aws:sts::111122223333:federated-user\/User1/,
      ),
    });
  });

  const putRetention = { action: "s3:PutObjectRetention", passes: ["InvalidRequest", "InvalidArgument"] };
  test.for([
    [
      "InvalidRequest",
      "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.",
    ],
    ["InvalidRequest", "Missing required header for this request: x-amz-content-sha256"],
    [
      "InvalidArgument",
      "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified",
    ],
    ["InvalidArgument", "Unsupported Authorization Type"],
  ] as const)("%s that comes before authorization is no pass: %s", ([code, message]) => {
    expect(classify(putRetention, answered(400, code, message), session).outcome).toBe("inconclusive");
  });

  test("a code for authorized callers proves nothing without a request id", () => {
    const { thrown } = answered(404, "NoSuchKey", "The specified key does not exist.");
    Object.assign(thrown, { $metadata: { httpStatusCode: 404 } });
    expect(classify(getObject, { thrown }, session).outcome).toBe("inconclusive");
  });

  test("InvalidRequest that comes after authorization is a pass", () => {
    const missing = answered(400, "InvalidRequest", "Bucket is missing Object Lock Configuration");
    expect(classify(putRetention, missing, session).outcome).toBe("allowed");
  });
});

describe("a call that is not signed", () => {
  const nobody: Facts = { temporary: false, identified: false, signed: false };

  test("is denied by S3 without a reason", () => {
    expect(classify(getObject, answered(403, "AccessDenied", "Access Denied"), nobody)).toEqual({
      outcome: "denied",
      explicit: false,
      reason: "AWS gives no reason to a call that is not signed",
      shows: [],
      requestId: "R1",
    });
  });

  test("is not denied by an answer without a request id, such as a proxy's", () => {
    const { thrown } = answered(403, "AccessDenied", "Access Denied");
    Object.assign(thrown, { $metadata: { httpStatusCode: 403 } });
    expect(classify(getObject, { thrown }, nobody).outcome).toBe("inconclusive");
  });

  test("is rejected by IAM and STS", () => {
    const missing = answered(403, "MissingAuthenticationToken", "Request is missing Authentication Token");
    expect(classify(listUsers, missing, nobody)).toMatchObject({
      outcome: "rejected",
      code: "MissingAuthenticationToken",
    });
  });

  test("says nothing when IAM answers with S3's two words", () => {
    expect(classify(listUsers, answered(403, "AccessDenied", "Access Denied"), nobody).outcome).toBe(
      "inconclusive",
    );
  });
});

describe("a read of a missing key, which S3 hides from callers who may not list the bucket", () => {
  const hidden: Facts = { ...session, hidden: true };
  const mayNotList = answered(
    403,
    "AccessDenied",
    'User: arn:aws:iam::111122223333:user/b is not authorized to perform: s3:ListBucket on resource: "arn:aws:s3:::b" because no identity-based policy allows the s3:ListBucket action',
  );

  test("has passed authorization where S3 misses the right to list", () => {
    expect(classify(getObject, mayNotList, hidden)).toEqual({
      outcome: "allowed",
      reason: "authorization passed: S3 tells only callers who may list the bucket that a key is missing",
      shows: [],
      requestId: "R1",
    });
  });

  test("has passed it where S3 says that the key is missing", () => {
    const missing = answered(404, "NoSuchKey", "The specified key does not exist.");
    expect(classify(getObject, missing, hidden).outcome).toBe("allowed");
  });

  test("is denied where S3 names the read itself", () => {
    expect(classify(getObject, answered(403, "AccessDenied", NOT_AUTHORIZED), hidden)).toMatchObject({
      outcome: "denied",
      by: "session",
    });
  });

  test("proves nothing when it is not signed: S3 may allow the read and deny the listing", () => {
    const nobody: Facts = { temporary: false, identified: false, signed: false, hidden: true };
    expect(classify(getObject, answered(403, "AccessDenied", "Access Denied"), nobody)).toMatchObject({
      outcome: "inconclusive",
      reason:
        "this 403 may only mean that the key is missing, because S3 tells only callers who may list the bucket that a key is missing",
    });
  });
});

test("S3's two words prove nothing about a signed call", () => {
  expect(classify(getObject, answered(403, "AccessDenied", "Access Denied"), session).outcome).toBe(
    "inconclusive",
  );
});

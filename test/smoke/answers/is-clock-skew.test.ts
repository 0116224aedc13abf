// Which of AWS's refusals are the fault of this machine's clock.
import { expect, test } from "vitest";
import { isClockSkew } from "../../../smoke/answers/is-clock-skew.ts";

test.for<[code: string, message: string, skewed: boolean]>([
  [
    "RequestTimeTooSkewed",
    "The difference between the request time and the current time is too large.",
    true,
  ],
  ["SignatureDoesNotMatch", "Signature expired: 20250101T000000Z is now earlier than 20250101T010000Z", true],
  ["SignatureDoesNotMatch", "Signature not yet current: 20250101T020000Z is still later than", true],
  ["UnrecognizedClientException", "Signature expired: 20250101T000000Z is now earlier than", true],
  ["InvalidClientTokenId", "Signature not yet current: 20250101T020000Z is still later than", true],
  ["SignatureDoesNotMatch", "The request signature we calculated does not match", false],
  ["AccessDenied", "Request has expired", false],
  ["ExpiredToken", "The provided token has expired.", false],
])("%s: %s", ([code, message, skewed]) => {
  expect(isClockSkew({ code, message })).toBe(skewed);
});

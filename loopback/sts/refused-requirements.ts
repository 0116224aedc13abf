// What the STS operations need that the loopback refuses: a caller who may not make the call is denied it. AssumeRoleWithSAML
// is missing: its caller is told by the assertion, which is not read.
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html
import type { AssumeRootRequest } from "@aws-sdk/client-sts";
import { parseArn, rootArn } from "../../policy/arn.ts";
import type { Operation } from "../operation.ts";

export const stsRefusedRequirements: Readonly<Record<string, Operation["requires"]>> = {
  AssumeRoot(input) {
    const { TargetPrincipal = "", TaskPolicyArn } = input as Partial<AssumeRootRequest>;
    // An account's number, or an ARN of its root.
    const resource = rootArn(parseArn(TargetPrincipal)?.account ?? TargetPrincipal);
    const task = TaskPolicyArn?.arn;
    return [
      {
        action: "sts:AssumeRoot",
        resource,
        context: task === undefined ? {} : { "sts:TaskPolicyArn": task },
      },
    ];
  },
  GetDelegatedAccessToken: () => [{ action: "sts:GetDelegatedAccessToken", resource: "*" }],
};

// Global condition keys that AWS's page lists and the package of the catalogue does not have yet, in its form.

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
export const NEWER_GLOBAL_KEYS: readonly { readonly key: string; readonly type: string }[] = [
  { key: "aws:SignInSessionArn", type: "ARN" },
  // The package has these two as keys of CodeBuild's own actions only.
  { key: "codebuild:BuildArn", type: "ARN" },
  { key: "codebuild:ProjectArn", type: "ARN" },
];

// How AWS's service authorization reference writes ARNs and condition keys.

/** The test of a template such as `arn:${Partition}:iam::${Account}:user/${UserNameWithPath}`. */
export const templatePattern = (template: string): RegExp =>
  new RegExp(
    `^${template
      .replace(/\$\{[^}]+\}/g, "\u0000")
      .replace(/[.*+?^()|[\]\\]/g, "\\$&")
      .replaceAll("\u0000", ".*")}$`,
  );

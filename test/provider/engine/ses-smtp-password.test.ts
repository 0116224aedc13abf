// The password for Amazon SES's SMTP interface.
import { expect, it } from "vitest";
import { sesSmtpPassword } from "../../../provider/types/iam/ses-smtp-password.ts";

it.each([
  ["some+secret+key", "eu-central-1", "BMXhUYlu5Z3gSXVQORxlVa7XPaz91aGWdfHxvkOZdWZ2"],
  ["another+secret+key", "eu-central-1", "BBbphbrQmrKMx42d1N6+C7VINYEBGI5v9VsZeTxwskfh"],
  ["some+secret+key", "us-west-1", "BH+jbMzper5WwlwUar9E1ySBqHa9whi0GPo+sJ0mVYJj"],
])("is the one that AWS's algorithm gives: %s in %s", (secret, region, password) => {
  expect(sesSmtpPassword(secret, region)).toBe(password);
});

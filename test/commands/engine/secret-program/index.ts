// A Pulumi program without resources: one output that is secret and one that is not.
import * as pulumi from "@pulumi/pulumi";

export const plain = "for everyone";
export const hidden = pulumi.secret("for few");

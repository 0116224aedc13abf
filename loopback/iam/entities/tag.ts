// Tags in the SDK's shape.
import type { Tag } from "@aws-sdk/client-iam";
import type { Tags } from "../../../policy/authorization-request.ts";

export const tagList = (tags: Tags): Tag[] => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

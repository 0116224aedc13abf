// POST Object: a browser's upload. It becomes the PutObject that its form asks for, and is authorized as one.
// https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html
import type { Account } from "../account.ts";
import { AwsError } from "../aws-error.ts";
import { s3Endpoint } from "../request-region.ts";
import { headerValue } from "../signature/header-value.ts";
import type { Authenticated } from "../signature/verify-request.ts";
import { s3Address } from "../wire/s3-address.ts";
import type { WireRequest, WireResponse } from "../wire/wire-request.ts";
import { writeElements } from "../wire/write-error.ts";
import { authenticatePost, missingField } from "./authenticate-post.ts";
import { asIfEnded, type PostForm, readPostForm } from "./post-form.ts";

interface PostedObject extends Authenticated {
  /** The refusal of a field that is not honoured. It is for callers who may upload. */
  readonly unserved: AwsError | undefined;
  /** The answer to the form, from the answer to its PutObject. */
  finish(response: WireResponse): WireResponse;
}

/** Fields that are headers of PutObject. */
const headerFields =
  /^(content-type|cache-control|content-disposition|content-encoding|content-language|expires|x-amz-(meta-.+|storage-class|server-side-encryption.*|website-redirect-location|checksum-.+|object-lock-.+))$/;

/** Fields with a meaning of their own; `acl` is a header under another name. */
const ownFields =
  /^(key|acl|policy|bucket|submit|awsaccesskeyid|signature|redirect|success_action_(redirect|status)|x-amz-(algorithm|credential|date|signature|security-token)|x-ignore-.*)$/;

/** A POST to a bucket itself, not to one of its subresources. */
export function isPostObject(request: WireRequest): boolean {
  if (request.method !== "POST" || request.query.size > 0) return false;
  if (request.headers.authorization !== undefined) return false;
  const { bucket, key } = s3Address(request);
  return bucket !== "" && key === "";
}

/**
 * The PutObject that a form asks for, and its caller.
 * @throws AwsError for a form that cannot be read, and what authenticatePost throws.
 */
export function openPost(request: WireRequest, account: Account): PostedObject {
  const form = readPostForm(request);
  return open(form, request, account, { size: form.content.length });
}

/**
 * The same of a form's start, which has all that is before its file; the file's size is not judged.
 * @throws AwsError as openPost
 */
export const openPostStart = (request: WireRequest, account: Account): PostedObject =>
  open(readPostForm(asIfEnded(request)), request, account, {});

function open(
  form: PostForm,
  request: WireRequest,
  account: Account,
  size: { readonly size?: number },
): PostedObject {
  const { fields, content } = form;
  const { bucket } = s3Address(request);
  const key = fields.get("key");
  if (key === undefined) throw missingField("key");
  if (key === "") {
    throw new AwsError("InvalidArgument", "User key must have a length greater than 0.", {
      ArgumentName: "key",
      ArgumentValue: "",
    });
  }
  const endpoint = s3Endpoint(request, account);
  const authentic = authenticatePost({ bucket, fields, ...size }, account, endpoint);
  const path = `${request.path === "/" ? "" : `/${encodeURIComponent(bucket)}`}/${encodeURIComponent(key)}`;
  const put: WireRequest = {
    ...request,
    method: "PUT",
    path,
    headers: headersOf(form, request),
    body: content,
  };
  return {
    ...{ ...authentic, request: put, unserved: unservedField(form) },
    finish: (response) => finish(response, fields, { bucket, key, put }),
  };
}

/** NotImplemented for a field that is not honoured: it would change what is stored. */
function unservedField({ fields }: PostForm): AwsError | undefined {
  const name = [...fields.keys()].find((field) => !headerFields.test(field) && !ownFields.test(field));
  if (name === undefined) return undefined;
  return new AwsError("NotImplemented", `The loopback does not serve the form field ${name}.`);
}

function headersOf({ fields, content }: PostForm, { headers: sent }: WireRequest): Record<string, string> {
  const headers: Record<string, string> = Object.create(null);
  for (const name of ["host", "user-agent", "referer", "origin"]) {
    const value = sent[name];
    if (value !== undefined) headers[name] = value;
  }
  for (const [name, value] of fields) {
    if (headerFields.test(name)) headers[name] = headerValue(name, value);
    else if (name === "acl") headers["x-amz-acl"] = headerValue(name, value);
  }
  return Object.assign(headers, { "content-length": String(content.length) });
}

interface Stored {
  readonly bucket: string;
  readonly key: string;
  readonly put: WireRequest;
}

function finish(
  response: WireResponse,
  fields: ReadonlyMap<string, string>,
  { bucket, key, put }: Stored,
): WireResponse {
  const etag = response.headers.etag ?? "";
  const redirect = URL.parse(fields.get("success_action_redirect") ?? fields.get("redirect") ?? "");
  if (redirect !== null && /^https?:$/.test(redirect.protocol)) {
    for (const [name, value] of Object.entries({ bucket, key, etag }))
      redirect.searchParams.append(name, value);
    return { ...response, status: 303, headers: { ...response.headers, location: redirect.href } };
  }
  const location = `http://${put.headers.host}${put.path}`;
  const headers = { ...response.headers, location };
  const wanted = fields.get("success_action_status");
  if (wanted === "200") return { ...response, status: 200, headers };
  if (wanted !== "201") return { ...response, status: 204, headers };
  const elements = { Location: location, Bucket: bucket, Key: key, ETag: etag };
  return {
    status: 201,
    headers: { ...headers, "content-type": "application/xml" },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<PostResponse>${writeElements(elements)}</PostResponse>`,
  };
}

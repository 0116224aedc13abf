// Control characters in XML. XML 1.0 can hold hardly any of them, escaped or not; S3 writes them as references
// anyway, and offers encoding-type=url to clients whose readers refuse that.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html#object-key-xml-related-constraints

export const reference = (character: string): string => `&#x${character.charCodeAt(0).toString(16)};`;

// The SDK's writer escapes XML's special characters, and leaves these as they are.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const control = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g;

/** XML text with every control character in it written as a reference. */
export function withReferences(xml: string): string {
  return xml.replace(control, reference);
}

// How a sentence calls a document of the deployment.

const OWN: Readonly<Record<string, string>> = {
  identity: "the broker's policy",
  session: "its session policy",
  permissionsBoundary: "the broker's boundary",
};

/** By its type and the place where it decides, as a side of a question has it: `the bucket's policy`. */
export const titleIn = (place: string, type: string): string =>
  OWN[type] ?? `${place.replace(/^in /, "")}'s policy`;

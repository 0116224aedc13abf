// What an SDK client throws for a refusal, as far as tests compare it.

/** To be matched with `rejects.toMatchObject`: the error's name, its HTTP status and its whole message. */
export const refused = (name: string, httpStatusCode: number, message: string) => ({
  ...{ name, message, $metadata: { httpStatusCode } },
});

// Who says that access may widen: a line of a commit message, with a reason.

import { callersFolder } from "../shared/read-text-file.ts";
import { messagesOf } from "./git.ts";
import type { Source } from "./source.ts";

const LINE = /^widens-access:[ \t]*(\S.*)$/im;

/** The reason of the first line `Widens-Access: reason` in the texts; undefined if there is none. */
export const reasonIn = (messages: string): string | undefined => LINE.exec(messages)?.[1]?.trimEnd();

/** The messages of the commits between two refs, or of HEAD where AFTER is no ref. */
export async function findApproval(
  before: Pick<Source, "commit">,
  after: Pick<Source, "commit">,
  folder = callersFolder,
): Promise<string | undefined> {
  return reasonIn(await messagesOf(folder, before.commit, after.commit ?? "HEAD"));
}

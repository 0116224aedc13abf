// A body whose sender has gone.
import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { expect, it } from "vitest";
import { readBody } from "../../../loopback/wire/read-body.ts";

it("A body whose sender went before anyone read it is not waited for", async () => {
  const message = new IncomingMessage(new Socket());
  message.headers["content-length"] = "3";
  message.destroy();
  await expect(
    readBody(message, undefined, { judge: async () => ({ sender: "ann" }), proceed() {} }, async () => {}),
  ).rejects.toThrow("The sender is gone.");
});

// A body that is judged by its start: what is kept of it before and after.
import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { expect, it } from "vitest";
import { bodyRoom, type WaitingBody } from "../../../loopback/wire/body-room.ts";
import { judgedByStart } from "../../../loopback/wire/judged-by-start.ts";

const half = Buffer.alloc(512 * 1024, 97);

/** A body of which more than 1 MiB has come, and whose start is being judged. */
function judging() {
  const message = new IncomingMessage(new Socket());
  const told: string[] = [];
  let kept = 0;
  let left = false;
  const body: WaitingBody = {
    ...bodyRoom().enter({ name: "unproved" }),
    add({ length }) {
      kept += length;
    },
    from: (name) => void told.push(name),
    leave() {
      left = true;
    },
  };
  let decide = { allow: (_: string) => {}, refuse: (_: Error) => {} };
  let start = 0;
  const judged = judgedByStart(message, body, (given) => {
    start = given.length;
    return new Promise((allow, refuse) => {
      decide = { allow, refuse };
    });
  });
  for (let count = 0; count < 3; count++) judged.add(half);
  return {
    ...{ message, judged, told },
    decide: () => decide,
    seen: () => ({ kept, left, start, paused: message.isPaused() }),
  };
}

it("Of a large body, more is kept only when its start is judged, and as its sender's", async () => {
  const { message, judged, told, decide, seen } = judging();
  expect(seen()).toEqual({ kept: 1_048_576, left: false, start: 524_288, paused: true });
  decide().allow("ann");
  await judged.verdict();
  expect(told).toEqual(["ann"]);
  judged.add(half);
  expect(seen()).toMatchObject({ kept: 2_097_152, left: false });
  expect(message.isPaused()).toBe(false);
});

it("Of a body that is refused nothing is kept, though all of it comes", async () => {
  const { judged, decide, seen } = judging();
  decide().refuse(new Error("no"));
  await expect(judged.verdict()).rejects.toThrow("no");
  expect(seen()).toMatchObject({ left: true, paused: false });
  judged.add(half);
  expect(seen()).toMatchObject({ kept: 1_048_576 });
});

it("Of a body whose sender went meanwhile nothing more is kept", async () => {
  const { message, judged, decide, seen } = judging();
  message.destroy();
  decide().allow("ann");
  await judged.verdict();
  expect(seen()).toMatchObject({ kept: 1_048_576 });
});

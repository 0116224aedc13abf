// The connections that have not configured the provider yet: nothing is known of whoever opened them.
import type { Socket } from "node:net";

/** What they may take. */
export interface WaitingLimits {
  /** How many may wait; one more, and the oldest is closed. */
  readonly connections: number;
  /** Does the work at a connection's deadline; gives what cancels it. */
  readonly atDeadline: (work: () => void) => () => void;
}

/** An engine configures the provider a moment after it has connected. */
const deadline = 30_000;

const defaultLimits: WaitingLimits = {
  connections: 256,
  atDeadline(work) {
    const timer = setTimeout(work, deadline).unref();
    return () => clearTimeout(timer);
  },
};

export interface WaitingConnections {
  /** Is closed at its deadline, or to make room for a newer one, so that idle ones keep nobody out. */
  enter(connection: Socket): void;
  /** It may stay for as long as it likes. */
  leave(connection: Socket): void;
}

export function waitingConnections({
  connections,
  atDeadline,
}: WaitingLimits = defaultLimits): WaitingConnections {
  const waiting = new Map<Socket, () => void>();

  function leave(connection: Socket): void {
    waiting.get(connection)?.();
    waiting.delete(connection);
  }

  function close(connection: Socket): void {
    leave(connection);
    connection.destroy();
  }

  return {
    enter(connection) {
      const [oldest] = waiting.keys();
      if (oldest !== undefined && waiting.size >= connections) close(oldest);
      const cancel = atDeadline(() => close(connection));
      waiting.set(connection, cancel);
      connection.once("close", () => leave(connection));
    },
    leave,
  };
}

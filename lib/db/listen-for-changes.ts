import pg from "pg";
import { type Change, changeChannel } from "./notify";

export type ChangeListener = { close(): Promise<void> };

/**
 * Hears every change other processes write, over one connection of its own. Reconnects for as long as it takes;
 * `onReconnected` tells that changes may have been missed meanwhile, so whoever listens looks at everything again.
 */
export function listenForChanges(
  databaseUrl: string,
  hear: { onChange(change: Change): void; onReconnected(): void; onError(error: Error): void },
): ChangeListener {
  let client: pg.Client | null = null;
  let retry: NodeJS.Timeout | null = null;
  let closed = false;
  let connectedBefore = false;

  const reconnectLater = (lost: pg.Client, error: Error) => {
    if (closed || client !== lost) return;
    client = null;
    hear.onError(error);
    lost.end().catch(() => {});
    retry = setTimeout(connect, 500);
  };

  const connect = () => {
    const opening = new pg.Client({
      connectionString: databaseUrl,
      application_name: "sauron listener",
      keepAlive: true,
    });
    client = opening;
    opening.on("error", (error) => reconnectLater(opening, error));
    opening.on("end", () => reconnectLater(opening, new Error("The database closed the listening connection.")));
    opening.on("notification", (message) => {
      if (message.payload) hear.onChange(JSON.parse(message.payload) as Change);
    });
    opening
      .connect()
      .then(() => opening.query(`LISTEN ${changeChannel}`))
      .then(() => {
        if (connectedBefore) hear.onReconnected();
        connectedBefore = true;
      })
      .catch((error: Error) => reconnectLater(opening, error));
  };

  connect();
  return {
    async close() {
      closed = true;
      if (retry) clearTimeout(retry);
      await client?.end().catch(() => {});
    },
  };
}

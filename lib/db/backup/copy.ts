import { once } from "node:events";
import { PassThrough, type Readable, type Writable } from "node:stream";
import pg from "pg";

/** What of a connection the COPY protocol needs; the package's types leave it out. */
type CopyConnection = {
  stream: Writable & { pause(): void; resume(): void };
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(reason: string): void;
};

class CopyOutQuery extends pg.Query {
  /** Not "rows": by that name the package knows something else. */
  private readonly sink: PassThrough;

  constructor(statement: string, rows: PassThrough) {
    super(statement, (error) => void (error ? rows.destroy(error) : rows.end()));
    this.sink = rows;
  }

  handleCopyData({ chunk }: { chunk: Buffer }, connection: CopyConnection): void {
    // The package uses its buffer again.
    if (this.sink.write(Buffer.from(chunk))) return;
    connection.stream.pause();
    this.sink.once("drain", () => connection.stream.resume());
  }
}

class CopyInQuery extends pg.Query {
  private readonly source: AsyncIterable<Buffer>;
  private readonly over: AbortSignal;

  constructor(
    statement: string,
    { rows, over }: { rows: AsyncIterable<Buffer>; over: AbortSignal },
    done: (error: Error | undefined) => void,
  ) {
    super(statement, done);
    this.source = rows;
    this.over = over;
  }

  handleCopyInResponse(connection: CopyConnection): void {
    this.send(connection).then(
      () => connection.endCopyFrom(),
      (error: Error) => connection.sendCopyFail(error.message),
    );
  }

  private async send(connection: CopyConnection): Promise<void> {
    for await (const chunk of this.source) {
      // The server has refused a row already: what follows is read to the end and not sent.
      if (this.over.aborted) continue;
      connection.sendCopyFromChunk(chunk);
      if (connection.stream.writableNeedDrain) await once(connection.stream, "drain", { signal: this.over });
    }
  }
}

/** The rows of a table, a line each, as fast as they are read. */
export function copyOut(client: pg.Client, table: { name: string; columns: string[] }): Readable {
  const rows = new PassThrough({ highWaterMark: 1024 * 1024 });
  client.query(new CopyOutQuery(`COPY ${describeColumns(table)} TO STDOUT`, rows));
  return rows;
}

/** Adds rows that `copyOut` has given, and returns once all are stored. */
export async function copyIn(
  client: pg.Client,
  table: { name: string; columns: string[] },
  rows: AsyncIterable<Buffer>,
): Promise<void> {
  const over = new AbortController();
  await new Promise<void>((resolve, reject) => {
    const done = (error: Error | undefined) => {
      over.abort();
      if (error) reject(error);
      else resolve();
    };
    client.query(new CopyInQuery(`COPY ${describeColumns(table)} FROM STDIN`, { rows, over: over.signal }, done));
  });
}

function describeColumns({ name, columns }: { name: string; columns: string[] }): string {
  return `${pg.escapeIdentifier(name)} (${columns.map((column) => pg.escapeIdentifier(column)).join(", ")})`;
}

import { setTimeout as delay } from "node:timers/promises";
import {
  assertSchemaCompatibility,
  type BackendFactory,
  LATEST_SCHEMA_VERSION,
  type PgPoolClient,
  PostgresConnection,
  type PostgresConnectionOptions,
  PostgresQueueBackend,
  runMigrations,
  SchemaMigrationRequiredError,
} from "bullmq";

/** Time between two looks at a database that does not answer. */
const pauseMs = 1_000;

/**
 * BullMQ's connection to PostgreSQL, made to wait for the database as its connection to Redis does. BullMQ's own keeps the
 * outcome of its first look for ever: opened while the database was away, a queue or a worker would never work. And its
 * workers ask again at once after most errors, as fast as the processor can.
 */
class PatientConnection extends PostgresConnection {
  #ready: Promise<void> | null = null;
  #isLooking = false;

  constructor(options: PostgresConnectionOptions) {
    super(options);
    // What breaks while it is in use is told by what used it; without a listener it would end the process.
    this.pool.on("connect", (client) => client.on("error", () => {}));
    const query = this.pool.query.bind(this.pool);
    this.pool.query = (text, params) => this.#orLookAgain(query(text, params));
  }

  /** Resolves once the database answers and has the tables, or when this connection is closed; never rejects. */
  override waitUntilReady(): Promise<void> {
    this.#ready ??= this.#look();
    return this.#ready;
  }

  override async getListenClient() {
    await this.waitUntilReady();
    return this.#orLookAgain(super.getListenClient());
  }

  /** After an error nothing is asked for a moment, and then only of a database that answers. */
  async #orLookAgain<T>(asked: Promise<T>): Promise<T> {
    try {
      return await asked;
    } catch (error) {
      if (!this.#isLooking) this.#ready = this.#look(pauseMs);
      throw error;
    }
  }

  async #look(afterMs = 0): Promise<void> {
    this.#isLooking = true;
    await delay(afterMs);
    while (!this.isClosing && !(await this.#isThere())) await delay(pauseMs);
    this.#isLooking = false;
  }

  async #isThere(): Promise<boolean> {
    try {
      const client = await this.pool.connect();
      try {
        await keepTables(client, this.schema);
      } finally {
        client.release();
      }
      this.emit("ready");
      return true;
    } catch (error) {
      if (!this.isClosing && this.listenerCount("error") > 0) this.emit("error", error);
      return false;
    }
  }
}

/** Makes the tables or brings them up to date. A look comes first: to migrate takes a lock, and there is one at every start. */
async function keepTables(client: PgPoolClient, schema: string): Promise<void> {
  if ((await readVersion(client, schema)) < LATEST_SCHEMA_VERSION) await runMigrations(client, schema);
}

async function readVersion(client: PgPoolClient, schema: string): Promise<number> {
  try {
    return await assertSchemaCompatibility(client, schema);
  } catch (error) {
    if (error instanceof SchemaMigrationRequiredError) return 0;
    throw error;
  }
}

/** BullMQ's backend on PostgreSQL, over such a connection. */
export const createPatientBackend: BackendFactory<PostgresQueueBackend, PostgresConnectionOptions> = (
  name,
  options,
  { withBlockingConnection = false } = {},
) => {
  const connection = new PatientConnection(options.connection);
  return new PostgresQueueBackend(connection, name, options, true, withBlockingConnection ? name : undefined);
};

/** PostgreSQL schema of BullMQ's own tables, apart from Sauron's. BullMQ makes it and brings it up to date. */
export const queueSchema = "sauron_queue";

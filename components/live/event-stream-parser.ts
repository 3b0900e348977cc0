export interface StreamEvent {
  event: string;
  data: string;
  id: string | null;
}

/**
 * Reads a server-sent event stream from text that arrives in arbitrary pieces. `push` returns the events that are
 * complete; half an event stays inside until the rest comes, and is lost with the parser when the stream is cut, as the
 * standard asks for.
 */
export class EventStreamParser {
  #rest = "";
  #event = "";
  #data: string[] = [];
  #id: string | null = null;

  push(text: string): StreamEvent[] {
    const events: StreamEvent[] = [];
    const lines = (this.#rest + text).split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop() ?? "";
    for (const line of lines) {
      const event = this.#readLine(line);
      if (event) events.push(event);
    }
    return events;
  }

  #readLine(line: string): StreamEvent | null {
    if (line === "") return this.#finishEvent();
    const colon = line.indexOf(":");
    if (colon === 0) return null;
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "event") this.#event = value;
    else if (field === "data") this.#data.push(value);
    else if (field === "id") this.#id = value;
    return null;
  }

  #finishEvent(): StreamEvent | null {
    const event =
      this.#data.length > 0 ? { event: this.#event || "message", data: this.#data.join("\n"), id: this.#id } : null;
    this.#event = "";
    this.#data = [];
    return event;
  }
}

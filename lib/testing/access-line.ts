const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

export type TestRequest = {
  status: number;
  method?: string;
  path?: string;
  /** Epoch milliseconds by the host's clock; now, unless the test says otherwise. */
  at?: number;
  /** Seconds it took; left out = the line does not tell. */
  duration?: number;
};

/** A line of an access log in the combined format, with its end. */
export function accessLine({ status, method = "GET", path = "/", at = Date.now(), duration }: TestRequest): string {
  const [date = "", time = ""] = new Date(at).toISOString().split(/[T.]/);
  const [year, month, day] = date.split("-");
  const took = duration === undefined ? "" : ` ${duration.toFixed(3)}`;
  const stamp = `${day}/${months[Number(month) - 1]}/${year}:${time} +0000`;
  return `10.1.2.3 - - [${stamp}] "${method} ${path} HTTP/1.1" ${status} 5 "-" "test"${took}\n`;
}

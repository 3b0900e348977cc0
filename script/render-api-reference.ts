import { z } from "zod";
import { apiRoutes } from "@/lib/contracts/api";
import type { ApiRoute } from "@/lib/contracts/api-route";
import { permissions } from "@/lib/domain/access/permissions";

const introduction = `# API

Everything the console and the command line do goes over this API; programs come with a token ([access.md](access.md)).
\`npm run references\` writes this page from the schemas that requests are parsed with; \`GET /api/v1/openapi.json\` has the
same with the shape of every answer.

Requests that change something are \`POST\` with \`Content-Type: application/json\`. Times are ISO 8601 in UTC. A key that is
not named here is refused. What goes wrong is answered as \`{"error": {"code", "message"}}\`: the message says what to do.
`;

/** The page about the API, as Markdown. */
export function renderApiReference(): string {
  const routes = Object.values<ApiRoute>(apiRoutes);
  const areaOf = ({ path }: ApiRoute) => path.split("/")[1] ?? "";
  const areas = [...new Set(routes.map(areaOf))].toSorted();
  const parts = areas.map((area) =>
    renderArea(
      area,
      routes.filter((route) => areaOf(route) === area),
    ),
  );
  return [introduction, ...parts].join("\n");
}

function renderArea(area: string, routes: ApiRoute[]): string {
  return [`## ${area}\n`, ...routes.map(renderRoute)].join("\n");
}

function renderRoute(route: ApiRoute): string {
  const fields = [
    ...listFields("address", route.params),
    ...listFields("query", route.query),
    ...listFields("body", route.body),
  ];
  const head = "| in | name | value | left out | |\n| --- | --- | --- | --- | --- |\n";
  return [
    `### \`${route.method} /api/v1${route.path}\`\n`,
    `${route.summary}. ${describeNeeds(route)} Answers ${route.status}${listMedia(route)}.\n`,
    ...(fields.length > 0 ? [`${head}${fields.join("\n")}\n`] : []),
  ].join("\n");
}

function listMedia({ media }: ApiRoute): string {
  const others = Object.entries(media ?? {}).map(([type, what]) => `\`${type}\` (${what})`);
  return others.length === 0 ? "" : `, also as ${others.join(", ")}`;
}

function describeNeeds({ permission, needsToken }: ApiRoute): string {
  if (permission === null) return needsToken ? "Needs a token." : "Open to everybody.";
  const { role, scopes } = permissions[permission];
  const byToken =
    scopes.length === 0 ? "no token may" : `a token with ${scopes.map((one) => `\`${one}\``).join(" or ")}`;
  return needsToken ? `Needs ${byToken}.` : `Needs the role ${role}; ${byToken}.`;
}

type Schema = {
  type?: string | string[];
  description?: string;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  format?: string;
  anyOf?: Schema[];
  oneOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
};

function listFields(place: string, object: z.ZodObject | undefined): string[] {
  if (!object) return [];
  const { properties = {}, required = [] } = z.toJSONSchema(object, { io: "input", unrepresentable: "any" }) as Schema;
  return Object.entries(properties).map(([name, schema]) => {
    const isNeeded = place === "address" || required.includes(name);
    const cells = [
      place,
      `\`${name}\``,
      describeValue(schema),
      describeLack(schema, isNeeded),
      schema.description ?? "",
    ];
    return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  });
}

/** What it means when it is left out. */
function describeLack({ default: usual }: Schema, isNeeded: boolean): string {
  if (isNeeded) return "needed";
  return usual === undefined || typeof usual === "object" ? "" : `\`${String(usual)}\``;
}

function describeValue(schema: Schema): string {
  if (schema.enum) return schema.enum.map((one) => `\`${String(one)}\``).join(", ");
  if (schema.const !== undefined) return `\`${String(schema.const)}\``;
  const kinds = schema.anyOf ?? schema.oneOf;
  if (kinds) return [...new Set(kinds.map(describeValue))].join(" or ");
  if (schema.items) return `list of ${describeValue(schema.items)}`;
  if (schema.properties)
    return `object with ${Object.keys(schema.properties)
      .map((name) => `\`${name}\``)
      .join(", ")}`;
  const type = [schema.type ?? "any"].flat().join(" or ");
  if (type === "string") return `text${describeRange(schema.minLength, schema.maxLength, " characters")}`;
  if (type === "integer" || type === "number") return `${type}${describeRange(schema.minimum, schema.maximum, "")}`;
  return type;
}

/** Limits that everything has which fits into a number of JavaScript say nothing. */
function describeRange(least: number | undefined, most: number | undefined, unit: string): string {
  const [from, to] = [least, most].map((one) =>
    Math.abs(one ?? Infinity) >= Number.MAX_SAFE_INTEGER ? undefined : one,
  );
  if (from !== undefined && to !== undefined) return `, ${from} to ${to}${unit}`;
  if (to !== undefined) return `, up to ${to}${unit}`;
  return from === undefined ? "" : `, from ${from}${unit}`;
}

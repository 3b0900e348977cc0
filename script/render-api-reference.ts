import { z } from "zod";
import { apiRoutes } from "@/lib/contracts/api";
import type { ApiRoute } from "@/lib/contracts/api-route";
import { permissions } from "@/lib/domain/access/permissions";
import { describeValue, type JsonSchema, listNames, writeRow } from "./describe-json-schema";

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

function listFields(place: string, object: z.ZodObject | undefined): string[] {
  if (!object) return [];
  const { properties = {}, required = [] } = z.toJSONSchema(object, {
    io: "input",
    unrepresentable: "any",
  }) as JsonSchema;
  return Object.entries(properties).map(([name, schema]) => {
    const isNeeded = place === "address" || required.includes(name);
    const cells = [
      place,
      `\`${name}\``,
      describeValue(schema, ({ properties = {} }) => `object with ${listNames(Object.keys(properties))}`),
      describeLack(schema, isNeeded),
      schema.description ?? "",
    ];
    return writeRow(cells);
  });
}

/** What it means when it is left out. */
function describeLack({ default: usual }: JsonSchema, isNeeded: boolean): string {
  if (isNeeded) return "needed";
  return usual === undefined || typeof usual === "object" ? "" : `\`${String(usual)}\``;
}

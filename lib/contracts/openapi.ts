import { z } from "zod";
import { apiRoutes, errorBodySchema } from "./api";
import type { ApiRoute } from "./api-route";

type Json = Record<string, unknown>;

/** The API as an OpenAPI 3.1 document, from the schemas the routes parse with. */
export function buildOpenapiDocument(version: string): Json {
  const paths: Record<string, Json> = {};
  for (const [name, route] of Object.entries<ApiRoute>(apiRoutes)) {
    const path = `/api/v1${route.path}`;
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: describeRoute(name, route) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Sauron",
      version,
      description: "Times are ISO 8601 in UTC. Changing requests need `Content-Type: application/json`.",
    },
    paths,
    components: {
      schemas: { Error: toJsonSchema(errorBodySchema, "output") },
      securitySchemes: { token: { type: "http", scheme: "bearer", description: "`sauron token create` makes one" } },
    },
  };
}

function describeRoute(name: string, route: ApiRoute): Json {
  return {
    operationId: name,
    summary: route.summary,
    ...(route.needsToken ? { security: [{ token: [] }] } : {}),
    parameters: [...describeParameters(route.params, "path"), ...describeParameters(route.query, "query")],
    ...(route.body ? { requestBody: describeBody(route.body) } : {}),
    responses: {
      [route.status]: { description: route.summary, content: describeContent(route) },
      default: {
        description: "What went wrong, and what to do",
        content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } },
      },
    },
  };
}

function describeParameters(object: z.ZodObject | undefined, place: "path" | "query"): Json[] {
  if (!object) return [];
  const { properties = {}, required = [] } = toJsonSchema(object, "input") as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    ...(description ? { description } : {}),
    schema,
  }));
}

function describeBody(body: z.ZodObject): Json {
  return { required: true, content: { "application/json": { schema: toJsonSchema(body, "input") } } };
}

function describeContent({ reply, media = {} }: ApiRoute): Json {
  const others = Object.entries(media).map(([type, description]) => [
    type,
    { schema: { type: "string", description } },
  ]);
  return {
    ...(reply ? { "application/json": { schema: toJsonSchema(reply, "output") } } : {}),
    ...Object.fromEntries(others),
  };
}

function toJsonSchema(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io, target: "draft-2020-12", unrepresentable: "any" });
  return json;
}

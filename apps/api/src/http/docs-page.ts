import type { OpenAPIObject } from '@nestjs/swagger';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** The interface as one page to read: every route with its fields, every shape once. No script and nothing from elsewhere. */
export function docsPage({ info, paths, components }: OpenAPIObject): string {
  const routes = Object.entries(paths)
    .flatMap(([path, item]) => METHODS.flatMap((method) => (item[method] ? [{ path, method, operation: item[method] }] : [])))
    .map(({ path, method, operation }) => {
      const parameters = (operation.parameters ?? []).flatMap((parameter) => ('name' in parameter ? [parameter] : []));
      return {
        tag: operation.tags?.[0] ?? 'other',
        html: `
          <details><summary><code><b>${method.toUpperCase()}</b> ${text(path)}</code> ${text(operation.summary ?? '')}</summary>
          <ul>${parameters.map((p) => `<li><code>${text(p.name)}</code> in ${p.in}: ${shape(p.schema)}${p.required ? ', required' : ''} ${text(p.description ?? '')}</li>`).join('')}
          ${list('takes', operation.requestBody)}
          ${Object.entries(operation.responses)
            .map(([status, answer]) => list(status, answer))
            .join('')}</ul></details>`,
      };
    });
  const tags = [...new Set(routes.map(({ tag }) => tag))].sort();
  const shapes = Object.entries(components?.schemas ?? {}).sort(([a], [b]) => a.localeCompare(b));
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${text(info.title)} API</title><style>${STYLE}</style></head><body><main>
    <h1>${text(info.title)} API</h1><p>${text(info.description ?? '')} The same as a document: <a href="/api/openapi.json">openapi.json</a>.</p>
    ${tags.map((tag) => `<h2>${text(tag)}</h2>${routes.flatMap((route) => (route.tag === tag ? [route.html] : [])).join('')}`).join('')}
    <h2>Shapes</h2>${shapes.map(([name, schema]) => `<section id="${text(name)}"><h3>${text(name)}</h3>${fields(schema)}</section>`).join('')}
    </main></body></html>`;
}

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;color:#12262e;background:#f4f7f6;margin:0}main{max-width:60rem;margin:auto;padding:1rem}
summary{cursor:pointer;padding:.4rem 0}code{overflow-wrap:anywhere}a{color:#0e5a6b}section,details{border-bottom:1px solid #d6e0e0}`;

function list(label: string, part: unknown): string {
  const schema = schemaIn(part);
  return schema === null ? '' : `<li>${text(label)}: ${shape(schema)}</li>`;
}

function schemaIn(part: unknown): unknown {
  const content = at(part, 'content');
  const first = typeof content === 'object' && content !== null ? Object.values(content)[0] : null;
  return at(first, 'schema') ?? null;
}

function fields(schema: unknown): string {
  const properties = at(schema, 'properties');
  if (typeof properties !== 'object' || properties === null) return `<p>${shape(schema)}</p>`;
  const needed = at(schema, 'required');
  return `<ul>${Object.entries(properties)
    .map(([name, property]) => {
      const isOptional = !(Array.isArray(needed) && needed.includes(name));
      return `<li><code>${text(name)}</code>: ${shape(property)}${isOptional ? ', optional' : ''} ${text(String(at(property, 'description') ?? ''))}</li>`;
    })
    .join('')}</ul>`;
}

function shape(schema: unknown): string {
  const reference = at(schema, '$ref');
  if (typeof reference === 'string') {
    const name = text(reference.split('/').at(-1) ?? '');
    return `<a href="#${name}">${name}</a>`;
  }
  const choices = at(schema, 'enum');
  if (Array.isArray(choices)) return choices.map((choice) => `<code>${text(String(choice))}</code>`).join(' | ');
  for (const word of ['allOf', 'oneOf', 'anyOf']) {
    const parts = at(schema, word);
    if (Array.isArray(parts)) return parts.map(shape).join(' | ') + orNull(schema);
  }
  if (at(schema, 'type') === 'array') return `list of ${shape(at(schema, 'items'))}`;
  return text([at(schema, 'type') ?? 'anything', at(schema, 'format')].filter(Boolean).join(' ')) + orNull(schema);
}

function orNull(schema: unknown): string {
  return at(schema, 'nullable') === true ? ' | null' : '';
}

function at(part: unknown, name: string): unknown {
  return typeof part === 'object' && part !== null ? Reflect.get(part, name) : undefined;
}

function text(plain: string): string {
  return plain.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

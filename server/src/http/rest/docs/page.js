// Shows the OpenAPI document: operations by tag, what they take and answer, and what subscribers are sent.
"use strict";

const METHODS = ["get", "post", "put", "patch", "delete"];
let spec;

// Everything is put in as text: nothing in the document becomes markup.
function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) made.setAttribute(key, value);
  made.append(...children.filter((child) => child !== undefined && child !== null));
  return made;
}

// Text with `code` in it.
function prose(text) {
  const parts = String(text ?? "").split("`");
  return element("span", {}, ...parts.map((part, index) => (index % 2 ? element("code", {}, part) : part)));
}

function resolve(thing) {
  if (!thing || !thing.$ref) return thing ?? {};
  const path = thing.$ref.slice(2).split("/");
  return path.reduce((place, key) => place?.[key.replaceAll("~1", "/").replaceAll("~0", "~")], spec) ?? {};
}

function nameOf(schema) {
  return schema?.$ref?.split("/").pop();
}

function typeOf(schema) {
  if (nameOf(schema)) return nameOf(schema);
  const many = schema.oneOf ?? schema.anyOf ?? schema.allOf;
  if (many) return many.map(typeOf).join(schema.allOf ? " & " : " | ");
  if ("const" in schema) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  const types = [schema.type ?? "any"].flat();
  const told = types.map((type) => (type === "array" ? typeOf(schema.items ?? {}) + "[]" : type));
  return told.join(" | ") + (schema.format ? ` (${schema.format})` : "");
}

// The members of a schema. What it refers to opens on demand, so that a circle never ends the page.
function members(schema, depth = 0) {
  const known = resolve(schema);
  const list = element("ul", { class: "schema" });
  for (const part of known.allOf ?? []) list.append(...members(part, depth).children);
  const ways = (known.oneOf ?? known.anyOf ?? []).filter((part) => part.type !== "null");
  ways.forEach((part, index) => list.append(element("li", {}, index ? "or " : "either ", inner(part, depth))));
  if (known.items) list.append(element("li", {}, "each ", inner(known.items, depth)));
  const required = new Set(known.required ?? []);
  for (const [name, property] of Object.entries(known.properties ?? {})) {
    const line = element("li", {}, element("code", {}, name), required.has(name) ? " * " : " ", inner(property, depth));
    list.append(line);
  }
  if (typeof known.additionalProperties === "object") {
    list.append(element("li", {}, "any name ", inner(known.additionalProperties, depth)));
  }
  return list;
}

function inner(schema, depth) {
  const known = resolve(schema);
  const about = schema.description ?? known.description;
  const head = [element("span", { class: "dim" }, typeOf(schema)), about ? " – " : "", about ? prose(about) : ""];
  const opens = [schema, known, known.items ?? {}, resolve(known.items ?? {})];
  const hasMore = opens.some((one) => one.properties || one.oneOf || one.anyOf || one.allOf);
  if (!hasMore) return element("span", {}, ...head);
  const more = element("details", {}, element("summary", {}, ...head));
  more.addEventListener("toggle", () => {
    if (more.open && more.children.length === 1) more.append(members(known, depth + 1));
  });
  return more;
}

function example(schema, depth = 0) {
  const known = resolve(schema);
  if (known.example !== undefined) return known.example;
  if ("const" in known) return known.const;
  if (known.enum) return known.enum[0];
  if (depth > 5) return null;
  if (known.allOf) return Object.assign({}, ...known.allOf.map((part) => example(part, depth + 1)));
  const many = (known.oneOf ?? known.anyOf ?? []).filter((part) => part.type !== "null");
  if (many.length) return example(many[0], depth + 1);
  const type = [known.type ?? "any"].flat().find((one) => one !== "null");
  if (type === "object") {
    const required = new Set(known.required ?? []);
    const shown = Object.entries(known.properties ?? {}).filter(([name]) => required.size === 0 || required.has(name));
    return Object.fromEntries(shown.map(([name, property]) => [name, example(property, depth + 1)]));
  }
  if (type === "array") return [example(known.items ?? {}, depth + 1)];
  if (type === "integer" || type === "number") return known.minimum ?? 1;
  if (type === "boolean") return true;
  if (known.format === "date-time") return "2026-01-11T09:00:00.000Z";
  return type === "string" ? "…" : {};
}

function content(title, body) {
  const known = resolve(body);
  const kinds = Object.entries(known.content ?? {});
  if (!kinds.length) return [];
  const [kind, media] = kinds[0];
  return [
    element("h4", {}, title, " ", element("span", { class: "dim" }, kind, " ", typeOf(media.schema ?? {}))),
    members(media.schema ?? {}),
    element("pre", {}, JSON.stringify(media.example ?? example(media.schema ?? {}), null, 2)),
  ];
}

function parameters(list) {
  if (!list?.length) return null;
  const rows = list.map(resolve).map((one) =>
    element("tr", {},
      element("td", {}, element("code", {}, one.name), one.required ? " *" : ""),
      element("td", {}, one.in, " ", element("span", { class: "dim" }, typeOf(one.schema ?? {}))),
      element("td", {}, prose(one.description))));
  return element("table", {}, element("tbody", {}, ...rows));
}

function responses(all) {
  const rows = Object.entries(all ?? {}).map(([status, answer]) => {
    const known = resolve(answer);
    const media = Object.values(known.content ?? {})[0];
    return element("tr", {}, element("td", {}, element("code", {}, status)),
      element("td", {}, prose(known.description), " ", media?.schema ? inner(media.schema, 0) : ""));
  });
  return element("table", {}, element("tbody", {}, ...rows));
}

function operation(method, path, one) {
  const shown = element("details", { id: one.operationId, "data-words": `${method} ${path} ${one.summary}`.toLowerCase() },
    element("summary", {}, element("span", { class: `method ${method}` }, method.toUpperCase()),
      element("code", {}, path), " ", element("span", { class: "dim" }, one.summary ?? "")));
  shown.addEventListener("toggle", () => {
    if (!shown.open || shown.children.length > 1) return;
    const parts = [one.description ? element("p", {}, prose(one.description)) : null, parameters(one.parameters),
      ...content("Body", one.requestBody), element("h4", {}, "Answers"), responses(one.responses)];
    shown.append(...parts.filter(Boolean));
  });
  return shown;
}

function section(title, about, operations) {
  const id = "tag-" + title.replaceAll(" ", "-");
  const links = operations.map(([method, path, one]) =>
    element("a", { href: "#" + one.operationId, title: path }, one.summary ?? path));
  document.getElementById("contents").append(
    element("h2", {}, element("a", { href: "#" + id }, title)), ...links);
  document.getElementById("operations").append(
    element("h2", { id }, title), element("p", {}, prose(about)),
    ...operations.map(([method, path, one]) => operation(method, path, one)));
}

function show() {
  document.getElementById("about").replaceChildren(prose(spec.info.description), ` Version ${spec.info.version}.`);
  const all = Object.entries(spec.paths).flatMap(([path, methods]) =>
    METHODS.filter((method) => methods[method]).map((method) => [method, path, methods[method]]));
  for (const tag of spec.tags ?? []) {
    section(tag.name, tag.description, all.filter(([, , one]) => one.tags?.includes(tag.name)));
  }
  const told = Object.entries(spec.webhooks ?? {}).map(([name, item]) => ["post", name, item.post]);
  section("What subscribers are sent", "Each event, posted to the URL of a subscription.", told);
  openNamed();
}

function openNamed() {
  const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (named instanceof HTMLDetailsElement) named.open = true;
  named?.scrollIntoView();
}

document.getElementById("find").addEventListener("input", (event) => {
  const words = event.target.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const one of document.querySelectorAll("#operations > details")) {
    one.hidden = !words.every((word) => one.dataset.words.includes(word));
  }
});
addEventListener("hashchange", openNamed);

fetch("/api/openapi.json")
  .then((answer) => answer.json())
  .then((read) => { spec = read; show(); })
  .catch((error) => { document.getElementById("about").textContent = `The document cannot be read: ${error}`; });

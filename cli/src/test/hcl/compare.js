// Compares ../../../target/hcl-blocks.json, which HclDumpTest writes, with HashiCorp's parser.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "@cdktf/hcl2json";

const module = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const dump = JSON.parse(readFileSync(join(module, "target/hcl-blocks.json"), "utf8"));
const labels = { resource: 2, data: 2, module: 1, variable: 1, output: 1, provider: 1, include: 1 };
const differences = [];
let compared = 0;

// The objects that the parser has for blocks of a type: under each label, as a list.
function flatten(value, depth, path = []) {
  if (depth === 0) {
    return (Array.isArray(value) ? value : [value]).map((body) => ({ path, body }));
  }
  return Object.entries(value).flatMap(([label, inner]) => flatten(inner, depth - 1, [...path, label]));
}

function compare(where, ours, theirs) {
  const names = [...new Set([...Object.keys(ours.attributes), ...ours.blocks.map((block) => block.type)])].sort();
  const expected = Object.keys(theirs).sort();
  if (names.join() !== expected.join()) {
    differences.push(`${where}: we read ${names}, the parser ${expected}`);
    return;
  }
  for (const [name, value] of Object.entries(ours.attributes)) {
    compared++;
    const real = theirs[name];
    const scalar = ["string", "number", "boolean"].includes(typeof real);
    if (value !== null && scalar && !String(real).includes("${") && String(real).trim() !== value.trim()) {
      differences.push(`${where}.${name}: we read ${value}, the parser ${real}`);
    }
    if (value === null && scalar && !String(real).includes("${")) {
      differences.push(`${where}.${name}: we do not know it, the parser reads ${real}`);
    }
  }
  for (const type of new Set(ours.blocks.map((block) => block.type))) {
    const own = ours.blocks.filter((block) => block.type === type);
    const all = flatten(theirs[type], own[0].labels.length || (labels[type] && where === "" ? labels[type] : 0));
    if (own.length !== all.length) {
      differences.push(`${where}.${type}: we read ${own.length} blocks, the parser ${all.length}`);
      continue;
    }
    for (const block of own) {
      const rest = all.filter(({ path }) => path.join() === block.labels.join());
      const index = own.filter((one) => one.labels.join() === block.labels.join()).indexOf(block);
      compare(`${where} ${type} ${block.labels.join(".")}`, block, rest[index]?.body ?? {});
    }
  }
}

for (const [file, content] of Object.entries(dump)) {
  const text = readFileSync(join(module, file), "utf8");
  compare(file, content, await parse(file, text));
}
console.log(`${Object.keys(dump).length} files, ${compared} attributes, ${differences.length} differences`);
differences.forEach((difference) => console.error(difference));
process.exit(differences.length > 0 ? 1 : 0);

// The configuration of Terraform in docs/cloudformation.md, read by HashiCorp's parser, against the template.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "@cdktf/hcl2json";

const root = join(dirname(fileURLToPath(import.meta.url)), "../../../..");
const page = readFileSync(join(root, "docs/cloudformation.md"), "utf8");
const template = JSON.parse(readFileSync(join(root, "dist/rolecall.template.json"), "utf8"));
const [, text] = page.match(/^```hcl\n([^]*?)^```$/m);
const config = await parse("cloudformation.tf", text);
const stack = config.resource.aws_cloudformation_stack.rolecall[0];
const problems = [];

function check(holds, problem) {
  if (!holds) {
    problems.push(problem);
  }
}

// The parser leaves expressions as text; a map in one has a line for each parameter.
const given = [...stack.parameters.matchAll(/^\s*([A-Z]\w*)\s*=/gm)].map(([, name]) => name);
check(given.length > 0, "no parameters are passed");
for (const name of given) {
  check(name in template.Parameters, `${name} is not a parameter of the template`);
}
for (const [name, parameter] of Object.entries(template.Parameters)) {
  check("Default" in parameter || given.includes(name), `${name} is required and not passed`);
}
check(given.includes("CodeKey"), "CodeKey keeps its old value unless it is passed");
check(config.variable.rolecall_version[0].default === template.Description.match(/\((.*)\)$/)[1], "another version");
for (const [, name] of text.matchAll(/var\.(\w+)/g)) {
  check(name in config.variable, `the variable ${name} is not declared`);
}
for (const name of Object.keys(config.variable)) {
  check(new RegExp(`var\\.${name}\\b`).test(text), `the variable ${name} is not used`);
}
for (const [, name] of JSON.stringify(config.output).matchAll(/outputs\[\\"(\w+)\\"\]/g)) {
  check(name in template.Outputs, `${name} is not an output of the template`);
}
check(stack.capabilities.includes("CAPABILITY_IAM"), "the stack may not create roles");
check(stack.template_url && !stack.template_body, "the template is too large to be passed inline");

console.log(`${given.length} parameters, ${problems.length} problems`);
problems.forEach((problem) => console.error(problem));
process.exit(problems.length > 0 ? 1 : 0);

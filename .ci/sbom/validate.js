// Validates dist/*.cdx.json strictly, and what it lists against what the packages hold.
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';

const dist = fileURLToPath(new URL('../../dist/', import.meta.url));
const files = readdirSync(dist).filter((name) => name.endsWith('.cdx.json'));
if (files.length !== 1) {
  throw new Error(`expected one .cdx.json in dist/, found ${files.length}: run .ci/package first`);
}
const text = readFileSync(dist + files[0], 'utf8');
const problems = await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(text);
if (problems !== null) {
  throw new Error(`${files[0]} is not valid: ${JSON.stringify(problems, null, 2)}`);
}

const sbom = JSON.parse(text);
const references = sbom.components.map((component) => component['bom-ref']);
for (const name of ['jackson-core', 'picocli', 'sts', 'Eclipse Temurin']) {
  if (!sbom.components.some((component) => component.name === name)) {
    throw new Error(`${files[0]} does not list ${name}`);
  }
}
for (const { name, version, licenses } of sbom.components) {
  if (!version || !licenses?.length) {
    throw new Error(`${files[0]} has no version or license for ${name}`);
  }
}
if (sbom.dependencies[0].dependsOn.join() !== references.join()) {
  throw new Error(`the dependencies in ${files[0]} are not its components`);
}
console.log(`${files[0]}: ${references.length} components, valid`);

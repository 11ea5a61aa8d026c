// Writes the library of the report's page, with its licenses and where it is from. With --check: fails when another file is there.
import {createHash} from 'node:crypto';
import {mkdirSync, readFileSync, readdirSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';

const here = new URL('./', import.meta.url);
const folder = new URL('../../cli/src/main/resources/dev/rolecall/report/page/library/', here);
const read = path => readFileSync(new URL(`node_modules/${path}`, here), 'utf8');
/** With this repository's ends of lines, and no blanks that pages do not show. */
const plain = text => text.replaceAll('\r\n', '\n').replaceAll('\t', ' ').trim() + '\n';
const manifest = name => JSON.parse(read(`${name}/package.json`));

const {outputFiles, metafile} = await build({
  banner: {js: `/* Part of Apache ECharts ${manifest('echarts').version}: see its license and notice. */`},
  absWorkingDir: fileURLToPath(here),
  entryPoints: ['charts.js'],
  bundle: true,
  charset: 'ascii',
  format: 'iife',
  globalName: 'echarts',
  legalComments: 'none',
  metafile: true,
  minify: true,
  target: 'es2020',
  write: false,
});
const inside = [...new Set(Object.keys(metafile.inputs).flatMap(path => path.match(/^node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1] ?? []))].sort();
const script = outputFiles[0].text;
const files = {'echarts.js': script};
for (const name of inside) {
  const {version, license} = manifest(name);
  const texts = readdirSync(new URL(`node_modules/${name}/`, here)).filter(each => /^(licen[cs]e|notice)/i.test(each) && !/^licenses$/i.test(each));
  const copies = texts.map(each => [`${name}-${each}`, plain(read(`${name}/${each}`))]);
  if (name === 'echarts') copies.push(['echarts-LICENSE-d3', plain(read('echarts/licenses/LICENSE-d3'))]);
  for (const [to, text] of copies) files[to] = text;
  files[`${name}.vendored.properties`] =
    [
      `# Written by .github/charts/build.js from the npm package of this name and version.`,
      `name=${name}`,
      `version=${version}`,
      `license=${license}`,
      `texts=${copies.map(([to]) => to).join(' ')}`,
      ...(name === 'echarts' ? [`integrity=${JSON.parse(readFileSync(new URL('package-lock.json', here))).packages[`node_modules/${name}`].integrity}`, `sha256=${createHash('sha256').update(script).digest('hex')}`] : []),
    ].join('\n') + '\n';
}

if (process.argv.includes('--check')) {
  const there = readdirSync(folder).sort();
  const other = Object.keys(files).filter(name => !there.includes(name) || readFileSync(new URL(name, folder), 'utf8') !== files[name]);
  const more = there.filter(name => !(name in files));
  if (other.length || more.length) {
    console.error(`not what \`npm --prefix .github/charts run build\` writes: ${[...other, ...more].join(', ')}`);
    process.exit(1);
  }
  console.log(`${inside.map(name => `${name} ${manifest(name).version}`).join(', ')}: ${script.length} bytes, as built`);
} else {
  mkdirSync(folder, {recursive: true});
  for (const [name, text] of Object.entries(files)) writeFileSync(new URL(name, folder), text);
  console.log(`${Object.keys(files).length} files, ${script.length} bytes`);
}

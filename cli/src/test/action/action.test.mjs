// Runs the scripts of the GitHub Action as a runner does: with its variables, its files, and servers on loopback that
// play GitHub. ROLECALL is the command that they start; the default is the one of this repository.
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, '../../../..');
const action = path.join(root, '.github/actions/rolecall');
const resources = path.join(root, 'cli/src/test/resources');
const rolecall = process.env.ROLECALL || path.join(root, 'rolecall');
const account = 'arn:aws:iam::222222222222';
const goldens = path.join(resources, 'action/expected');
const requestToken = 'request-token-of-the-job';

let server;
let address;
/** What the servers answer, by the path that is asked for. */
let answers = {};
let requests = [];

before(async () => {
  server = http.createServer((request, response) => {
    requests.push({ url: request.url, authorization: request.headers.authorization });
    const answer = answers[request.url.split('?')[0]];
    response.writeHead(answer === undefined ? 404 : 200);
    response.end(answer ?? '');
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  address = `http://127.0.0.1:${server.address().port}`;
});

after(() => {
  server.close();
  for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true });
});

const folders = [];

function temporary(prefix) {
  folders.push(fs.mkdtempSync(path.join(os.tmpdir(), prefix)));
  return folders.at(-1);
}

/** A token as GitHub issues it; its signature is none. */
function jwt(claims) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const body = { iss: 'https://token.actions.githubusercontent.com', aud: 'sts.amazonaws.com', exp: 4102444800, ...claims };
  return `${part({ alg: 'RS256', typ: 'JWT' })}.${part(body)}.c2lnbmF0dXJl`;
}

/** A runner's folder with what a step gets, and what it leaves. */
function runner() {
  const folder = temporary('rolecall action ');
  for (const name of ['temp', 'tools', 'work']) fs.mkdirSync(path.join(folder, name));
  const file = (name) => path.join(folder, name);
  const text = (name) => (fs.existsSync(file(name)) ? fs.readFileSync(file(name), 'utf8') : '');
  return {
    folder,
    work: file('work'),
    /** Copies a repository into the workspace. */
    checkout(name) {
      fs.cpSync(path.join(resources, 'action', name), file('work'), { recursive: true });
      fs.mkdirSync(path.join(file('work'), '.git'));
      return this;
    },
    summary: () => text('summary.md'),
    /** The outputs, as the runner reads them. */
    outputs() {
      const outputs = {};
      const lines = text('output').split('\n');
      while (lines.length > 1) {
        const [, name, end] = lines.shift().match(/^(\w+)<<([\w-]+)$/);
        const value = lines.splice(0, lines.indexOf(end));
        lines.shift();
        outputs[name] = value.join('\n');
      }
      return outputs;
    },
    /** Runs a script of the action. */
    run(script, variables) {
      const environment = {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        LANG: 'C.UTF-8',
        ROLECALL: rolecall,
        RUNNER_OS: 'Linux',
        RUNNER_ARCH: 'X64',
        RUNNER_TEMP: file('temp'),
        RUNNER_TOOL_CACHE: file('tools'),
        GITHUB_STEP_SUMMARY: file('summary.md'),
        GITHUB_OUTPUT: file('output'),
        GITHUB_SERVER_URL: 'https://github.com',
        GITHUB_REPOSITORY: 'acme/app',
        GITHUB_SHA: '0123456789abcdef0123456789abcdef01234567',
        ACTION_REPOSITORY: 'OWNER/rolecall',
        IN_AUDIENCE: 'sts.amazonaws.com',
        IN_FAIL_ON: 'breaks',
        IN_VERSION: '0.2.0',
        ...variables,
      };
      if (process.env.JAVA_HOME) environment.JAVA_HOME = process.env.JAVA_HOME;
      return new Promise((done) => {
        execFile('bash', [path.join(action, script)], { cwd: file('work'), env: environment }, (error, stdout, stderr) =>
          done({ status: error ? error.code : 0, stdout, stderr, log: stdout + stderr }),
        );
      });
    },
  };
}

/** With a token endpoint that issues a token with these claims. */
function issuing(claims) {
  const token = jwt(claims);
  answers['/token'] = JSON.stringify({ count: 1, value: token });
  requests = [];
  return {
    token,
    variables: {
      ACTIONS_ID_TOKEN_REQUEST_URL: `${address}/token?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: requestToken,
    },
  };
}

/** The commands that the runner finds in a log: lines of stopped commands are none. */
function commands(log) {
  const found = [];
  let stopped = null;
  for (const line of log.split('\n')) {
    if (stopped) {
      if (line.trim() === `::${stopped}::`) stopped = null;
    } else if (line.trimStart().startsWith('::stop-commands::')) {
      stopped = line.trim().slice('::stop-commands::'.length);
    } else if (line.trimStart().startsWith('::')) {
      found.push(line.trim());
    }
    assert.ok(!line.includes('##['), `a command of old: ${line}`);
  }
  assert.equal(stopped, null, 'commands are stopped to the end');
  return found;
}

/** The annotations of a log, unescaped as the runner does. */
function annotations(log) {
  const plain = (text) => text.replace(/%0A/g, '\n').replace(/%0D/g, '\r').replace(/%25/g, '%');
  return commands(log)
    .filter((line) => !line.startsWith('::add-mask::'))
    .map((line) => {
      const [, level, properties, message] = line.match(/^::(\w+) ([^:]*)::(.*)$/);
      const values = Object.fromEntries(properties.split(',').map((one) => one.split(/=(.*)/s).slice(0, 2)));
      for (const name of Object.keys(values)) values[name] = plain(values[name].replace(/%3A/g, ':').replace(/%2C/g, ','));
      return { level, ...values, message: plain(message) };
    });
}

/** Holds `text` against a file of what was looked at; a new one is written beside it. */
function golden(name, text) {
  const file = path.join(goldens, name);
  const expected = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
  if (text !== expected) {
    fs.mkdirSync(goldens, { recursive: true });
    fs.writeFileSync(`${file}.new`, text);
  }
  assert.equal(text, expected, `${name}.new has what it is now`);
}

/** No file of the runner has the token, and the log only to have it masked. */
function keepsSecret(token, run, log) {
  const elsewhere = log.split('\n').filter((line) => line !== `::add-mask::${token}`);
  assert.ok(log.split('\n').includes(`::add-mask::${token}`), 'the token is masked');
  assert.ok(!elsewhere.join('\n').includes(token.split('.')[1]), 'the token is in the log');
  assert.ok(!log.includes(requestToken), 'the token of the request is in the log');
  const files = fs.readdirSync(run.folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  for (const one of files) {
    const text = fs.readFileSync(path.join(one.parentPath ?? one.path, one.name), 'latin1');
    assert.ok(!text.includes(token.split('.')[1]) && !text.includes(requestToken), `${one.name} has a token`);
  }
}

const denials = {
  'app-deploy': ['OIDC_CLAIM_MISMATCH', 'infra/main.tf', '31'],
  'app-encoded': ['OIDC_CLAIM_MISMATCH', 'infra/main.tf', '54'],
  'app-module': ['OIDC_CLAIM_MISMATCH', 'infra/main.tf', '65'],
  'app-open': ['OIDC_CLAIM_MISMATCH', 'infra/main.tf', '84'],
};

for (const [role, [cause, file, line]] of Object.entries(denials)) {
  test(`explains a denial of ${role} with the trust policy of Terraform`, async () => {
    const { token, variables } = issuing({ sub: 'repo:acme/app:environment:production' });
    const job = runner().checkout('oidc');
    const { status, stdout, log } = await job.run('run.sh', { ...variables, IN_ROLE: `${account}:role/${role}`, IN_TERRAFORM: 'infra' });
    assert.equal(status, 0, log);
    keepsSecret(token, job, log);
    assert.deepEqual(requests, [{ url: '/token?api-version=2.0&audience=sts.amazonaws.com', authorization: `bearer ${requestToken}` }]);
    assert.equal(job.outputs().cause, cause);
    assert.equal(job.outputs().verdict, 'DENIED');
    assert.equal(job.outputs().confidence, 'CERTAIN');
    const [only, ...others] = annotations(stdout);
    assert.deepEqual(others, []);
    assert.deepEqual([only.level, only.file, only.line, only.title], ['error', file, line, `Role ${role} cannot be assumed`]);
    assert.equal(only.message, job.outputs().explanation);
    golden(`${role}.md`, job.summary());
  });
}

test('says what the files do not tell', async () => {
  const { variables } = issuing({ sub: 'repo:acme/app:ref:refs/heads/main' });
  const job = runner().checkout('oidc');
  const { status, stdout } = await job.run('run.sh', { ...variables, IN_ROLE: `${account}:role/app-unknown` });
  assert.equal(status, 0);
  assert.equal(job.outputs().verdict, 'UNDETERMINED');
  assert.match(annotations(stdout)[0].message, /no value for `var.trust` \(`infra\/main.tf:97`\)/);
  golden('app-unknown.md', job.summary());
});

test('an unresolved value that may allow the job is not a denial', async () => {
  const { variables } = issuing({ sub: 'repo:acme/app:ref:refs/heads/main' });
  const job = runner().checkout('oidc');
  await job.run('run.sh', { ...variables, IN_ROLE: `${account}:role/app-open` });
  assert.equal(job.outputs().verdict, 'UNDETERMINED');
  assert.match(job.outputs().explanation, /var.organization/);
});

test('a trust policy that allows the job leaves what else to check', async () => {
  const { variables } = issuing({ sub: 'repo:acme/app:ref:refs/heads/main' });
  const job = runner().checkout('oidc');
  const { status } = await job.run('run.sh', { ...variables, IN_ROLE: `${account}:role/app-deploy` });
  assert.equal(status, 0);
  golden('app-deploy-allowed.md', job.summary());
});

test('the error of the failed step decides', async () => {
  const { variables } = issuing({ sub: 'repo:acme/app:ref:refs/heads/main' });
  const job = runner().checkout('oidc');
  await job.run('run.sh', {
    ...variables,
    IN_ROLE: `${account}:role/app-deploy`,
    IN_ERROR: 'Could not assume role with OIDC: No OpenIDConnect provider found in your account for https://token.actions.githubusercontent.com',
  });
  assert.equal(job.outputs().cause, 'INVALID_IDENTITY_TOKEN');
  golden('no-provider.md', job.summary());
});

test('a plan and a file have the trust policy, too', async () => {
  const { variables } = issuing({ sub: 'repo:acme/app:ref:refs/heads/main' });
  const trust = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: `${account}:oidc-provider/token.actions.githubusercontent.com` },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: { StringEquals: { 'token.actions.githubusercontent.com:sub': 'repo:acme/app:ref:refs/heads/release' } },
      },
    ],
  };
  const values = { arn: `${account}:role/app-deploy`, name: 'app-deploy', path: '/', assume_role_policy: JSON.stringify(trust) };
  const plan = {
    format_version: '1.2',
    resource_changes: [
      { address: 'aws_iam_role.deploy', mode: 'managed', type: 'aws_iam_role', name: 'deploy', change: { actions: ['no-op'], before: values, after: values, after_unknown: {} } },
    ],
  };
  for (const [name, content, input] of [
    ['trust.json', trust, 'IN_TRUST_POLICY'],
    ['plan.json', plan, 'IN_PLAN'],
  ]) {
    const job = runner();
    fs.writeFileSync(path.join(job.work, name), JSON.stringify(content));
    const { status, log } = await job.run('run.sh', { ...variables, IN_ROLE: `${account}:role/app-deploy`, [input]: name });
    assert.equal(status, 0, log);
    assert.equal(job.outputs().cause, 'OIDC_CLAIM_MISMATCH', log);
  }
});

test('a job without the permission is told so, and nothing is asked', async () => {
  const job = runner().checkout('oidc');
  requests = [];
  const { status, stdout } = await job.run('run.sh', { IN_ROLE: `${account}:role/app-deploy` });
  assert.equal(status, 0);
  assert.deepEqual(requests, []);
  assert.equal(job.outputs().cause, 'ID_TOKEN_PERMISSION_MISSING');
  assert.match(annotations(stdout)[0].message, /id-token: write/);
  golden('no-permission.md', job.summary());
});

test('a token that GitHub does not issue', async () => {
  const { variables } = issuing({ sub: 'x' });
  delete answers['/token'];
  const job = runner().checkout('oidc');
  const { status, log } = await job.run('run.sh', { ...variables, IN_ROLE: `${account}:role/app-deploy` });
  assert.equal(status, 1);
  assert.match(log, /did not issue an OIDC token/);
  assert.ok(!log.includes(requestToken));
});

test('a token from a file', async () => {
  const job = runner().checkout('oidc');
  const token = jwt({ sub: 'repo:acme/app:environment:production' });
  const file = path.join(job.folder, 'given');
  fs.writeFileSync(file, `${token}\n`);
  const { status, log } = await job.run('run.sh', { IN_ROLE: `${account}:role/app-deploy`, IN_TOKEN_FILE: file });
  fs.rmSync(file);
  assert.equal(status, 0, log);
  keepsSecret(token, job, log);
  assert.equal(job.outputs().cause, 'OIDC_CLAIM_MISMATCH');
});

const hostile = [
  '`x` | <img src=x onerror=alert(1)> @team %0A::set-output name=cause::ALLOWED',
  'main\n::set-output name=cause::ALLOWED\n::error title=x::y',
  'main\r\n::add-mask::a',
  '##[error]x',
  'end_1\nverdict<<end_2\nALLOWED\nend_2',
  '``` </details><script>alert(1)</script> [a](https://evil.example) ![b](https://evil.example/b) #1 GH-1',
  '\u202egnp.x \u0000 \u001b[31m',
  '| a | b |\n|---|---|\n# heading\n> quote',
  '%25%0D%0A,title=x:y',
  '$(touch owned) `touch owned` ${IFS} "; touch owned; "',
];

for (const branch of hostile) {
  test(`a branch named ${JSON.stringify(branch)}`, async () => {
    const { token, variables } = issuing({ sub: `repo:acme/app:ref:refs/heads/${branch}` });
    const job = runner().checkout('oidc');
    const { status, stdout, log } = await job.run('run.sh', {
      ...variables,
      IN_ROLE: `${account}:role/app-deploy`,
      IN_ERROR: `Could not assume role with OIDC: ${branch.replaceAll('\0', '')}`,
    });
    assert.equal(status, 0, log);
    keepsSecret(token, job, log);
    assert.ok(!fs.existsSync(path.join(job.work, 'owned')));
    assert.equal(annotations(stdout).length, 1);
    assert.deepEqual(Object.keys(job.outputs()), ['verdict', 'cause', 'confidence', 'explanation']);
    assert.equal(job.outputs().verdict, 'DENIED');
    assertPlain(job.summary());
  });
}

/** Nothing in a summary acts: outside of code, no HTML, link to elsewhere, mention or image is left. */
function assertPlain(markdown) {
  let fence = null;
  for (const line of markdown.split('\n')) {
    const mark = line.match(/^(`{3,})/);
    if (fence) {
      if (line.trim() === fence) fence = null;
      continue;
    }
    if (mark) {
      fence = mark[1];
      continue;
    }
    const outside = line
      .replace(/(`+)(?!`).+?(?<!`)\1(?!`)/g, 'code')
      .replace(/^#{2,3} /, '')
      .replaceAll(/\[code\]\(<https:\/\/github\.com\/acme\/app\/blob\/[0-9a-f]{40}\/[\w./-]+#L\d+>\)/g, 'link');
    assert.doesNotMatch(outside, /[<>@#|]|\]\(|!\[|:\/\//, line);
  }
  assert.equal(fence, null, 'a block of code does not end');
}

const example = path.join(resources, 'gate/example');
const pairs = { IN_PAIRS: path.join(example, 'pairs.yaml'), IN_SNAPSHOT: path.join(example, 'snapshot') };

test('the gate fails, and marks the lines that lock callers out', async () => {
  const job = runner().checkout('gate');
  const { status, stdout, log } = await job.run('run.sh', { ...pairs, IN_PLAN: path.join(example, 'plan-breaks.json') });
  assert.equal(status, 6, log);
  assert.deepEqual(
    annotations(stdout).map(({ level, file, line, title }) => [level, file, line, title.split(':')[0]]),
    [
      ['error', 'infra/main.tf', '12', 'would be denied'],
      ['error', 'infra/main.tf', '40', 'would be denied'],
    ],
  );
  const { outcome, failed, undetermined, sarif } = job.outputs();
  assert.deepEqual([outcome, failed, undetermined], ['FAILED', '2', '0']);
  const log2 = JSON.parse(fs.readFileSync(sarif, 'utf8'));
  assert.deepEqual(
    log2.runs[0].results.map((one) => [one.ruleId, one.locations[0].physicalLocation.artifactLocation.uri, one.locations[0].physicalLocation.region.startLine]),
    [
      ['PRINCIPAL_NOT_TRUSTED', 'infra/main.tf', 12],
      ['OIDC_CLAIM_MISMATCH', 'infra/main.tf', 40],
    ],
  );
  assert.ok(!(stdout + job.summary() + JSON.stringify(log2)).includes('acme-deploy-7'), 'an external ID is shown');
  golden('gate-breaks.md', job.summary());
});

test('the gate passes', async () => {
  const job = runner();
  const { status, stdout, log } = await job.run('run.sh', { ...pairs, IN_PLAN: path.join(example, 'plan-holds.json') });
  assert.equal(status, 0, log);
  assert.deepEqual(annotations(stdout), []);
  assert.equal(job.outputs().outcome, 'PASSED');
  golden('gate-holds.md', job.summary());
});

test('the gate without a plan takes the files of the pull request', async () => {
  const job = runner().checkout('gate');
  const { status, log } = await job.run('run.sh', pairs);
  assert.equal(status, 6, log);
  assert.equal(job.outputs().failed, '2');
});

test('what fails the step can be chosen', async () => {
  const breaks = { ...pairs, IN_PLAN: path.join(example, 'plan-breaks.json') };
  const open = { ...pairs, IN_SNAPSHOT: '', IN_PLAN: path.join(example, 'plan-holds.json') };
  for (const [variables, failOn, wanted] of [
    [breaks, 'never', 0],
    [breaks, 'undetermined', 6],
    [open, 'breaks', 0],
    [open, 'undetermined', 3],
    [open, 'never', 0],
  ]) {
    const job = runner();
    const { status, log } = await job.run('run.sh', { ...variables, IN_FAIL_ON: failOn });
    assert.equal(status, wanted, `${failOn}: ${log}`);
  }
});

test('what is wrong with the inputs is said', async () => {
  for (const [variables, wanted, status] of [
    [{}, /pass `role` with the ARN/, 1],
    [{ IN_ROLE: 'x', IN_PAIRS: 'y' }, /not both/, 1],
    [{ IN_PAIRS: 'missing.yaml' }, /missing.yaml: no such file/, 5],
    [{ ...pairs, IN_FAIL_ON: 'sometimes' }, /--fail-on/, 2],
    [{ ...pairs, IN_PLAN: 'none.json\n##[error]x' }, /none.json/, 5],
    [{ IN_ROLE: 'deploy', IN_TOKEN_FILE: path.join(resources, 'token/claims.json') }, /not a role ARN/, 2],
    [{ IN_ROLE: `${account}:role/x`, IN_TOKEN_FILE: path.join(resources, 'token/claims.json'), IN_TERRAFORM: '.' }, /Terraform/, 5],
    [{ IN_ROLE: `${account}:role/x`, IN_TOKEN_FILE: 'none' }, /cannot read `token-file`/, 1],
  ]) {
    const job = runner();
    const ended = await job.run('run.sh', variables);
    assert.match(ended.log, wanted);
    assert.equal(ended.status, status, ended.log);
    assert.ok(annotations(ended.stdout).some((one) => one.level === 'error'), ended.log);
  }
});

/** A release of a command that only says who it is. */
function release(os, arch, kind = 'tar.gz') {
  const folder = temporary('release-');
  const name = `rolecall-0.2.0-${os}-${arch}`;
  fs.mkdirSync(path.join(folder, name, 'bin'), { recursive: true });
  fs.writeFileSync(path.join(folder, name, 'bin', os === 'windows' ? 'rolecall.bat' : 'rolecall'), '#!/bin/sh\necho installed\n', { mode: 0o755 });
  const file = `${name}.${kind}`;
  if (kind === 'zip') execFileSync('python3', ['-m', 'zipfile', '-c', path.join(folder, file), path.join(folder, name)]);
  else execFileSync('tar', ['-czf', file, name], { cwd: folder });
  const bytes = fs.readFileSync(path.join(folder, file));
  const sum = createHash('sha256').update(bytes).digest('hex');
  answers = { [`/releases/v0.2.0/${file}`]: bytes, '/releases/v0.2.0/SHA256SUMS': `${'0'.repeat(64)}  other.tar.gz\n${sum}  ${file}\n` };
  requests = [];
  return { file, sum, bytes };
}

test('installs the release for the runner, once', async () => {
  for (const [system, name, cpu, arch, kind] of [
    ['Linux', 'linux', 'X64', 'x64', 'tar.gz'],
    ['Linux', 'linux', 'ARM64', 'arm64', 'tar.gz'],
    ['macOS', 'macos', 'ARM64', 'arm64', 'tar.gz'],
    ['Windows', 'windows', 'X64', 'x64', 'zip'],
  ]) {
    const { sum } = release(name, arch, kind);
    const job = runner();
    const variables = { RUNNER_OS: system, RUNNER_ARCH: cpu, IN_RELEASES: `${address}/releases` };
    const { status, log } = await job.run('install.sh', variables);
    assert.equal(status, 0, log);
    const { command } = job.outputs();
    assert.ok(command.startsWith(path.join(job.folder, 'tools')) && fs.existsSync(command), command);
    assert.equal(requests.length, 2);
    assert.equal((await job.run('install.sh', variables)).status, 0);
    assert.equal(requests.length, 2, 'it is downloaded again');
    const other = runner();
    assert.equal((await other.run('install.sh', { ...variables, IN_SHA256: sum.toUpperCase() })).status, 0);
    assert.deepEqual(fs.readdirSync(path.join(other.folder, 'temp')), []);
  }
});

test('a package that is not what it should be is not installed', async () => {
  for (const [spoil, wanted] of [
    [() => (answers['/releases/v0.2.0/SHA256SUMS'] = 'x  y\n'), /does not list/],
    [({ file, bytes }) => (answers[`/releases/v0.2.0/${file}`] = Buffer.concat([bytes, Buffer.from('x')])), /damaged or changed/],
    [({ file }) => delete answers[`/releases/v0.2.0/${file}`], /cannot download/],
    [() => delete answers['/releases/v0.2.0/SHA256SUMS'], /cannot download/],
  ]) {
    spoil(release('linux', 'x64'));
    const job = runner();
    const { status, log } = await job.run('install.sh', { IN_RELEASES: `${address}/releases` });
    assert.equal(status, 1, log);
    assert.match(log, wanted);
    assert.equal(job.outputs().command, undefined);
    assert.deepEqual(fs.readdirSync(path.join(job.folder, 'tools')), []);
  }
});

test('no package for a system, and inputs that are none', async () => {
  for (const [variables, wanted] of [
    [{ RUNNER_OS: 'Plan9' }, /no package for the runner's system/],
    [{ RUNNER_ARCH: 'ARM' }, /no package for the runner's architecture/],
    [{ IN_VERSION: '../../evil' }, /not a version/],
    [{ IN_VERSION: '' }, /not a version/],
    [{ IN_PATH: 'no-such-command' }, /not a command/],
  ]) {
    const { status, log } = await runner().run('install.sh', variables);
    assert.equal(status, 1, log);
    assert.match(log, wanted);
  }
});

test('an installed command', async () => {
  const job = runner();
  assert.equal((await job.run('install.sh', { IN_PATH: rolecall })).status, 0);
  assert.equal(job.outputs().command, rolecall);
});

test('the version to install is the one of this repository', () => {
  const version = fs.readFileSync(path.join(root, 'pom.xml'), 'utf8').match(/<version>([^<]+?)(?:-SNAPSHOT)?<\/version>/)[1];
  assert.match(fs.readFileSync(path.join(action, 'action.yml'), 'utf8'), new RegExp(`\n    default: ${version.replaceAll('.', '\\.')}\n`));
});

test('action.yml passes on what the scripts read, and nothing of it is part of a script', () => {
  const definition = fs.readFileSync(path.join(action, 'action.yml'), 'utf8');
  const scripts = ['install.sh', 'run.sh'].map((name) => fs.readFileSync(path.join(action, name), 'utf8')).join('\n');
  const read = new Set([...scripts.matchAll(/\bIN_[A-Z0-9_]+/g)].map(([name]) => name));
  const passed = new Set([...definition.matchAll(/^ +(IN_[A-Z0-9_]+): \$\{\{ inputs\.([a-z0-9-]+) \}\}$/gm)].map(([, name]) => name));
  assert.deepEqual([...passed].sort(), [...read].sort());
  const inputs = [...definition.split('\noutputs:')[0].matchAll(/^ {2}([a-z0-9-]+):$/gm)].map(([, name]) => name);
  assert.deepEqual(inputs.map((name) => `IN_${name.toUpperCase().replaceAll('-', '_')}`).sort(), [...passed].sort());
  for (const [, script] of definition.matchAll(/^ +run: (.*)$/gm)) assert.ok(!script.includes('${{'), script);
});

test('a package for Windows is started without cmd, with its arguments as they are', async () => {
  const { variables } = issuing({ sub: 'x' });
  const home = temporary('windows ');
  for (const name of ['bin', 'lib', 'runtime/bin']) fs.mkdirSync(path.join(home, name), { recursive: true });
  fs.writeFileSync(path.join(home, 'bin/rolecall.bat'), 'not for bash');
  const java = path.join(home, 'runtime/bin/java.exe');
  fs.writeFileSync(java, '#!/bin/sh\nprintf "%s\\n" "$MSYS2_ARG_CONV_EXCL" "$@" >"$RUNNER_TEMP/arguments"\nexit 6\n', { mode: 0o755 });
  const job = runner();
  const error = '%PATH% & calc ^ "x" \'y\'';
  const { status, log } = await job.run('run.sh', {
    ...variables,
    ROLECALL: path.join(home, 'bin/rolecall.bat'),
    IN_ROLE: `${account}:role/app`,
    IN_ERROR: error,
  });
  assert.equal(status, 0, log);
  const [excluded, ...given] = fs.readFileSync(path.join(job.folder, 'temp/arguments'), 'utf8').trimEnd().split('\n');
  assert.equal(excluded, '*');
  assert.deepEqual(given.slice(given.indexOf('-jar')), [
    '-jar', path.join(home, 'lib/rolecall.jar'), 'check', '--token', '-', '--role', `${account}:role/app`, '--format', 'github', '--error', error,
  ]);
});

test('the hook for pre-commit starts the gate', async () => {
  const hook = fs.readFileSync(path.join(root, '.pre-commit-hooks.yaml'), 'utf8');
  const [, given] = hook.match(/\n  args: \[(.*)\]\n/);
  assert.match(hook, /\n  entry: rolecall check\n/);
  assert.match(hook, /\n  pass_filenames: false\n/);
  const files = new RegExp(hook.match(/\n  files: (.*)\n/)[1]);
  for (const name of ['main.tf', 'a/b.tofu', 'c.tf.json', 'prod.auto.tfvars', 'live/terragrunt.hcl']) assert.match(name, files);
  for (const name of ['main.tfx', 'README.md', 'x.hcl']) assert.doesNotMatch(name, files);
  const job = runner().checkout('gate');
  fs.copyFileSync(path.join(example, 'pairs.yaml'), path.join(job.work, 'pairs.yaml'));
  const ended = await new Promise((done) => {
    execFile(rolecall, ['check', ...given.split(', '), '--snapshot', path.join(example, 'snapshot')], { cwd: job.work }, (error, stdout, stderr) =>
      done({ status: error ? error.code : 0, log: stdout + stderr }),
    );
  });
  assert.equal(ended.status, 6, ended.log);
  assert.match(ended.log, /2 would be denied/);
});

// The incidents: what is known of each, which of them match, and in which order.

let index;
const rows = [];
const byIncident = new Map();
const orders = new Map();

/** How the columns compare; ties go to what was seen last. */
const columns = {
  caller: row => row.caller.rank,
  role: row => row.role.rank,
  cause: row => row.cause.rank,
  standing: row => row.standing.rank,
  denials: row => row.denials,
  first: row => row.first,
  last: row => row.last,
};

const named = ([code, label], place) => ({code, label, place});

/** Gives each its place in the order of people's alphabets. */
function ranked(all, name) {
  const collator = new Intl.Collator('en', {numeric: true});
  [...all].sort((one, other) => collator.compare(name(one), name(other))).forEach((each, rank) => (each.rank = rank));
  return all;
}

function readIndex(json) {
  index = json;
  index.groups = index.groups.map(named);
  index.causes = ranked(index.causes.map(([code, label, group], place) => ({code, label, place, group: index.groups[group]})), cause => cause.label);
  index.standings = ranked(index.standings.map(named), standing => standing.label);
  index.confidences = index.confidences.map(named);
  index.homes = index.homes.map(([key, name, title], place) => ({key, name, title, place}));
  for (const parties of ['callers', 'roles']) {
    const all = index[parties].map(([id, name, home], place) => ({id, name, home: index.homes[home], place}));
    index[parties] = ranked(all, party => party.name);
  }
  for (let i = 0; i < (index.id ?? []).length; i++) {
    rows.push(readRow(i));
    byIncident.set(rows[i].id, rows[i]);
  }
}

function readRow(i) {
  const row = {
    number: i,
    id: index.id[i],
    caller: index.callers[index.caller[i]],
    role: index.roles[index.role[i]],
    action: index.actions[index.action[i]],
    cause: index.causes[index.cause[i]],
    sure: index.confidences[index.sure[i]],
    standing: index.standings[index.standing[i]],
    denials: index.denials[i],
    first: index.first[i],
    last: index.last[i],
    days: index.days[i],
    spells: [],
    sessions: index.sessions[i],
    sources: index.sources[i],
  };
  const flat = index.spells[i];
  for (let at = 0; at < flat.length; at += 4) {
    row.spells.push({cause: index.causes[flat[at]], denials: flat[at + 1], first: flat[at + 2], last: flat[at + 3]});
  }
  row.causes = new Set([row.cause, ...row.spells.map(spell => spell.cause)]);
  return row;
}

/** What a search looks through, in lower case. */
function haystack(row) {
  row.haystack ??= [
    row.id, row.caller.id, row.caller.name, row.caller.home.title, row.role.id, row.role.home.title, row.action, row.standing.label,
    ...[...row.causes].flatMap(cause => [cause.code, cause.label]), ...row.sessions, ...row.sources,
  ].join('\n').toLowerCase();
  return row.haystack;
}

/** All rows in an order such as `-last`. */
function ordered(sort) {
  if (!orders.has(sort)) {
    const key = columns[sort.replace('-', '')];
    const way = sort.startsWith('-') ? -1 : 1;
    orders.set(sort, [...rows].sort((one, other) => way * (key(one) - key(other)) || other.last - one.last || one.number - other.number));
  }
  return orders.get(sort);
}

const matches = new WeakMap();

/** The rows that match, in order. */
function matching(state) {
  if (!matches.has(state)) matches.set(state, search(state));
  return matches.get(state);
}

function search(state) {
  const cause = index.causes.find(cause => cause.code === state.cause);
  const words = state.q.toLowerCase().split(/\s+/).filter(word => word);
  return ordered(state.sort).filter(
    row =>
      (!state.standing || row.standing.code === state.standing) &&
      (!cause || row.causes.has(cause)) &&
      (!state.group || [...row.causes].some(each => each.group.code === state.group)) &&
      (!state.from || row.caller.home.key === state.from) &&
      (!state.to || row.role.home.key === state.to) &&
      (!state.caller || row.caller.id === state.caller) &&
      (!state.role || row.role.id === state.role) &&
      words.every(word => haystack(row).includes(word)),
  );
}

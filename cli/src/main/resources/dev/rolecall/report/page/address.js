// What is shown, as the part of the page's address after `#`: it can be kept, sent on, and gone back to.

const untouched = {q: '', cause: '', group: '', standing: '', from: '', to: '', caller: '', role: '', sort: '-last', page: 1, incident: ''};

/** What an address says. It may come from anybody: only what this page knows is taken. */
function parsed(hash) {
  const said = new URLSearchParams(hash.replace(/^#/, ''));
  const state = {...untouched};
  for (const name of ['q', 'from', 'to', 'caller', 'role', 'incident']) state[name] = said.get(name) ?? '';
  if (index.causes.some(cause => cause.code === said.get('cause'))) state.cause = said.get('cause');
  if (index.groups.some(group => group.code === said.get('group'))) state.group = said.get('group');
  if (index.standings.some(standing => standing.code === said.get('standing'))) state.standing = said.get('standing');
  if (Object.hasOwn(columns, (said.get('sort') ?? '').replace(/^-/, ''))) state.sort = said.get('sort');
  state.page = Math.max(1, Math.trunc(Number(said.get('page'))) || 1);
  return state;
}

/** The address of a state: only what is not as it is at first. */
function address(state) {
  const said = new URLSearchParams();
  for (const [name, value] of Object.entries(state)) if (value !== untouched[name]) said.set(name, value);
  return '#' + said;
}

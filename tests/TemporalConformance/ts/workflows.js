// The bundle's entry: every scenario file brings its own workflows. One context per folder, as the SDK's bundler
// does not look into folders of a folder.
const folders = [
  require.context('./scenarios/activities', false, /\.js$/),
  require.context('./scenarios/batches', false, /\.js$/),
  require.context('./scenarios/cancellation', false, /\.js$/),
  require.context('./scenarios/children', false, /\.js$/),
  require.context('./scenarios/histories', false, /\.js$/),
  require.context('./scenarios/local-activities', false, /\.js$/),
  require.context('./scenarios/namespaces', false, /\.js$/),
  require.context('./scenarios/payloads', false, /\.js$/),
  require.context('./scenarios/queries', false, /\.js$/),
  require.context('./scenarios/schedules', false, /\.js$/),
  require.context('./scenarios/signals', false, /\.js$/),
  require.context('./scenarios/timers', false, /\.js$/),
  require.context('./scenarios/updates', false, /\.js$/),
  require.context('./scenarios/visibility', false, /\.js$/),
  require.context('./scenarios/workers', false, /\.js$/),
  require.context('./scenarios/workflows', false, /\.js$/),
];
const workflows = {};
for (const folder of folders) {
  for (const file of folder.keys()) {
    for (const [name, value] of Object.entries(folder(file))) {
      if (name !== 'scenario' && workflows[name]) {
        throw new Error(`the workflow ${name} of ${file} has the name of another's; rename it`);
      }
      workflows[name] = value;
    }
  }
}
Object.assign(exports, workflows);

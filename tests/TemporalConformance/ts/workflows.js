// The bundle's entry: every scenario file brings its own workflows.
const scenarios = require.context('./scenarios', false, /\.js$/);
for (const name of scenarios.keys()) {
  Object.assign(exports, scenarios(name));
}

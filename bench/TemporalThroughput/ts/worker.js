const { DefaultLogger, NativeConnection, Runtime, Worker } = require('@temporalio/worker');

const [address, taskQueue, modules] = process.argv.slice(2);

async function main() {
  Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions: { logging: { filter: 'ERROR', forward: {} } } });
  const worker = await Worker.create({
    connection: await NativeConnection.connect({ address }),
    taskQueue,
    workflowsPath: require.resolve('./workflows'),
    bundlerOptions: {
      webpackConfigHook: (config) => {
        config.resolve.modules.push(modules);
        return config;
      },
    },
    activities: { async mark() {} },
    maxConcurrentWorkflowTaskExecutions: 100,
    maxConcurrentActivityTaskExecutions: 100,
    shutdownGraceTime: '1s',
  });
  const done = worker.run();
  process.stdin.resume();
  process.stdin.on('end', () => worker.shutdown());
  process.stdout.write('ready\n');
  await done;
  process.exit(0);
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});

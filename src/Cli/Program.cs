using System.CommandLine;
using Notify.Cli.Commands;

var root = new RootCommand("Notify tells each customer of a shop about the right campaign at the right moment, durably.")
{
    DemoCommand.Create(),
    UpCommand.Create(),
    IngestCommand.Create(),
    PipelineCommand.Create(),
    RecommendCommand.Create(),
    PlanCommand.Create(),
    AuditCommand.Create(),
    SampleCommand.Create(),
};

return await root.Parse(args).InvokeAsync().ConfigureAwait(false);

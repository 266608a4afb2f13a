using Notify.Cli.Commands;

return await NotifyCommand.RunAsync(args).ConfigureAwait(false);

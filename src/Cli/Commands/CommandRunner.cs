using System.CommandLine;
using Notify.Activities.Ingestion;
using Notify.Cli.Output;
using Notify.Storage;
using Notify.Workers.Encryption;
using Notify.Workflows.Visibility;
using Temporalio.Exceptions;

namespace Notify.Cli.Commands;

/// <summary>Runs a command's work and turns its faults into a message on stderr and an exit code.</summary>
internal static class CommandRunner
{
    /// <summary>Gives a command its action.</summary>
    /// <param name="command">The command.</param>
    /// <param name="json">Its <c>--json</c> option; null when it has none.</param>
    /// <param name="work">What it does; returns an exit code.</param>
    public static void Runs(this Command command, Option<bool>? json, Func<ParseResult, Terminal, CancellationToken, Task<int>> work) =>
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var terminal = Terminal.Open(json is not null && parsed.GetValue(json));
            try
            {
                return await work(parsed, terminal, cancellationToken).ConfigureAwait(false);
            }
            catch (CommandFailedException fault)
            {
                terminal.Say($"notify: {fault.Message}");
                return fault.ExitCode;
            }
            catch (IngestException fault)
            {
                terminal.Say($"notify: {fault.Message}");
                return ExitCodes.Usage;
            }
            catch (AttributeRegistrationException fault)
            {
                terminal.Say($"notify: {fault.Message}");
                return ExitCodes.Unavailable;
            }
            catch (Exception fault) when (fault is StorageException or PayloadDecryptionException)
            {
                terminal.Say($"notify: {fault.Message}");
                return ExitCodes.Failed;
            }
            catch (WorkflowAlreadyStartedException)
            {
                terminal.Say("notify: A pipeline run is under way and would not load this folder. Try again when it has ended (notify pipeline status).");
                return ExitCodes.Unavailable;
            }
            catch (WorkflowFailedException fault)
            {
                terminal.Say($"notify: {RootMessage(fault)}");
                return ExitCodes.Failed;
            }
            catch (Exception fault) when (fault is HttpRequestException or RpcException)
            {
                terminal.Say($"notify: the host of the home folder does not answer: {fault.Message}");
                return ExitCodes.Unavailable;
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                terminal.Say($"notify: {fault.Message}");
                return ExitCodes.Usage;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                terminal.Say("notify: stopped");
                return ExitCodes.Failed;
            }
        });

    private static string RootMessage(Exception fault) => fault.InnerException is { } inner ? RootMessage(inner) : fault.Message;
}

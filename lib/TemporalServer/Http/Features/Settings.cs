using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace TemporalServer.Http.Features;

/// <summary>What the web UI asks first: how it is to behave. Nothing is forbidden, nobody has to log in.</summary>
/// <param name="defaultNamespace">The namespace shown first.</param>
internal sealed class Settings(string defaultNamespace) : IApiHandler
{
    /// <summary>The version of the web UI whose requests are answered; below 2.23 it would encode ids twice.</summary>
    private const string Version = "2.38.0";

    private readonly byte[] body = JsonSerializer.SerializeToUtf8Bytes(new
    {
        Auth = new { Enabled = false, Options = (string[]?)null },
        BannerText = "",
        DefaultNamespace = defaultNamespace,
        ShowTemporalSystemNamespace = false,
        FeedbackURL = "",
        NotifyOnNewVersion = false,
        Codec = new { Endpoint = "", PassAccessToken = false, IncludeCredentials = false, DefaultErrorMessage = "", DefaultErrorLink = "" },
        DisableWriteActions = false,
        WorkflowTerminateDisabled = false,
        WorkflowCancelDisabled = false,
        WorkflowSignalDisabled = false,
        WorkflowUpdateDisabled = false,
        WorkflowResetDisabled = false,
        BatchActionsDisabled = false,
        StartWorkflowDisabled = false,
        HideWorkflowQueryErrors = false,
        RefreshWorkflowCountsDisabled = false,
        ActivityCommandsDisabled = false,
        Version,
    });

    /// <inheritdoc/>
    public Task HandleAsync(ApiCall call) => ApiReply.SendAsync(call.Http, StatusCodes.Status200OK, body, call.CancellationToken);
}
